"""Where in a document a hit stands: the excerpt, and the heading whose anchor leads to it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from publications.passages import Passage
from publications.templatetags.chinese import converted
from search.excerpts import Marker, Part, Window


@dataclass(frozen=True)
class FoundSection:
    """A heading of the document, what was asked marked in it; `address` is its page's with the anchor."""

    title: list[Part]
    anchor: str
    address: str


@dataclass(frozen=True)
class Place:
    """What a result shows of its document's own text; tokens: what of the question that text has, anywhere."""

    window: Window
    section: FoundSection | None = None
    tokens: frozenset[str] = frozenset()


def place_in(marker: Marker, page: Any, address: str = "") -> Place:
    """The best excerpt of a document, out of what it says; out of its metadata only where that has nothing of what was asked.

    `address`: the page's, for its sections' addresses.
    """
    passages = page.passages()
    window = marker.window("\n".join(passage.text for passage in passages))
    above = metadata(page)
    tokens = window.found | marker.tokens_of(above)
    if window.first is not None:
        return Place(window, _section(marker, passages, window.first, address), tokens)
    of_metadata = marker.window(above)
    return Place(of_metadata if of_metadata.first is not None else window, None, tokens)


def _section(marker: Marker, passages: list[Passage], offset: int, address: str) -> FoundSection | None:
    """The section of the passage at an offset of the joined text; None above the first heading."""
    starts = [0, *accumulate(len(passage.text) + 1 for passage in passages)]
    passage = passages[bisect_right(starts, offset) - 1]
    if not passage.anchor:
        return None
    return FoundSection(marker.mark(passage.title), passage.anchor, f"{address}#{passage.anchor}")


def metadata(page: Any) -> str:
    """What the table above a text says, in the page's script: names are kept once for both scripts."""
    script = "hant" if page.locale.language_code.startswith("zh-hant") else "hans"
    names = [converted(body.name, script) for body in page.issuing_bodies]
    return "\n".join(line for line in [*page.metadata_lines(), *names] if line)
