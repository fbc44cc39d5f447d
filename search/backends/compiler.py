"""modelsearch's queries -> plans. The engines' query compilers are subclasses that only say how a plan is asked."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from modelsearch.backends.base import (
    BaseSearchQueryCompiler,
    FilterFieldError,
    OrderByFieldError,
    SearchFieldError,
)
from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText, SearchQuery

from search.backends import text
from search.backends.filters import WhereReader
from search.backends.layout import PK, Layout, column_name
from search.backends.layouts import layout_for
from search.backends.plan import Every as EveryNode
from search.backends.plan import (
    Everything,
    Node,
    Nothing,
    Passing,
    PhraseField,
    Plan,
    Sequence,
    Terms,
    TextField,
    Weighed,
    every,
    no,
)
from search.backends.plan import Some as SomeNode

if TYPE_CHECKING:
    from django.db import models
    from django.db.models import QuerySet


class Planned(SearchQuery):
    """A query that is scored nodes already: how the public search asks. Each is asked only where those before find nothing."""

    def __init__(self, *attempts: Node) -> None:
        self.attempts = attempts

    def __repr__(self) -> str:
        return f"<Planned {self.attempts!r}>"


class PlanCompiler(BaseSearchQueryCompiler):
    """Turns a query and a query set into plans."""

    text_field: TextField = "text_tokens"
    phrase_field: PhraseField = "text_words"
    relaxes = True

    def __init__(
        self,
        queryset: QuerySet[Any],
        query: str | SearchQuery,
        fields: Iterable[str] | None = None,
        operator: str | None = None,
        order_by_relevance: bool = True,
    ) -> None:
        # The base gives a bare string an operator; without one it is our rule that decides.
        self.free_text = query if isinstance(query, str) and operator is None else None
        super().__init__(queryset, query, list(fields) if fields else None, operator, order_by_relevance)
        self.seen: dict[str, Any] = {}  # what slices of the same results share: hits, scores, total
        self.in_database_order = False

    @cached_property
    def layout(self) -> Layout:
        return layout_for(self.queryset.model)

    # --- checks, before anything is asked -------------------------------------------------------------------------------

    def check(self) -> None:
        """Raise what modelsearch raises for fields that are not indexed, and FilterError for filters no engine has."""
        self._check_fields()
        reader = self._reader()
        found = reader.read(run_subqueries=False)
        if not reader.asks_the_database:
            self.filters = found
        self._order()

    def _check_fields(self) -> None:
        if not self.fields:
            return
        boosted = {f.field_name for f in self.queryset.model.get_searchable_search_fields() if f.boost}
        for name in self.fields:
            if name not in boosted:
                raise SearchFieldError(
                    f'Cannot search in "{name}" alone: only in fields with a boost.', field_name=name
                )

    def _reader(self) -> WhereReader:
        return WhereReader(self.layout, self.queryset.query, self.queryset._db)

    # --- the plan -------------------------------------------------------------------------------------------------------

    @cached_property
    def filters(self) -> Node:
        return self._reader().read()

    @cached_property
    def attempts(self) -> list[Plan]:
        """The plans to ask, each where those before found nothing: a bare short string wants every token, else any."""
        if isinstance(self.query, Planned):
            return [self._plan(node) for node in self.query.attempts]
        if self.free_text is None:
            return [self._plan(self._scored(self.query))]
        short = text.is_short(self.free_text)
        nodes = [self._free(every=short), self._free(every=False)]
        return [self._plan(node) for node in (nodes if short and self.relaxes else nodes[:1])]

    def _plan(self, node: Node) -> Plan:
        filters = (self.filters,) if not isinstance(self.filters, Everything) else ()
        return Plan(node, filters, order=self._order())

    @property
    def _field(self) -> TextField:
        return "title_tokens" if self.fields and self.text_field == "text_tokens" else self.text_field

    def _free(self, *, every: bool) -> Node:
        return self._terms(self.free_text or "", every=every)

    def _terms(self, words: str, *, every: bool) -> Node:
        tokens = text.query_tokens(words)
        return Terms(self._field, tokens, every) if tokens else Nothing()

    def _scored(self, query: SearchQuery) -> Node:
        if isinstance(query, MatchAll):
            return Everything()
        if isinstance(query, PlainText):
            node = self._terms(query.query_string, every=query.operator == "and")
            return Weighed(node, query.boost) if query.boost != 1 else node
        if isinstance(query, Fuzzy):
            return self._terms(query.query_string, every=query.operator == "and")
        if isinstance(query, Phrase):
            return self._phrase(query.query_string)
        if isinstance(query, Boost):
            return Weighed(self._scored(query.subquery), query.boost)
        return self._combined(query)

    def _combined(self, query: SearchQuery) -> Node:
        if isinstance(query, Not):
            return no(self._scored(query.subquery))
        if isinstance(query, And):
            children = tuple(self._scored(child) for child in query.subqueries)
            return Nothing() if any(isinstance(child, Nothing) for child in children) else EveryNode(children)
        if isinstance(query, Or):
            children = tuple(n for n in map(self._scored, query.subqueries) if not isinstance(n, Nothing))
            return SomeNode(children) if children else Nothing()
        raise NotImplementedError(f"{type(query).__name__} is not a query that the search engines know.")

    def _phrase(self, words: str) -> Node:
        """Exactly these words in this order; ranked as their tokens are."""
        sequence = text.query_words(words)
        if not sequence:
            return Nothing()
        tokens = text.query_tokens(words)
        scored: Node = Terms(self._field, tokens, every=False) if tokens else Everything()
        return every([scored, Passing(Sequence(self.phrase_field, sequence))])

    # --- order ----------------------------------------------------------------------------------------------------------

    def _order(self) -> tuple[str, bool] | None:
        """(column, descending), or None for relevance or for an order that only the database has (in_database_order)."""
        if self.order_by_relevance:
            return None
        names = self.queryset.query.order_by
        if not names:
            return (PK, True)
        orders = [self._order_of(name) for name in names]
        # A unique column decides alone; any other pair of columns is the database's business, and so is most text.
        if (len(orders) > 1 and orders[0][0] != PK) or not self.layout.columns[orders[0][0]].sortable:
            self.in_database_order = True
            return None
        return orders[0]

    def _order_of(self, name: Any) -> tuple[str, bool]:
        if not isinstance(name, str):
            raise OrderByFieldError(f'Search results cannot be sorted by "{name}".', field_name=name)
        bare = name.lstrip("-+")
        if bare in {"pk", self.queryset.model._meta.pk.name} or bare == self.layout.root._meta.pk.name:
            return PK, name.startswith("-")
        field = self._get_filterable_field(bare)
        if field is None:
            raise OrderByFieldError(
                f'Cannot sort search results with field "{bare}". Please add index.FilterField("{bare}") to '
                f"{self.queryset.model.__name__}.search_fields.",
                field_name=bare,
            )
        return column_name(self.queryset.model, (field,)), name.startswith("-")

    def facet_column(self, name: str) -> str:
        """The column of a FilterField by attribute name (`issuing_body_id`) or by name (`issuing_body`)."""
        if name in self.layout.columns:
            return name
        column = _filterable(self.queryset.model).get(name)
        if column is not None:
            return column
        raise FilterFieldError(
            f'Cannot facet search results with field "{name}". Please add index.FilterField("{name}") to '
            f"{self.queryset.model.__name__}.search_fields.",
            field_name=name,
        )


@cache
def _filterable(model: type[models.Model]) -> dict[str, str]:
    """Names and attribute names of a model's FilterFields -> their columns."""
    columns: dict[str, str] = {}
    for field in model.get_filterable_search_fields():  # type: ignore[attr-defined]
        for name in (field.field_name, field.get_attname(model)):
            columns.setdefault(name, column_name(model, (field,)))
    return columns


class AutocompletePlanCompiler(PlanCompiler):
    """While somebody types (the admin, choosers): every token, in the fields marked for it; `fields` narrows nothing."""

    text_field: TextField = "edge_tokens"
    phrase_field: PhraseField = "edge_words"
    relaxes = False

    def _free(self, *, every: bool) -> Node:
        return super()._free(every=True)

    def _check_fields(self) -> None:
        """Any autocomplete field may be named; all are searched."""
