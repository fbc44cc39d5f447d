"""A plan as the JSON of Elasticsearch's and OpenSearch's query language."""

from __future__ import annotations

import math
from typing import Any

from search.backends.layout import PK, Layout, holds_for_most
from search.backends.plan import (
    Added,
    Best,
    Between,
    Every,
    Everything,
    Facet,
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
    Weighed,
    choice_filters,
    conditions,
)

Json = dict[str, Any]
# A terms query takes 65,536 values at most.
MOST_VALUES = 60_000
# The key is read from its column: the stored identifier of each of fifty hits costs 1 to 2 ms.
ONLY_KEYS: Json = {"_source": False, "stored_fields": "_none_", "docvalue_fields": [PK]}


class ServerCompiler:
    def __init__(self, layout: Layout) -> None:
        self.layout = layout

    def compile(self, plan: Plan) -> Json:
        """The body of a search: query, choices as post_filter (hits and total), each facet under the choices of the others.

        What leaves out few documents is asked afterwards too: beside it Lucene goes document by document through what it
        does in bulk alone (a question of 30,000 documents 4 instead of 10 to 15 ms, its facets 6 instead of 18).
        """
        needed = conditions(plan.filters)
        after: list[Node] = []
        if plan.order is None:
            after = [node for node in needed if holds_for_most(node, self.layout.columns)]
        before = [node for node in needed if node not in after]
        body: Json = {"query": self._query(plan, before), "track_total_hits": True, **ONLY_KEYS}
        if after or plan.choices:
            body["post_filter"] = self._all([*after, *choice_filters(plan)])
        if plan.facets:
            body["aggs"] = self._facets(plan, after)
        if plan.order is not None:
            column, descending = plan.order
            body["sort"] = [{column: {"order": "desc" if descending else "asc", "missing": "_last"}}]
        return body

    def _query(self, plan: Plan, filters: list[Node]) -> Json:
        query = self.scored(plan.query)
        if filters:
            query = {"bool": {"must": [query], "filter": [self.filter(node) for node in filters]}}
        return _weighed(query, plan.weighed_by) if plan.weighed_by and plan.order is None else query

    def _all(self, nodes: list[Node]) -> Json:
        return {"bool": {"filter": [self.filter(node) for node in nodes]}} if nodes else {"match_all": {}}

    def _facets(self, plan: Plan, after: list[Node]) -> Json:
        """Those that leave the same choice out share their filter, whose count tells how many documents have no value."""
        aggregations: Json = {}
        for facet in plan.facets:
            group = aggregations.setdefault(group_of(facet, plan), {"aggs": {}})
            group["filter"] = self._all([*after, *choice_filters(plan, facet.without)])
            group["aggs"][facet.name] = {"terms": {"field": facet.column, "size": facet.size}}
        return aggregations

    # --- scored nodes ---------------------------------------------------------------------------------------------------

    def scored(self, node: Node) -> Json:
        if isinstance(node, Everything):
            return {"match_all": {}}
        if isinstance(node, Terms):
            return self._terms(node)
        if isinstance(node, Every):
            return self._scored_every(node)
        if isinstance(node, Some):
            return {"bool": {"should": [self.scored(child) for child in node.children], "minimum_should_match": 1}}
        if isinstance(node, Best):
            return {"dis_max": {"queries": [self.scored(child) for child in node.children], "tie_breaker": 0}}
        if isinstance(node, Weighed):
            return {"bool": {"must": [self.scored(node.child)], "boost": node.factor}}
        if isinstance(node, Added):
            return {"bool": {"must": [self.scored(node.base)], "should": [self.scored(node.bonus)]}}
        if isinstance(node, Lifted):
            first = {"constant_score": {"filter": self.filter(node.first), "boost": node.height}}
            return {"bool": {"should": [first, self.scored(node.rest)], "minimum_should_match": 1}}
        return {"bool": {"filter": [self.filter(node.child if isinstance(node, Passing) else node)]}}

    def _terms(self, node: Terms) -> Json:
        if not node.also:
            return _match(node.field, node.tokens, "and" if node.every else "or")
        if not node.every:
            return _some([_match(field, node.tokens, "or") for field in node.fields])
        # One token a clause: each may stand in another field.
        return {"bool": {"must": [_some([_match(f, (token,), "or") for f in node.fields]) for token in node.tokens]}}

    def _scored_every(self, node: Every) -> Json:
        clauses: dict[str, list[Json]] = {"must": [], "filter": [], "must_not": []}
        for child in node.children:
            if isinstance(child, No):
                clauses["must_not"].append(self.filter(child.child))
            elif isinstance(child, Passing):
                clauses["filter"].append(self.filter(child.child))
            else:
                clauses["must"].append(self.scored(child))
        return {"bool": {name: found for name, found in clauses.items() if found}}

    # --- filters ----------------------------------------------------------------------------------------------------------

    def filter(self, node: Node) -> Json:
        if isinstance(node, Nothing):
            return {"match_none": {}}
        if isinstance(node, OneOf):
            return self._one_of(node)
        if isinstance(node, Between):
            return self._between(node)
        if isinstance(node, Present):
            return {"exists": {"field": node.column}}
        if isinstance(node, Starts):
            return {"prefix": {node.column: node.prefix}}
        if isinstance(node, Sequence):
            return {"match_phrase": {node.field: " ".join(node.words)}}
        if isinstance(node, No):
            return {"bool": {"must_not": [self.filter(node.child)]}}
        if isinstance(node, Every):
            return {"bool": {"filter": [self.filter(child) for child in node.children]}}
        if isinstance(node, Some):
            return {"bool": {"should": [self.filter(child) for child in node.children], "minimum_should_match": 1}}
        return self.scored(node)

    def _one_of(self, node: OneOf) -> Json:
        blocks = [node.values[at : at + MOST_VALUES] for at in range(0, len(node.values), MOST_VALUES)]
        terms = [{"terms": {node.column: list(block)}} for block in blocks]
        return terms[0] if len(terms) == 1 else {"bool": {"should": terms, "minimum_should_match": 1}}

    def _between(self, node: Between) -> Json:
        bounds: Json = {}
        if node.low is not None:
            bounds["gte" if node.with_low else "gt"] = node.low
        if node.high is not None:
            bounds["lte" if node.with_high else "lt"] = node.high
        return {"range": {node.column: bounds}} if bounds else {"exists": {"field": node.column}}


def group_of(facet: Facet, plan: Plan) -> str:
    """The aggregation that holds a facet: one for all facets whose own choice was not made."""
    chosen = any(name == facet.without for name, _ in plan.choices)
    return f"without {facet.without}" if facet.without and chosen else "all"


def _weighed(query: Json, column: str) -> Json:
    """The factor of tantivy's weight_by_field: log2(2 + value), which is the natural logarithm times 1 / ln 2."""
    factor = {"field_value_factor": {"field": column, "modifier": "ln2p", "missing": 0}, "weight": 1 / math.log(2)}
    return {"function_score": {"query": query, "functions": [factor], "boost_mode": "multiply"}}


def _match(field: str, tokens: tuple[str, ...], operator: str) -> Json:
    return {"match": {field: {"query": " ".join(tokens), "operator": operator}}}


def _some(queries: list[Json]) -> Json:
    return {"bool": {"should": queries, "minimum_should_match": 1}}
