"""The public search over official documents: one question to the engine for hits, total and facets, few to the database."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from django.utils.translation import get_language
from wagtail.models import Page

from publications.models import OfficialDocumentPage
from search import facets
from search.backends.compiler import PlanCompiler, Planned
from search.backends.plan import Answer, OneOf, Plan
from search.documents import LISTED_IN, NEWEST
from search.excerpts import marker_for
from search.found import FoundDocument, found_documents
from search.indexing import engine_for
from search.query_text import TypedQuery, read
from search.state import LAST_PAGE, PAGE_SIZE, SearchState


@dataclass(frozen=True)
class SearchResult:
    """attempt: "every" (all that was typed), "any" (documents with some of it) or "no_phrase" (quotation marks left out)."""

    state: SearchState
    typed: TypedQuery
    attempt: str
    total: int
    documents: list[FoundDocument]
    facets: list[facets.ShownFacet]
    chips: list[facets.Chip] = field(default_factory=list)

    @property
    def pages(self) -> int:
        return min(max(1, -(-self.total // PAGE_SIZE)), LAST_PAGE)

    @property
    def page_links(self) -> list[tuple[int, str]]:
        """(number, address) of the five pages around the present one."""
        first = max(1, min(self.state.page - 2, self.pages - 4))
        return [(n, self.state.address(page=n)) for n in range(first, min(self.pages, first + 4) + 1)]

    @property
    def previous_page(self) -> str:
        return self.state.address(page=self.state.page - 1) if self.state.page > 1 else ""

    @property
    def next_page(self) -> str:
        return self.state.address(page=self.state.page + 1) if self.state.page < self.pages else ""

    @property
    def best_first(self) -> str:
        return self.state.address(order="best")

    @property
    def newest_first(self) -> str:
        return self.state.address(order="newest")

    @property
    def without_filters(self) -> str:
        return self.state.address(kind="", year=None, body=None)

    @property
    def found_only_some(self) -> bool:
        """A look-up of which no document has all the words."""
        return self.attempt == "any" and self.typed.names[0] == "every" and self.total > 0

    @property
    def found_without_quotes(self) -> bool:
        return self.attempt == "no_phrase" and self.total > 0

    @property
    def can_be_sorted(self) -> bool:
        """Sorting by date what has only some of the words would put the worst first."""
        return self.attempt == "every" and not self.typed.is_empty and self.total > 1


def search(state: SearchState) -> SearchResult:
    """Raises SearchUnavailable where the engine does not answer."""
    typed = read(state.q)
    attempt, state, answer = _ask(state, typed)
    names = facets.body_names({*answer.facets.get("body", {}), state.body})
    return SearchResult(
        state,
        typed,
        attempt,
        answer.total,
        found_documents(answer.keys, marker_for(typed.text, typed.phrases)),
        facets.shown(state, answer.facets, names),
        facets.chips(state, names),
    )


def _ask(state: SearchState, typed: TypedQuery) -> tuple[str, SearchState, Answer]:
    """The first attempt that finds something anywhere, the state with a page that exists, and the answer."""
    engine = engine_for(Page)
    name, plan = typed.names[0], None
    for name, plan in zip(typed.names, plans(typed), strict=True):
        order = (NEWEST, True) if typed.is_empty or (state.order == "newest" and name == "every") else None
        plan = replace(plan, choices=facets.choices(state), facets=facets.facets(state), order=order)
        answer = engine.ask(plan, *_window(state.page))
        # No hit under the chosen filters is an answer too, if there are some without them.
        if answer.total or (plan.choices and engine.ask(replace(plan, choices=(), facets=()), 0, 0).total):
            break
    else:
        name = typed.names[0]
    assert plan is not None
    last = max(1, -(-answer.total // PAGE_SIZE))
    if state.page > last:
        state = replace(state, page=last)
        answer = engine.ask(plan, *_window(last))
    return name, state, answer


def plans(typed: TypedQuery) -> list[Plan]:
    """The attempts over what the reader may see: live and public now, listed in the reader's script."""
    public = OfficialDocumentPage.objects.live().public()
    listed = OneOf(LISTED_IN, (get_language() or "",))
    attempts = PlanCompiler(public, Planned(*typed.attempts)).attempts
    return [replace(plan, filters=(*plan.filters, listed)) for plan in attempts]


def _window(page: int) -> tuple[int, int]:
    return (page - 1) * PAGE_SIZE, page * PAGE_SIZE
