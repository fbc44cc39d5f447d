"""The public search over official documents: one question to the engine for hits, total and facets, few to the database."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

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
from search.own_text import by_own_text
from search.pending import waiting_pages, without_withdrawn
from search.priors import weighing_column
from search.query_text import TypedQuery, read
from search.state import LAST_PAGE, MOST_COUNTED, PAGE_SIZE, SearchState
from search.synonyms.current import current_synonyms

if TYPE_CHECKING:
    from django.http import HttpRequest


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
    own_pages: list[facets.OwnPage] = field(default_factory=list)

    @property
    def is_counted(self) -> bool:
        """Whether the total is exact: beyond a thousand no number helps, and none is the same in every engine."""
        return self.total <= MOST_COUNTED

    @property
    def first(self) -> int:
        """The place of the first document of this page."""
        return (self.state.page - 1) * PAGE_SIZE + 1

    @property
    def last(self) -> int:
        return min(self.state.page * PAGE_SIZE, self.total)

    @property
    def pages(self) -> int:
        return min(max(1, -(-self.total // PAGE_SIZE)), LAST_PAGE)

    @property
    def ends_early(self) -> bool:
        """The last page, though there are more documents."""
        return self.state.page == LAST_PAGE and not self.is_counted

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
    def without_synonyms(self) -> str:
        return self.state.address(alone=True)

    @property
    def with_synonyms(self) -> str:
        return self.state.address(alone=False)

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


def search(state: SearchState, request: HttpRequest | None = None) -> SearchResult:
    """Raises SearchUnavailable where the engine does not answer."""
    typed = read(state.q, scope=state.scope, alone=state.alone, synonyms=current_synonyms(request))
    attempt, state, answer = _ask(state, typed, weighing_column(request))
    marker = marker_for(typed.text, typed.phrases, typed.added)
    names = facets.Names.of(request)
    return SearchResult(
        state,
        typed,
        attempt,
        answer.total,
        found_documents(answer.keys, marker, request, in_attachments=state.scope == "attachments"),
        facets.shown(state, answer.facets, names),
        facets.chips(state, names),
        facets.own_pages(state, answer.facets, names),
    )


def _ask(state: SearchState, typed: TypedQuery, weighed_by: str = "") -> tuple[str, SearchState, Answer]:
    """The first attempt that finds something anywhere, the state with a page that exists, and the answer."""
    engine = engine_for(Page)
    if state.page > LAST_PAGE:
        state = state.at_page(LAST_PAGE)
    name, plan = typed.names[0], None
    chosen, wanted = facets.choices(state), facets.facets(state)
    for name, plan in zip(typed.names, plans(typed), strict=True):
        order = (NEWEST, True) if typed.is_empty or (state.order == "newest" and name == "every") else None
        plan = replace(plan, choices=chosen, facets=wanted, order=order, weighed_by=weighed_by)
        answer = engine.ask(plan, *_window(state.page))
        # No hit under the chosen filters is an answer too, if there are some without them.
        if answer.total or (plan.choices and engine.ask(replace(plan, choices=(), facets=()), 0, 0).total):
            break
    else:
        name = typed.names[0]
    assert plan is not None
    last = max(1, -(-answer.total // PAGE_SIZE))
    if state.page > last:
        state = state.at_page(last)
        answer = engine.ask(plan, *_window(last))
    return name, state, answer


def plans(typed: TypedQuery) -> list[Plan]:
    """The attempts over what the reader may see: live and public now, listed in the reader's script."""
    public = OfficialDocumentPage.objects.live().public()
    listed = OneOf(LISTED_IN, (get_language() or "",))
    waiting = waiting_pages()
    withdrawn = without_withdrawn(waiting)
    attempts = PlanCompiler(public, Planned(*typed.attempts)).attempts
    return [
        replace(plan, filters=(*plan.filters, listed, *filter(None, [withdrawn, by_own_text(waiting, plan.query)])))
        for plan in attempts
    ]


def _window(page: int) -> tuple[int, int]:
    return (page - 1) * PAGE_SIZE, page * PAGE_SIZE
