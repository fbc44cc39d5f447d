"""What a draft copied from last year shows its editor on top of the form."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import Panel

from plans.leftovers import leftovers


class LeftoversPanel(Panel):
    """仍写着上一年的地方: shrinks as the editor corrects and saves, and is gone when nothing is left."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "plans/leftovers_panel.html"

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.found = leftovers(self.instance) if self.instance is not None else []

        def is_shown(self) -> bool:
            return bool(self.found)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            context["leftovers"], context["year"] = self.found, self.instance.copied_from_year
            return context
