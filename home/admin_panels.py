"""What the admin shows of the site itself: the red list of what the footer lacks, and what readers reported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wagtail.admin.panels import Panel
from wagtail.admin.ui.components import Component
from wagtail.models import Site

from home.identity_check import missing_items

SHOWN = 5


class MissingItemsPanel(Panel):
    """Above the fields of 网站标识."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "home/admin/missing_items.html"

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            context["missing"] = missing_items(self.instance)
            return context


class MissingItemsComponent(Component):
    """On the dashboard of those who may fill it in; nothing where nothing is missing."""

    name = "missing_items"
    order = 110
    template_name = "home/admin/missing_items_dashboard.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        from home.models import SiteIdentity

        site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
        identity = SiteIdentity.for_site(site) if site else None
        return {"missing": missing_items(identity) if identity else [], "identity": identity, "site": site}


class CorrectionsComponent(Component):
    """On the dashboard of those who settle them; nothing where nothing waits."""

    name = "corrections"
    order = 120
    template_name = "home/admin/corrections_dashboard.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        from home.models import CorrectionReport

        waiting = CorrectionReport.objects.filter(state=CorrectionReport.State.NEW)
        viewset = CorrectionReport.snippet_viewset
        return {
            "waiting": list(waiting[:SHOWN]),
            "count": waiting.count(),
            "edit_url": viewset.get_url_name("edit"),
            "list_url": viewset.get_url_name("list"),
        }
