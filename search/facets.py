"""The facets of the search page: how many documents each value has, under the choices in all others."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publications import standing
from publications.choices import Kind, Stage, Validity
from publications.reading import VALIDITY_LABELS
from publications.templatetags.chinese import in_script
from search.backends.plan import Between, Facet, Node, OneOf, Value, every, no, some
from search.documents import BODY
from search.facet_columns import AUDIENCE, EFFECTIVE_ON, EXPIRES_ON, FORCE, REGION, TOPIC, state_of
from search.state import FACETS, Choice, SearchState

if TYPE_CHECKING:
    from django.http import HttpRequest

    from publications.models import IssuingBody, Topic

KIND, YEAR, STAGE, VALIDITY = (
    f"publications_officialdocumentpage__{name}" for name in ("kind", "year", "stage", "validity")
)
COLUMNS = {
    "kind": KIND,
    "year": YEAR,
    "validity": FORCE,
    "body": BODY,
    "topic": TOPIC,
    "stage": STAGE,
    "audience": AUDIENCE,
    "region": REGION,
}
TITLES: dict[str, str | Promise] = {
    "kind": gettext_lazy("类型"),
    "year": gettext_lazy("年度"),
    "validity": gettext_lazy("有效性"),
    "body": gettext_lazy("发文机关"),
    "topic": gettext_lazy("主题"),
    "stage": gettext_lazy("学段"),
    "audience": gettext_lazy("适用对象"),
    "region": gettext_lazy("地区"),
}
SHOWN_AT_ONCE, MOST_SHOWN = 6, 60
# More than a page can list, less than what would make an engine slow: keys of FORCE, free texts.
MOST_COUNTED_VALUES = 4000

Counts = Mapping[Value | None, int]


@dataclass(frozen=True)
class FacetValue:
    """address: of the search with this value chosen too, or without it where it is. below: a topic under another."""

    label: str
    count: int
    address: str
    chosen: bool
    below: bool = False


@dataclass(frozen=True)
class ShownFacet:
    """values stand at once, more in a disclosure; cut: how many are not listed at all."""

    name: str
    title: str
    values: list[FacetValue]
    more: list[FacetValue] = field(default_factory=list)
    cut: int = 0


@dataclass(frozen=True)
class Chip:
    """A filter in force, and the address of the search without it."""

    title: str
    label: str
    address: str


@dataclass(frozen=True)
class Names:
    """Issuing bodies and topics by key: both are few and are kept from one request to the next."""

    bodies: Mapping[int, IssuingBody]
    topics: Mapping[int, Topic]

    @classmethod
    def of(cls, request: HttpRequest | None) -> Names:
        return cls(standing.bodies(request), standing.topics(request))


# --- what the engine is asked -----------------------------------------------------------------------------------------------


def choices(state: SearchState) -> tuple[tuple[str, Node], ...]:
    """(name, filter) of each facet in which something is chosen, and of each range of dates."""
    today = timezone.localdate()
    nodes = [(name, _node(name, state.chosen(name), today)) for name in FACETS if state.chosen(name)]
    return (*nodes, *((chosen.meaning, chosen.node) for chosen in state.dates))


def facets(state: SearchState) -> tuple[Facet, ...]:
    """What to count; a facet in which something is chosen is counted as if it were not."""
    return tuple(
        Facet(name, column, without=name if state.chosen(name) else "", size=MOST_COUNTED_VALUES)
        for name, column in COLUMNS.items()
    )


def _node(name: str, chosen: tuple[Choice, ...], today: datetime.date) -> Node:
    if name == "validity":
        return some([_in_state(str(value), today) for value in chosen])
    return OneOf(COLUMNS[name], chosen)


def _in_state(state: str, today: datetime.date) -> Node:
    """The documents in a state on a day, as OfficialDocumentPage.validity_on says it."""
    if state not in {Validity.IN_FORCE.value, "not_yet", "expired"}:
        return OneOf(VALIDITY, (state,))
    undecided = OneOf(VALIDITY, (Validity.IN_FORCE.value,))
    ahead = Between(EFFECTIVE_ON, today.toordinal(), None, with_low=False)
    over = Between(EXPIRES_ON, None, today.toordinal(), with_high=False)
    if state == "not_yet":
        return every([undecided, ahead])
    return every([undecided, no(ahead), over if state == "expired" else no(over)])


# --- what the page shows ----------------------------------------------------------------------------------------------------


def shown(state: SearchState, counts: Mapping[str, Counts], names: Names) -> list[ShownFacet]:
    """The facets as the page lists them; a chosen value is always there."""
    today = timezone.localdate()
    out = []
    for name in FACETS:
        found = _found(name, counts.get(name, {}), today)
        for value in state.chosen(name):
            found.setdefault(value, 0)
        if found:
            out.append(_facet(state, name, found, names))
    return out


def _found(name: str, counts: Counts, today: datetime.date) -> dict[Any, int]:
    if name != "validity":
        return {value: count for value, count in counts.items() if value is not None and value != ""}
    states: Counter[str] = Counter()
    for key, count in counts.items():
        states[state_of(str(key), today)] += count
    return dict(states)


def _facet(state: SearchState, name: str, found: dict[Any, int], names: Names) -> ShownFacet:
    chosen = state.chosen(name)
    listed, more, cut = [], [], 0
    for place, (value, below) in enumerate(_ordered(name, found, names)):
        if place >= MOST_SHOWN and value not in chosen:
            cut += 1
            continue
        row = FacetValue(label(name, value, names), found[value], state.toggled(name, value), value in chosen, below)
        # One row alone needs no disclosure.
        at_once = place < SHOWN_AT_ONCE or value in chosen or len(found) == SHOWN_AT_ONCE + 1
        (listed if at_once else more).append(row)
    return ShownFacet(name, str(TITLES[name]), listed, more, cut)


def _ordered(name: str, found: Mapping[Any, int], names: Names) -> list[tuple[Any, bool]]:
    """(value, whether it stands below the one before): years from the latest, closed lists as they are, the rest by count."""
    if name == "year":
        return [(year, False) for year in sorted(found, reverse=True)]
    closed = {"stage": Stage.values, "validity": list(VALIDITY_LABELS)}.get(name)
    if closed:
        return [(value, False) for value in sorted(found, key=lambda value: _place(closed, value))]
    by_count = sorted(found, key=lambda value: (-found[value], str(value)))
    return _by_parent(by_count, names.topics) if name == "topic" else [(value, False) for value in by_count]


def _place(closed: list[str], value: str) -> int:
    return closed.index(value) if value in closed else len(closed)


def _by_parent(keys: Iterable[int], topics: Mapping[int, Topic]) -> list[tuple[Any, bool]]:
    """Topics of the first level, each followed by those below it."""
    keys = list(keys)
    below: dict[int, list[int]] = defaultdict(list)
    for key in keys:
        parent = topics[key].parent_id if key in topics else None
        if parent in keys:
            below[parent].append(key)
    lower = {key for children in below.values() for key in children}
    rows: list[tuple[Any, bool]] = []
    for key in keys:
        if key not in lower:
            rows += [(key, False), *((child, True) for child in below[key])]
    return rows


def chips(state: SearchState, names: Names) -> list[Chip]:
    """A chip for each value chosen, each range of dates and the scope."""
    found = [
        Chip(str(TITLES[name]), label(name, value, names), state.toggled(name, value))
        for name in FACETS
        for value in state.chosen(name)
    ]
    found += [Chip(chosen.title, chosen.label, state.without_range(chosen.meaning)) for chosen in state.dates]
    if state.scope and state.q:
        found.insert(0, Chip(_("范围"), scope_label(state.scope), state.address(scope="")))
    return found


def label(name: str, value: Any, names: Names) -> str:
    """A value in the reader's script; what the database no longer has says so."""
    return _LABELS[name](value, names)


