"""What the public pages change in Wagtail, and where the home room joins the admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from home.admin_panels import CorrectionsComponent, MissingItemsComponent
from home.leaving import ExternalLinkHandler
from home.models import CorrectionReport, PlannedRelease
from publications.rich_text import DocumentLinkHandler


@hooks.register("register_rich_text_features", order=1)  # behind Wagtail's own, which it takes the place of
def links_in_texts(features: FeatureRegistry) -> None:
    features.register_link_type(DocumentLinkHandler)
    features.register_link_type(ExternalLinkHandler)


@hooks.register("construct_homepage_panels")
def what_the_site_needs(request: HttpRequest, panels: list[Any]) -> None:
    """For those who can do something about it."""
    if request.user.has_perm("home.change_siteidentity"):
        panels.append(MissingItemsComponent())
    if request.user.has_perm("home.change_correctionreport"):
        panels.append(CorrectionsComponent())


class ReportsPermissionPolicy(ModelPermissionPolicy):
    """Reports come from readers: nobody adds one in the admin."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "add" and super().user_has_permission(user, action)


class CorrectionReportViewSet(SnippetViewSet):
    model = CorrectionReport
    icon = "comment"
    menu_label = _("纠错留言")
    menu_name = "corrections"
    menu_order = 320
    add_to_admin_menu = True
    list_display = ["__str__", "page_address", "get_state_display", "created_at", "settled_by"]
    list_filter = ["state", "created_at"]
    ordering = ["-created_at"]


class PlannedReleaseViewSet(SnippetViewSet):
    model = PlannedRelease
    icon = "calendar"
    menu_label = _("发布预告")
    menu_name = "releases"
    menu_order = 310
    add_to_admin_menu = True
    list_display = ["title", "planned_on", "get_state_display", "announced", "document"]
    list_filter = ["announced", "state"]
    ordering = ["planned_on"]


register_permission_policy(CorrectionReport, ReportsPermissionPolicy(CorrectionReport))
register_snippet(CorrectionReportViewSet)
register_snippet(PlannedReleaseViewSet)
