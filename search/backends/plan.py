"""What every engine is asked and what it answers: a small tree that knows neither Django nor any engine.

A *scored* node says how well a document fits; a *filter* node only lets it pass. Filters never change a score, in no engine.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

Value = int | float | str
TextField = Literal["text_tokens", "title_tokens", "attachment_tokens", "edge_tokens"]
PhraseField = Literal["text_words", "title_words", "attachment_words", "edge_words"]


class Node:
    """A node of a plan."""


@dataclass(frozen=True)
class Everything(Node):
    """Every document, each with the same score."""


@dataclass(frozen=True)
class Nothing(Node):
    """No document."""


@dataclass(frozen=True)
class Terms(Node):
    """Tokens of an analysed field, scored with BM25 (k1 1.2, b 0.75): every one of them, or any.

    also: more fields to look in. A token counts as found in any of the fields, the scores of the fields add up.
    """

    field: TextField
    tokens: tuple[str, ...]
    every: bool
    also: tuple[TextField, ...] = ()

    @property
    def fields(self) -> tuple[TextField, ...]:
        return (self.field, *self.also)


@dataclass(frozen=True)
class Sequence(Node):
    """Words that stand one after the other in the text: an exact phrase (filter)."""

    field: PhraseField
    words: tuple[str, ...]


@dataclass(frozen=True)
class OneOf(Node):
    """The column holds one of the values (filter)."""

    column: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Between(Node):
    """The column's number lies between two bounds; None leaves a side open (filter)."""

    column: str
    low: int | float | None
    high: int | float | None
    with_low: bool = True
    with_high: bool = True


@dataclass(frozen=True)
class Present(Node):
    """The column has a value (filter)."""

    column: str


@dataclass(frozen=True)
class Starts(Node):
    """The column's text begins with the prefix, case and all (filter)."""

    column: str
    prefix: str


@dataclass(frozen=True)
class Every(Node):
    """All children match; scores add up."""

    children: tuple[Node, ...]


@dataclass(frozen=True)
class Some(Node):
    """At least one child matches; scores add up."""

    children: tuple[Node, ...]


@dataclass(frozen=True)
class Best(Node):
    """At least one child matches; the best score counts, the others do not: spellings of one thing are not found twice."""

    children: tuple[Node, ...]


@dataclass(frozen=True)
class No(Node):
    """The child does not match."""

    child: Node


@dataclass(frozen=True)
class Weighed(Node):
    """The child's score times a factor."""

    child: Node
    factor: float


@dataclass(frozen=True)
class Passing(Node):
    """A filter in a scored tree: it matches, and adds nothing to the score."""

    child: Node


@dataclass(frozen=True)
class Lifted(Node):
    """`rest`, with the documents that pass `first` (whether in `rest` or not) before all others."""

    first: Node
    rest: Node
    # Above any BM25 sum of 64 terms, below what a 32-bit score still tells apart to the fourth digit.
    height: float = 1000.0


@dataclass(frozen=True)
class Added(Node):
    """`base`, whose score grows by `bonus` where that matches too."""

    base: Node
    bonus: Node


@dataclass(frozen=True)
class Facet:
    """Counts of a column's values among the documents of a plan; `without` names the choice that it leaves out."""

    name: str
    column: str
    without: str = ""
    size: int = 10_000


@dataclass(frozen=True)
class Plan:
    """One question to one index.

    choices: filters by name that apply to hits and total, and to each facet but the one that leaves it out.
    order:   (column, descending), or None for the best score first. Documents without a value come last either way.
    weighed_by: a column of numbers from 0 up; each score is multiplied by log2(2 + value), by 1 where there is none.
    """

    query: Node
    filters: tuple[Node, ...] = ()
    choices: tuple[tuple[str, Node], ...] = ()
    facets: tuple[Facet, ...] = ()
    order: tuple[str, bool] | None = None
    weighed_by: str = ""


@dataclass
class Answer:
    """keys: primary keys in order, as the index holds them; total: exact; facets: name -> value (None: no value) -> count.

    asked: what its engine needs to count more facets of the same documents (Engine.facets).
    """

    keys: list[Value]
    scores: list[float | None]
    total: int
    facets: dict[str, dict[Value | None, int]] = field(default_factory=dict)
    asked: Any = None


def every(nodes: Iterable[Node]) -> Node:
    """The conjunction, flattened: Nothing if one is, Everything if none is left."""
    flat: list[Node] = []
    for node in nodes:
        if isinstance(node, Nothing):
            return node
        if isinstance(node, Every):
            flat.extend(node.children)
        elif not isinstance(node, Everything):
            flat.append(node)
    if not flat:
        return Everything()
    return flat[0] if len(flat) == 1 else Every(tuple(flat))


def some(nodes: Iterable[Node]) -> Node:
    """The disjunction of filters, flattened: Everything if one is, Nothing if none is left."""
    flat: list[Node] = []
    for node in nodes:
        if isinstance(node, Everything):
            return node
        if isinstance(node, Some):
            flat.extend(node.children)
        elif not isinstance(node, Nothing):
            flat.append(node)
    if not flat:
        return Nothing()
    return flat[0] if len(flat) == 1 else Some(tuple(flat))


def no(node: Node) -> Node:
    """The negation; two of them cancel out."""
    if isinstance(node, Nothing):
        return Everything()
    if isinstance(node, Everything):
        return Nothing()
    return node.child if isinstance(node, No) else No(node)


def conditions(nodes: Iterable[Node]) -> list[Node]:
    """All that must hold, with what is required within conjunctions."""
    return [inner for node in nodes for inner in (conditions(node.children) if isinstance(node, Every) else [node])]


def choice_filters(plan: Plan, without: str = "") -> list[Node]:
    """The plan's choices, but the one called `without`."""
    return [node for name, node in plan.choices if name != without]