def _of_list(labels: Mapping[str, Any], value: Any, names: Names) -> str:
    return str(labels.get(str(value), value))


_LABELS: dict[str, Callable[[Any, Names], str]] = {
    "kind": partial(_of_list, dict(Kind.choices)),
    "stage": partial(_of_list, dict(Stage.choices)),
    "validity": partial(_of_list, VALIDITY_LABELS),
    "year": lambda value, names: _("%(year)s年") % {"year": value},
    "body": lambda value, names: (
        str(in_script(names.bodies[value].name)) if value in names.bodies else _("（机关已不存在）")
    ),
    "topic": lambda value, names: (
        str(in_script(names.topics[value].name)) if value in names.topics else _("（主题已不存在）")
    ),
    "audience": lambda value, names: str(in_script(value)),
    "region": lambda value, names: str(in_script(value)),
}


def scope_label(scope: str) -> str:
    return {"": _("全部"), "title": _("标题"), "body": _("正文"), "attachments": _("附件")}[scope]


@dataclass(frozen=True)
class OwnPage:
    """The page of a topic or issuing body that was chosen, with its whole list and its feed."""

    label: str
    address: str


def own_pages(state: SearchState, counts: Mapping[str, Counts], names: Names) -> list[OwnPage]:
    """Of what was chosen and has public documents: only then the page exists."""
    chosen = [names.bodies.get(key) for key in state.body if counts.get("body", {}).get(key)]
    chosen += [names.topics.get(key) for key in state.topic if counts.get("topic", {}).get(key)]
    return [OwnPage(str(in_script(subject.name)), subject.get_absolute_url()) for subject in chosen if subject]
