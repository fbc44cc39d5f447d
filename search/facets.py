"""The facets of the search page: kind, year and issuing body, each counted under the choices of the other two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publications.choices import Kind
from publications.models import IssuingBody
from search.backends.plan import Facet, Node, OneOf, Value
from search.documents import BODY
from search.state import SearchState

KIND = "publications_officialdocumentpage__kind"
YEAR = "publications_officialdocumentpage__year"
COLUMNS = {"kind": KIND, "year": YEAR, "body": BODY}
TITLES: dict[str, str | Promise] = {
    "kind": gettext_lazy("类型"),
    "year": gettext_lazy("年度"),
    "body": gettext_lazy("发文机关"),
}


@dataclass(frozen=True)
class FacetValue:
    """address: of the search with this value chosen, or without it where it is."""

    label: str
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True)
class ShownFacet:
    name: str
    title: str
    values: list[FacetValue]


@dataclass(frozen=True)
class Chip:
    """A filter in force, and the address of the search without it."""

    title: str
    label: str
    address: str


def choices(state: SearchState) -> tuple[tuple[str, Node], ...]:
    return tuple((name, OneOf(COLUMNS[name], (value,))) for name, value in state.choices.items())


def facets(state: SearchState) -> tuple[Facet, ...]:
    """What to count; a facet in which something is chosen is counted as if it were not."""
    chosen = state.choices
    return tuple(Facet(name, column, without=name if name in chosen else "") for name, column in COLUMNS.items())


def body_names(keys: Iterable[Any]) -> dict[int, str]:
    """Key -> name of issuing bodies, in one query."""
    wanted = [key for key in keys if key is not None]
    return dict(IssuingBody.objects.filter(pk__in=wanted).values_list("pk", "name"))


def shown(
    state: SearchState, counts: Mapping[str, Mapping[Value | None, int]], names: Mapping[int, str]
) -> list[ShownFacet]:
    """The facets as the page lists them: kinds and bodies by count, years from the latest; a chosen value is always there."""
    out = []
    for name in COLUMNS:
        found = {value: count for value, count in counts.get(name, {}).items() if value not in {None, ""}}
        chosen = state.choices.get(name)
        if chosen is not None:
            found.setdefault(chosen, 0)
        ordered = sorted(found, key=lambda value: (-int(value or 0) if name == "year" else -found[value], str(value)))
        values = [
            FacetValue(label(name, value, names), found[value], _address(state, name, value), value == chosen)
            for value in ordered
        ]
        if values:
            out.append(ShownFacet(name, str(TITLES[name]), values))
    return out


def chips(state: SearchState, names: Mapping[int, str]) -> list[Chip]:
    return [
        Chip(str(TITLES[name]), label(name, value, names), state.address(**{name: _unset(name)}))
        for name, value in state.choices.items()
    ]


def label(name: str, value: Any, names: Mapping[int, str]) -> str:
    if name == "kind":
        return str(Kind(value).label) if value in Kind.values else str(value)
    if name == "year":
        return _("%(year)s年") % {"year": value}
    return names.get(value, _("（机关已不存在）"))


def _address(state: SearchState, name: str, value: Any) -> str:
    return state.address(**{name: _unset(name) if state.choices.get(name) == value else value})


def _unset(name: str) -> Any:
    return "" if name == "kind" else None
