"""The documents of one page of results: title, excerpt, the section or the attachment in which it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publications.attached_files import note_public_files
from search.attachments.found import FoundAttachment, find_in_attachments, wanted
from search.excerpts import Marker, Part
from search.found_pages import public_pages
from search.sections import FoundSection, place_in

if TYPE_CHECKING:
    from django.http import HttpRequest

    from search.backends.plan import Value


@dataclass(frozen=True)
class FoundDocument:
    """One result, with its title and its excerpt in parts (what was searched is marked).

    section: the heading under which the excerpt stands, None where that is the beginning or no text of the body.
    attachment: the one that has what was asked where the document's own text has not; it brings an excerpt of its own.
    """

    page: Any
    title: list[Part]
    excerpt: list[Part]
    section: FoundSection | None = None
    attachment: FoundAttachment | None = None
    address: str = ""

    @property
    def lang(self) -> str:
        """The `lang` of its text where that is not the reader's script: zh-Hans or zh-Hant."""
        code = self.page.locale.language_code
        return "" if code == get_language() else code[:3] + code[3:].title()

    @property
    def script(self) -> str:
        """The name of its script where that is not the reader's."""
        return {"": "", "zh-Hant": _("繁体")}.get(self.lang, _("简体"))


def found_documents(
    keys: Sequence[Value], marker: Marker, request: HttpRequest | None = None, *, in_attachments: bool = False
) -> list[FoundDocument]:
    """The documents in the engine's order; what was hidden a moment ago is not shown even if the index still has it.

    in_attachments: only attachments were searched, so that each result names the one that was found.
    """
    pages = public_pages(keys, request)
    note_public_files(pages)
    addresses = {page: page.get_url(request) or "" for page in pages}
    places = {page: place_in(marker, page, addresses[page]) for page in pages}
    asked_of = {
        page: wanted(marker.asked, has_excerpt=False)
        if in_attachments
        else wanted(
            marker.asked - place.tokens - marker.tokens_of(page.title), has_excerpt=place.window.first is not None
        )
        for page, place in places.items()
    }
    attachments = find_in_attachments(marker, asked_of)
    found = {
        page.pk: FoundDocument(
            page,
            marker.mark(page.title),
            place.window.parts,
            place.section,
            attachments.get(page.pk),
            addresses[page],
        )
        for page, place in places.items()
    }
    return [document for key in keys if (document := found.get(key)) is not None]
