"""Links between pages inside paragraphs: to the reader's script, only to what is live, all of a text in two queries."""

from __future__ import annotations

from typing import Any

from django.utils.html import escape
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler


class DocumentLinkHandler(PageLinkHandler):
    """Wagtail's own asks for the locale and the translation of every link apart."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        """An opening tag for each; without an address where the reader would find nothing."""
        linked = dict(
            Page.objects.filter(id__in={attrs.get("id") for attrs in attrs_list}).values_list("id", "translation_key")
        )
        readable: dict[Any, list[Page]] = {}
        for page in Page.objects.live().filter(translation_key__in=linked.values()).select_related("locale"):
            readable.setdefault(page.translation_key, []).append(page)
        tags = []
        for attrs in attrs_list:
            pk = int(attrs["id"]) if str(attrs.get("id", "")).isdigit() else None
            versions = readable.get(linked.get(pk), [])
            page = next((v for v in versions if v.locale.language_code == get_language()), None) or next(
                (v for v in versions if v.pk == pk), None
            )
            tags.append(f'<a href="{escape(page.url)}">' if page and page.url else "<a>")
        return tags
