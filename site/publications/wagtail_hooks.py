"""Issuing bodies, topics and relations in the admin, under 基础资料; 栏目更新 among the reports and on the dashboard."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from publications.choosable_pages import choosable
from publications.column_views import ColumnUpdatesPanel, column_report
from publications.downloads import refuse_what_is_not_public
from publications.models import IssuingBody, Topic
from publications.relation_admin import RelationViewSet
from publications.rich_text import AttachmentLinkHandler


class IssuingBodyViewSet(SnippetViewSet):
    model = IssuingBody
    icon = "group"
    menu_label = _("发文机关")
    list_display = ["name", "number_code", "get_level_display", "active"]
    list_filter = ["level", "active"]


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    menu_label = _("主题分类")
    list_display = ["name", "parent", "order"]


class ReferenceDataGroup(SnippetViewSetGroup):
    """基础资料."""

    menu_label = _("基础资料")
    menu_icon = "folder-open-inverse"
    menu_order = 300
    items = (IssuingBodyViewSet, TopicViewSet, RelationViewSet)


register_snippet(ReferenceDataGroup)


hooks.register("before_serve_document", refuse_what_is_not_public, order=-1)  # before Wagtail asks for a password
hooks.register("construct_page_chooser_queryset", choosable)


@hooks.register("register_rich_text_features", order=1)  # behind Wagtail's own, which it takes the place of
def link_to_files_that_may_be_had(features: FeatureRegistry) -> None:
    features.register_link_type(AttachmentLinkHandler)


@hooks.register("register_admin_urls")
def column_urls() -> list[Any]:
    return [path("reports/column-updates/", column_report, name="publications_column_updates")]


@hooks.register("register_reports_menu_item")
def column_updates_menu_item() -> MenuItem:
    return MenuItem(_("栏目更新"), reverse("publications_column_updates"), icon_name="calendar-check", order=100)


@hooks.register("construct_homepage_panels")
def urgent_columns(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(ColumnUpdatesPanel())
