"""同义词 in the admin, under 设置's neighbours: a list that can be searched, a form, and the built-in ones to look up."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from search.synonyms.classes import file_lines
from search.synonyms.models import SynonymEntry


class SynonymIndexView(IndexView):
    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        # Words left alone (!) are no synonyms: they only keep others from being found within them.
        lines = [line for line in file_lines() if not line.startswith("! ")]
        context["built_in"] = ["、".join(line.split()).replace("、>、", " → ") for line in lines]
        return context


class SynonymEntryViewSet(SnippetViewSet):
    model = SynonymEntry
    index_view_class = SynonymIndexView
    index_template_name = "search/admin/synonyms.html"
    icon = "tag"
    menu_label = _("同义词")
    menu_name = "synonyms"
    menu_order = 331
    add_to_admin_menu = True
    list_display = ["__str__", "get_meaning_display", "active", "note"]
    list_filter = ["meaning", "active"]
    search_fields = ["words", "note"]
