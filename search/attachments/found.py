"""Which attachment of a result, and which page of it, has what was asked: looked for only where the text has not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from search.attachments.models import AttachmentPiece, AttachmentText
from search.attachments.texts import contents_of
from search.attachments.wording import place_in_words
from search.excerpts import Marker, Part, Window

# Folded text is looked through at 2 ms a million characters; what lies beyond is found, but not excerpted.
MAX_LOOKED_THROUGH = 1_500_000


@dataclass(frozen=True)
class FoundAttachment:
    """title and excerpt in parts; place: "第12页", "工作表“名额”" or ""; address: of the file, a pdf's at that page."""

    title: list[Part]
    type: str
    place: str
    address: str
    excerpt: list[Part]


class Wanted(NamedTuple):
    """What a page's own text lacks of what was asked, and how much of it (in characters) one place must have to be shown."""

    tokens: frozenset[str]
    least: float


def wanted(tokens: frozenset[str], *, has_excerpt: bool) -> Wanted:
    """Half of what is lacking, where the text has an excerpt to show: a stray word of a long question is no find."""
    return Wanted(tokens, sum(map(len, tokens)) / 2 if has_excerpt else 1)


def find_in_attachments(marker: Marker, asked_of: Mapping[Any, Wanted]) -> dict[int, FoundAttachment]:
    """Page key -> the attachment that has most of what is asked of it.

    Pages are documents with `public_files` noted. Three queries, or none where nothing is attached.
    """
    pages = {page: lacking for page, lacking in asked_of.items() if lacking.tokens and page.public_files}
    contents = contents_of(file for page in pages for file in page.public_files.values())
    if not contents:
        return {}
    best = _best_pieces(pages, contents)
    pieces = AttachmentPiece.objects.defer("searched").in_bulk({piece for piece, _ in best.values()})
    units = dict(AttachmentText.objects.filter(pk__in=set(contents.values())).values_list("pk", "unit"))
    found = {}
    for page, (key, file) in best.items():
        piece = pieces.get(key)
        window = marker.window(piece.text) if piece is not None else None
        if piece is not None and window is not None and window.first is not None:
            found[page.pk] = _described(marker, page, file, piece, units.get(piece.text_of_id, ""), window)
    return found


def _best_pieces(pages: Mapping[Any, Wanted], contents: Mapping[int, str]) -> dict[Any, tuple[int, Any]]:
    """Page -> (key of the piece, file): of those with most of the wanted tokens the first."""
    by_content: dict[str, list[tuple[int, str]]] = {}
    rows = AttachmentPiece.objects.filter(text_of__in=set(contents.values())).order_by("text_of", "place")
    room = MAX_LOOKED_THROUGH
    for content, key, searched in rows.values_list("text_of_id", "pk", "searched").iterator():
        by_content.setdefault(content, []).append((key, searched))
        room -= len(searched)
        if room < 0:
            break
    best: dict[Any, tuple[int, Any]] = {}
    for page, (tokens, least) in pages.items():
        most = 0
        for file in page.public_files.values():
            for key, searched in by_content.get(contents.get(file.pk, ""), ()):
                weight = sum(len(token) for token in tokens if token in searched)
                if weight > most and weight >= least:
                    most, best[page] = weight, (key, file)
    return best


def _described(marker: Marker, page: Any, file: Any, piece: Any, unit: str, window: Window) -> FoundAttachment:
    titles = (
        block["value"].get("title")
        for block in page.body.raw_data
        if block["type"] == "attachment" and block["value"].get("document") == file.pk
    )
    extension = file.file_extension.lower()
    at_page = f"#page={piece.number}" if extension == "pdf" and piece.number else ""
    return FoundAttachment(
        title=marker.mark(next(titles, "") or file.title),
        type=extension.upper(),
        place=place_in_words(unit, piece),
        address=f"{file.url}{at_page}",
        excerpt=window.parts,
    )
