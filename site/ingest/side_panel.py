"""导入核对 beside the editing form: what the import took out, what it flags, and the way back to its page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page

from ingest.models import ImportRecord
from ingest.presentation import doubts, rule_name, shown_findings

SHOWN = 8


def record_of(page: Page) -> ImportRecord | None:
    """The import that gave this draft; None for one that was written here."""
    return (
        ImportRecord.objects.filter(Q(page=page.pk) | Q(enclosed_page=page.pk))
        .defer("sketch", "comparison")
        .order_by("-pk")
        .first()
    )


class ImportSidePanel(BaseSidePanel):
    """Beside the other panels of the editing form; its counter is the number of things to look at."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("导入核对")
        icon_name = "upload"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["count"] = doubts(self.panel.record)
            return context

    name = "import"
    title = _("导入核对")
    template_name = "ingest/side_panel.html"
    order = 150

    class Media:
        css = {"all": ["ingest/import.css"]}

    def __init__(self, page: Page, request: HttpRequest, record: ImportRecord) -> None:
        self.record = record
        super().__init__(page, request)

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        findings = shown_findings(self.record)
        own = self.request.user.is_superuser or self.record.created_by_id == self.request.user.pk
        context.update(
            record=self.record,
            findings=findings[:SHOWN],
            more=max(len(findings) - SHOWN, 0),
            removals=[{"label": rule_name(r["rule"]), "count": r["count"]} for r in self.record.removals],
            address=reverse("ingest_file", args=[self.record.pk]) if own and self.record.page_id else "",
        )
        return context


def offer_hook() -> None:
    """Give rooms the hook construct_document_side_panels(panels, page, request), for the editing form of a page.

    Wagtail has none for its side panels; its view asks get_side_panels() for every form."""
    stock = EditView.get_side_panels
    if getattr(stock, "offers_hook", False):
        return

    def get_side_panels(view: EditView) -> Any:
        panels = stock(view)
        if not view.expects_json_response:
            for construct in hooks.get_hooks("construct_document_side_panels"):
                construct(panels, view.page, view.request)
        return panels

    get_side_panels.offers_hook = True  # type: ignore[attr-defined]
    EditView.get_side_panels = get_side_panels


def add_import_panel(panels: list[Any], page: Page, request: HttpRequest) -> None:
    """For a page that came from a file."""
    record = record_of(page) if page.pk else None
    if record is not None:
        panels.append(ImportSidePanel(page, request, record))
