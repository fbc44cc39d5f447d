"""同义词 in the admin, under 设置's neighbours: a list that can be searched, and a form."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from search.synonyms.models import SynonymEntry


class SynonymEntryViewSet(SnippetViewSet):
    model = SynonymEntry
    icon = "tag"
    menu_label = _("同义词")
    menu_name = "synonyms"
    menu_order = 331
    add_to_admin_menu = True
    list_display = ["__str__", "get_meaning_display", "active", "note"]
    list_filter = ["meaning", "active"]
    search_fields = ["words", "note"]
