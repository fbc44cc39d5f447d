"""A plan as a tantivy query."""

from __future__ import annotations

import re

import tantivy
from tantivy import FieldType, Occur, Query

from search.backends.layout import PK, Column, Layout, is_live_or_the_like
from search.backends.plan import (
    Added,
    Best,
    Between,
    Every,
    Everything,
    Lifted,
    No,
    Node,
    Nothing,
    OneOf,
    Passing,
    Plan,
    Present,
    Sequence,
    Some,
    Starts,
    Terms,
    Value,
    Weighed,
    choice_filters,
    conditions,
)
from search.backends.tantivy.schema import RANGED, marked, terms_field, unmarked, values_field

Clause = tuple[Occur, Query]
MOST_CLAUSES = 64  # values of one column
SPECIAL = re.compile(r"([\\.+*?()|\[\]{}^$#&\-~/])")


class TantivyCompiler:
    def __init__(self, layout: Layout, schema: tantivy.Schema, searcher: tantivy.Searcher) -> None:
        self.layout, self.schema, self.searcher = layout, schema, searcher

    def compile(self, plan: Plan, without: str = "") -> Query:
        """The scored query and the filters side by side in one boolean query: nested, they cost twice the time."""
        clauses = [(Occur.Must, self.scored(plan.query))]
        for node in conditions([*plan.filters, *choice_filters(plan, without)]):
            clauses.append(self._filter_clause(node))
        return clauses[0][1] if len(clauses) == 1 else Query.boolean_query(clauses)

    # --- scored nodes ---------------------------------------------------------------------------------------------------

    def scored(self, node: Node) -> Query:
        if isinstance(node, Everything):
            return Query.all_query()
        if isinstance(node, Terms):
            return self._terms(node)
        if isinstance(node, Every):
            return self._scored_every(node)
        if isinstance(node, Some):
            return self._boolean([(Occur.Should, self.scored(child)) for child in node.children])
        if isinstance(node, Best):
            return Query.disjunction_max_query([self.scored(child) for child in node.children])
        if isinstance(node, Weighed):
            return Query.boost_query(self.scored(node.child), node.factor)
        if isinstance(node, Added):
            return Query.boolean_query([(Occur.Must, self.scored(node.base)), (Occur.Should, self.scored(node.bonus))])
        if isinstance(node, Lifted):
            return self._lifted(node)
        return Query.const_score_query(self.filter(node.child if isinstance(node, Passing) else node), 0.0)

    def _terms(self, node: Terms) -> Query:
        """A field that has no such token is left out: where no document has it, more fields cost nothing."""
        occur = Occur.Must if node.every else Occur.Should
        clauses: list[Clause] = []
        for token in node.tokens:
            also = [field for field in node.also if self.searcher.doc_freq(field, token)]
            found = [self._term(field, token) for field in (node.field, *also)]
            if node.every and also:
                found = [Query.boolean_query([(Occur.Should, query) for query in found])]
            clauses += [(occur, query) for query in found]
        return self._boolean(clauses)

    def _lifted(self, node: Lifted) -> Query:
        """What no document has is left out: nearly every query asks for a title or a number that there is not."""
        if isinstance(node.first, OneOf) and not self._has_one_of(node.first):
            return self.scored(node.rest)
        first = Query.const_score_query(self.filter(node.first), node.height)
        return Query.boolean_query([(Occur.Should, first), (Occur.Should, self.scored(node.rest))])

    def _has_one_of(self, node: OneOf) -> bool:
        column = self.layout.columns[node.column]
        return any(self.searcher.doc_freq(terms_field(column), self._held(column, value)) for value in node.values)

    def _scored_every(self, node: Every) -> Query:
        clauses: list[Clause] = []
        for child in node.children:
            if isinstance(child, No):
                clauses.append((Occur.MustNot, self.filter(child.child)))
            else:
                clauses.append((Occur.Must, self.scored(child)))
        return self._boolean(clauses)

    def _term(self, field: str, token: str) -> Query:
        return Query.term_query(self.schema, field, token, index_option="freq")

    def _boolean(self, clauses: list[Clause]) -> Query:
        if not clauses:
            return Query.empty_query()
        if all(occur == Occur.MustNot for occur, _ in clauses):
            # What must not be alone finds nothing.
            clauses = [(Occur.Must, Query.const_score_query(Query.all_query(), 0.0)), *clauses]
        return Query.boolean_query(clauses)

    # --- filters ----------------------------------------------------------------------------------------------------------

    def _filter_clause(self, node: Node) -> Clause:
        """A clause of the outermost query: what holds for most documents is asked by what must not be."""
        if isinstance(node, No):
            return Occur.MustNot, self.filter(node.child)
        if isinstance(node, OneOf) and is_live_or_the_like(node, self.layout.columns):
            return Occur.MustNot, self.filter(OneOf(node.column, (0,)))
        return Occur.Must, Query.const_score_query(self.filter(node), 0.0)

    def filter(self, node: Node) -> Query:
        if isinstance(node, Everything):
            return Query.all_query()
        if isinstance(node, Nothing):
            return Query.empty_query()
        if isinstance(node, OneOf):
            return self._one_of(node)
        if isinstance(node, Between):
            return self._between(node)
        if isinstance(node, Present):
            return Query.exists_query(values_field(self.layout.columns[node.column]))
        if isinstance(node, Starts):
            return self._starts(node)
        if isinstance(node, Sequence):
            return self._sequence(node)
        if isinstance(node, No):
            return self._boolean([(Occur.MustNot, self.filter(node.child))])
        if isinstance(node, Every | Some):
            occur = Occur.Must if isinstance(node, Every) else Occur.Should
            return self._boolean(
                [
                    (Occur.MustNot, self.filter(child.child))
                    if occur == Occur.Must and isinstance(child, No)
                    else (occur, self.filter(child))
                    for child in node.children
                ]
            )
        return self.scored(node)

    def _one_of(self, node: OneOf) -> Query:
        """A few values as clauses: a term set walks the column's dictionary and fills a bitmap, .2 to 1 ms of 100,000 documents."""
        column = self.layout.columns[node.column]
        if column.type in RANGED and column.name != PK:
            equal = [self._between(Between(node.column, value, value)) for value in node.values]  # type: ignore[arg-type]
            return equal[0] if len(equal) == 1 else self._boolean([(Occur.Should, query) for query in equal])
        field, values = terms_field(column), [self._held(column, value) for value in node.values]
        if len(values) > MOST_CLAUSES:
            return Query.term_set_query(self.schema, field, values)
        terms = [Query.term_query(self.schema, field, value, index_option="basic") for value in values]
        return terms[0] if len(terms) == 1 else self._boolean([(Occur.Should, term) for term in terms])

    def _held(self, column: Column, value: Value) -> Value:
        return value if column.sortable and column.kind == "keyword" else marked(value)

    def _starts(self, node: Starts) -> Query:
        """tantivy looks for beginnings in fields only: of a column in MARKS every value there is is compared."""
        column = self.layout.columns[node.column]
        if column.sortable:
            escaped = SPECIAL.sub(r"\\\1", node.prefix)
            return Query.regex_query(self.schema, node.column, f"(?s){escaped}.*")
        most = max(self.searcher.num_docs, 1)
        asked = {"terms": {"field": values_field(column), "size": most, "segment_size": most}}
        buckets = self.searcher.aggregate(Query.all_query(), {"values": asked})["values"]["buckets"]
        values = [value for bucket in buckets if (value := unmarked(str(bucket["key"]))).startswith(node.prefix)]
        return self._one_of(OneOf(node.column, tuple(values))) if values else Query.empty_query()

    def _between(self, node: Between) -> Query:
        if node.low is None and node.high is None:
            return Query.exists_query(node.column)
        kind = FieldType.Integer if self.layout.columns[node.column].kind == "integer" else FieldType.Float
        return Query.range_query(
            self.schema,
            node.column,
            kind,
            lower_bound=node.low,
            upper_bound=node.high,
            include_lower=node.with_low or node.low is None,
            include_upper=node.with_high or node.high is None,
        )

    def _sequence(self, node: Sequence) -> Query:
        # A phrase query of one word is a panic.
        if len(node.words) == 1:
            return self._term(node.field, node.words[0])
        return Query.phrase_query(self.schema, node.field, list(node.words))
