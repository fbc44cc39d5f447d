"""栏目更新 in the admin: the report, and what is urgent of it on the dashboard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from publications import column_export
from publications.column_updates import column_states, totals

SHOWN = 6


def column_report(request: HttpRequest) -> HttpResponse:
    """Every column with its class, who answers for it, when it was last updated and how many days are left.

    `export`: the same as a file, csv or xlsx.
    """
    today = timezone.localdate()
    states = column_states(today)
    if (kind := request.GET.get("export", "")) in column_export.TYPES:
        return column_export.exported(states, today, kind)
    return TemplateResponse(request, "publications/column_updates.html", {"states": states, "totals": totals(states)})


class ColumnUpdatesPanel(Component):
    """What is overdue or soon will be; nothing where every column is in time."""

    name = "column_updates"
    order = 120
    template_name = "publications/column_updates_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        states = column_states(timezone.localdate())
        urgent = [state for state in states if state.is_stale or state.is_soon]
        return {"states": urgent[:SHOWN], "more": len(urgent) - SHOWN, "totals": totals(states)}
