"""What a reader asks of the search page, all of it in the address: it can be kept, sent and gone back to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal
from urllib.parse import urlencode

from publications.choices import Kind
from search.query_text import MAX_CHARACTERS, clean

Order = Literal["best", "newest"]
PAGE_SIZE = 20
# Far beyond what anybody reads, near enough that no engine has to walk.
LAST_PAGE = 500


@dataclass(frozen=True)
class SearchState:
    """q: as typed, made harmless. kind: of publications.choices.Kind. body: key of an IssuingBody. Each may be unset."""

    q: str = ""
    kind: str = ""
    year: int | None = None
    body: int | None = None
    order: Order = "best"
    page: int = 1

    @classmethod
    def read(cls, query: Mapping[str, str]) -> SearchState:
        """From the address; what makes no sense counts as not said."""
        return cls(
            q=clean(query.get("q", "")[: 8 * MAX_CHARACTERS]),
            kind=query.get("kind", "") if query.get("kind", "") in Kind.values else "",
            year=_number(query.get("year"), 1900, 2199),
            body=_number(query.get("body"), 1, 2**31),
            order="newest" if query.get("order") == "newest" else "best",
            page=_number(query.get("page"), 1, LAST_PAGE) or 1,
        )

    def address(self, **changes: Any) -> str:
        """The address of this search, or of it with some things changed; a change of anything else begins at page 1."""
        state = replace(self, **({"page": 1} | changes))
        said = {
            "q": state.q,
            "kind": state.kind,
            "year": state.year,
            "body": state.body,
            "order": state.order if state.order != "best" else "",
            "page": state.page if state.page > 1 else "",
        }
        return "?" + urlencode({name: value for name, value in said.items() if value})

    @property
    def choices(self) -> dict[str, str | int]:
        """The facets in which something is chosen."""
        chosen = {"kind": self.kind, "year": self.year, "body": self.body}
        return {name: value for name, value in chosen.items() if value}


def _number(text: str | None, least: int, most: int) -> int | None:
    if text is None or not text.isascii() or not text.isdecimal() or len(text) > 10:
        return None
    return int(text) if least <= int(text) <= most else None
