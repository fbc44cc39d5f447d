"""What a reader asks of the search page, all of it in the address: it can be kept, sent and gone back to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal, cast
from urllib.parse import urlencode

from django.http import QueryDict

from publications.choices import Kind, Stage
from publications.reading import VALIDITY_LABELS
from search import date_ranges
from search.date_ranges import DateRange, Mistake
from search.facet_columns import plain
from search.query_text import MAX_CHARACTERS, Scope, clean
from zhtext.numerals import plain_number

Order = Literal["best", "newest"]
SCOPES: tuple[Scope, ...] = ("", "title", "body", "attachments")
PAGE_SIZE = 10
# As far as totals are exact: what somebody does not find among a thousand is found by narrowing the search.
MOST_COUNTED = 1000
LAST_PAGE = MOST_COUNTED // PAGE_SIZE
MOST_VALUES = 20  # of one facet in one address

Choice = str | int
FACETS = ("kind", "year", "validity", "body", "topic", "stage", "audience", "region")


@dataclass(frozen=True)
class SearchState:
    """q: as typed, made harmless; of a long one as much as is searched, and a character more. scope: where the words must
    stand, "" anywhere. A facet's values are alternatives.

    kind, stage: of publications.choices. validity: keys of VALIDITY_LABELS. body, topic: primary keys. audience, region:
    simplified text. alone: only what was typed, without the synonyms. mistakes: what made no sense as a date.
    """

    q: str = ""
    scope: Scope = ""
    kind: tuple[str, ...] = ()
    year: tuple[int, ...] = ()
    validity: tuple[str, ...] = ()
    body: tuple[int, ...] = ()
    topic: tuple[int, ...] = ()
    stage: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    dates: tuple[DateRange, ...] = ()
    alone: bool = False
    order: Order = "best"
    page: int = 1
    mistakes: tuple[Mistake, ...] = ()

    @classmethod
    def read(cls, query: Mapping[str, str]) -> SearchState:
        """From the address; what makes no sense counts as not said, but for dates, about which the reader is told."""
        scope = query.get("in", "")
        ranges, mistakes = date_ranges.read(query)
        return cls(
            # Each link of the page has it: of 10,000 characters the page would be a megabyte. One more tells that it was cut.
            q=clean(query.get("q", "")[: 8 * MAX_CHARACTERS])[: MAX_CHARACTERS + 1],
            scope=cast(Scope, scope) if scope in SCOPES else "",
            kind=_known(query, "kind", Kind.values),
            year=_numbers(query, "year", 1900, 2199),
            validity=_known(query, "validity", VALIDITY_LABELS),
            body=_numbers(query, "body", 1, 2**31),
            topic=_numbers(query, "topic", 1, 2**31),
            stage=_known(query, "stage", Stage.values),
            audience=_texts(query, "audience"),
            region=_texts(query, "region"),
            dates=ranges,
            alone=query.get("alone") == "1",
            order="newest" if query.get("order") == "newest" else "best",
            page=_number(query.get("page"), 1, 10_000) or 1,
            mistakes=mistakes,
        )

    def address(self, **changes: Any) -> str:
        """The address of this search, or of it with some things changed; a change of anything else begins at page 1."""
        changes = {"page": 1} | changes
        parts = [
            encoded
            for name, kept in self._encoded.items()
            if (encoded := _encode(name, changes[name]) if name in changes else kept)
        ]
        return "?" + "&".join(parts)

    @cached_property
    def _encoded(self) -> dict[str, str]:
        """Each part of the address in its canonical place."""
        return {name: _encode(name, getattr(self, name)) for name in ("q", "scope", *FACETS, *_LAST)}

    def toggled(self, name: str, value: Choice) -> str:
        """The address with one value of a facet added to its choices, or taken from them."""
        chosen = self.chosen(name)
        others = tuple(choice for choice in chosen if choice != value)
        return self.address(**{name: others if value in chosen else (*chosen, value)})

    def chosen(self, name: str) -> tuple[Choice, ...]:
        return cast("tuple[Choice, ...]", getattr(self, name))

    def without_range(self, meaning: str) -> str:
        return self.address(dates=tuple(chosen for chosen in self.dates if chosen.meaning != meaning))

    @property
    def without_filters(self) -> str:
        return self.address(scope="", dates=(), **dict.fromkeys(FACETS, ()))

    @property
    def is_filtered(self) -> bool:
        return bool(self.dates or any(self.chosen(name) for name in FACETS))

    def at_page(self, page: int) -> SearchState:
        return replace(self, page=page)

    def fields_beside(self, *left_out: str) -> list[tuple[str, str]]:
        """(name, value) of everything but the parts left out: what a form carries along."""
        kept = [said for name, said in self._encoded.items() if said and name not in {*left_out, "page"}]
        return [(name, value) for name, values in QueryDict("&".join(kept)).lists() for value in values]


_LAST = ("dates", "alone", "order", "page")
_SAID_AS = {"scope": "in"}


def _encode(name: str, value: Any) -> str:
    """A part of the address: `kind=case&kind=notice`, or nothing where it says no more than an empty address does."""
    if name == "dates":
        ends = [(f"{r.meaning}_{end}", day.isoformat()) for r in value for end, day in _ends(r) if day]
        return urlencode(ends)
    if name in FACETS:
        return urlencode([(name, choice) for choice in sorted(set(value))])
    if not value or value == {"order": "best", "page": 1}.get(name):
        return ""
    return urlencode({_SAID_AS.get(name, name): int(value) if value is True else value})


def _ends(chosen: DateRange) -> list[tuple[str, Any]]:
    return [("from", chosen.first), ("to", chosen.last)]


def _said(query: Mapping[str, str], name: str) -> list[str]:
    found = query.getlist(name) if isinstance(query, QueryDict) else [query[name]] if name in query else []
    return found[:MOST_VALUES]


def _known(query: Mapping[str, str], name: str, values: Iterable[Any]) -> tuple[str, ...]:
    allowed = set(map(str, values))
    return tuple(sorted({value for value in _said(query, name) if value in allowed}))


def _texts(query: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(sorted({text for value in _said(query, name) if (text := plain(clean(value[:MAX_CHARACTERS])))}))


def _numbers(query: Mapping[str, str], name: str, least: int, most: int) -> tuple[int, ...]:
    found = {_number(value, least, most) for value in _said(query, name)}
    return tuple(sorted(number for number in found if number is not None))


def _number(text: str | None, least: int, most: int) -> int | None:
    number = plain_number(text or "", digits=10)
    return number if number is not None and least <= number <= most else None
