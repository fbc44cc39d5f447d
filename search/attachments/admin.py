"""What editors see of attachments that cannot be searched: a list among the reports, and a panel beside the page's form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.documents import get_document_model
from wagtail.permissions import policy_registry

from publications.models import OfficialDocumentPage, OutboxRow
from publications.passages import attached_keys
from search.attachments.following import CONSUMER
from search.attachments.models import ReadAttachment

LISTED = 200
ACTIONS = ["add", "change", "delete"]
TROUBLED = Q(text=None) | Q(text__cut=True) | ~Q(text__problem="")


def policy() -> Any:
    """Who may do what with the files of the library."""
    return policy_registry.get_by_type(get_document_model())


def troubled(documents: QuerySet[Any] | Sequence[int]) -> QuerySet[ReadAttachment]:
    """The files of which readers find nothing, or not all, the last read first."""
    found = ReadAttachment.objects.filter(TROUBLED, document__in=documents)
    return found.select_related("document", "text").order_by("-document_id")


def report(request: HttpRequest) -> HttpResponse:
    """Of the files that the editor may change, those that cannot be searched, and how many still wait to be read."""
    if not policy().user_has_any_permission(request.user, ACTIONS):
        raise PermissionDenied
    own = policy().instances_user_has_any_permission_for(request.user, ACTIONS)
    found = troubled(own.values("pk"))
    context = {
        "files": found[:LISTED],
        "count": found.count(),
        "read": ReadAttachment.objects.filter(document__in=own.values("pk"), text__problem="").count(),
        "waiting": OutboxRow.objects.filter(consumer=CONSUMER).count(),
    }
    return TemplateResponse(request, "search/admin/attachments.html", context)


class AttachmentReportItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(policy().user_has_any_permission(request.user, ACTIONS))


@hooks.register("register_admin_urls")
def report_urls() -> list[Any]:
    return [path("reports/attachments/", report, name="search_attachments")]


@hooks.register("register_reports_menu_item")
def report_menu_item() -> MenuItem:
    return AttachmentReportItem(_("附件文字"), reverse("search_attachments"), icon_name="doc-full-inverse", order=120)


class AttachmentPanel(BaseSidePanel):
    """附件 that readers cannot search; its counter says how many."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("附件文字")
        icon_name = "doc-full-inverse"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["count"] = len(self.panel.files)
            return context

    name = "attachments"
    title = _("附件文字")
    template_name = "search/admin/attachment_panel.html"
    order = 160

    def __init__(self, page: Any, request: HttpRequest, files: Sequence[ReadAttachment]) -> None:
        self.files = files
        super().__init__(page, request)

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        context["files"] = self.files
        return context


@hooks.register("construct_document_side_panels")
def add_panel(panels: list[Any], page: Any, request: HttpRequest) -> None:
    """For a page with an attachment that cannot be searched."""
    if not isinstance(page, OfficialDocumentPage):
        return
    keys = attached_keys(page.body)
    files = list(troubled(keys)) if keys else []
    if files:
        panels.append(AttachmentPanel(page, request, files))
