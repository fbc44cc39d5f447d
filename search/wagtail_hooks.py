"""The search in the admin: promoted results, what readers look for among the reports, files moved many at once."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from search.attachments import admin as attachments_admin  # noqa: F401  registers its hooks
from search.attachments.following import follow_moved
from search.promoted.models import PromotedResult
from search.reports.views import MAY_SEE, report, report_csv
from search.synonyms.admin import SynonymEntryViewSet


class PromotedResultViewSet(SnippetViewSet):
    model = PromotedResult
    icon = "pick"
    menu_label = _("推荐结果")
    menu_name = "promoted-results"
    menu_order = 330
    add_to_admin_menu = True
    list_display = ["__str__", "page", "address", "starts_on", "ends_on"]
    ordering = ["order", "pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[PromotedResult]:
        return PromotedResult.objects.select_related("page")


register_snippet(PromotedResultViewSet)
register_snippet(SynonymEntryViewSet)


class ReportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(MAY_SEE))


@hooks.register("after_bulk_action")
def follow_moved_files(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> None:
    """Wagtail's “add to collection” updates the rows, so that no signal says who may have the files now."""
    if action_type == "add_to_collection":
        follow_moved(objects)


@hooks.register("register_admin_urls")
def report_urls() -> list[Any]:
    return [
        path("reports/search/", report, name="search_report"),
        path("reports/search/queries.csv", report_csv, name="search_report_csv"),
    ]


@hooks.register("register_reports_menu_item")
def report_menu_item() -> MenuItem:
    return ReportMenuItem(_("搜索统计"), reverse("search_report"), icon_name="search", order=110)
