"""Links inside paragraphs: to the reader's script, only to what this reader may open, all of a text in few queries."""

from __future__ import annotations

from typing import Any

from django.utils.html import escape
from django.utils.translation import get_language
from wagtail.documents import get_document_model
from wagtail.documents.rich_text import DocumentLinkHandler as FileLinkHandler
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction
from wagtail.rich_text.pages import PageLinkHandler

from publications.readers import accepts, current_request, is_restricted
from zhtext.numerals import plain_number


class DocumentLinkHandler(PageLinkHandler):
    """Wagtail's own asks for the locale and the translation of every link apart, and links to what is restricted."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        """An opening tag for each; without an address where the reader would find nothing."""
        request = current_request()
        linked = Page.objects.filter(id__in=numbers(attrs_list))
        versions = Page.objects.filter(translation_key__in=linked.values("translation_key")).select_related("locale")
        versions = versions.annotate(restricted=is_restricted(PageViewRestriction, "page", "path"))
        by_key: dict[Any, list[Any]] = {}
        for page in versions:
            by_key.setdefault(page.translation_key, []).append(page)
        tags = {}
        for group in by_key.values():
            readable = [page for page in group if page.live and (not page.restricted or accepts(page, request))]
            mine = next((page for page in readable if page.locale.language_code == get_language()), None)
            for page in group:
                shown = mine or (page if page in readable else None)
                url = shown.get_url(request) if shown else None
                tags[page.pk] = f'<a href="{escape(url)}">' if url else "<a>"
        return [tags.get(number(attrs), "<a>") for attrs in attrs_list]


class AttachmentLinkHandler(FileLinkHandler):
    """A link to a file of the library; without an address where its collection is closed to the reader."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        request = current_request()
        files = get_document_model().objects.filter(pk__in=numbers(attrs_list)).select_related("collection")
        files = files.annotate(restricted=is_restricted(CollectionViewRestriction, "collection", "collection__path"))
        tags = {
            file.pk: f'<a href="{escape(file.url)}">'
            for file in files
            if not file.restricted or accepts(file.collection, request)
        }
        return [tags.get(number(attrs), "<a>") for attrs in attrs_list]


def number(attrs: dict[str, Any]) -> int | None:
    return plain_number(str(attrs.get("id", "")), digits=18)


def numbers(attrs_list: list[dict[str, Any]]) -> set[int]:
    return {pk for attrs in attrs_list if (pk := number(attrs)) is not None}
