"""A query set's WHERE tree -> filters that every engine answers exactly; what none can answer so raises FilterError."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Subquery
from django.db.models.constants import LOOKUP_SEP
from django.db.models.expressions import Col, Expression
from django.db.models.functions.datetime import ExtractYear
from django.db.models.lookups import Lookup
from django.db.models.sql import AND, OR, Query
from django.db.models.sql.constants import MULTI
from django.db.models.sql.where import NothingNode, WhereNode
from modelsearch.backends.base import BaseSearchQueryCompiler, FilterError, FilterFieldError

from search.backends.layout import ANCESTORS, MODEL, PK, Column, Layout, column_name
from search.backends.plan import Between, Everything, Node, Nothing, OneOf, Present, Starts, Value, every, no, some

RANGES = {"gt": (True, False), "gte": (True, True), "lt": (False, False), "lte": (False, True)}


class WhereReader:
    """Reads the WHERE tree of one SQL query over models of one index."""

    def __init__(self, layout: Layout, query: Query, using: str | None) -> None:
        self.layout, self.query, self.using = layout, query, using or DEFAULT_DB_ALIAS
        self._multiple: set[str] = set()
        self._columns: dict[tuple[str, str], Column] = {}
        self.asks_the_database = False  # whether a sub-query has to be run to know the filter

    def read(self, *, run_subqueries: bool = True) -> Node:
        """The filter; without run_subqueries only a check that touches no database."""
        self.run_subqueries = run_subqueries
        assert self.query.model is not None
        others = self.layout.other_models(self.query.model)
        types: Node = no(OneOf(MODEL, others)) if others else Everything()
        return every([types, self._node(self.query.where)])

    def _node(self, node: Any) -> Node:
        if isinstance(node, WhereNode):
            return self._branch(node)
        if isinstance(node, NothingNode):
            return Nothing()
        if isinstance(node, Lookup):
            return self._lookup(node)
        raise FilterError(
            f"Search results cannot be filtered by {type(node).__name__}: filter the query set afterwards."
        )

    def _branch(self, node: WhereNode) -> Node:
        children = [self._node(child) for child in node.children]
        if node.connector == AND:
            joined = every(self._without_implied_depth(children))
        elif node.connector == OR:
            joined = some(children) if children else Everything()
        else:
            raise FilterError(f"Search results cannot be filtered with {node.connector}.")
        return no(joined) if node.negated else joined

    def _without_implied_depth(self, children: list[Node]) -> list[Node]:
        """A path below an ancestor is at least as deep: treebeard asks for both, one is enough."""
        step = self.layout.step
        lengths = [
            min(len(str(v)) for v in c.values) for c in children if isinstance(c, OneOf) and c.column == ANCESTORS
        ]
        if not step or not lengths:
            return children
        depth = max(lengths) // step
        return [
            c
            for c in children
            if not (isinstance(c, Between) and c.column == "depth" and c.high is None and (c.low or 0) <= depth)
        ]

    # --- one lookup ---------------------------------------------------------------------------------------------------

    def _lookup(self, lookup: Lookup[Any]) -> Node:
        if isinstance(lookup.lhs, ExtractYear):
            return self._year(lookup)
        if not isinstance(lookup.lhs, Col):
            shown = getattr(lookup.lhs, "lookup_name", type(lookup.lhs).__name__)
            raise FilterError(f"Search results cannot be filtered by {shown}: use the plain column.")
        column, value = self._column(lookup.lhs), lookup.rhs
        if isinstance(value, Expression) and not isinstance(value, Subquery):
            raise FilterError(f"Search results cannot compare {column.name} with another column or expression.")
        return self._compare(column, lookup, value)

    def _compare(self, column: Column, lookup: Lookup[Any], value: Any) -> Node:
        name = lookup.lookup_name
        if name in {"exact", "in"} and isinstance(value, Query | Subquery):
            return self._subquery(column, value.query if isinstance(value, Subquery) else value)
        if name == "exact":
            return OneOf(column.name, (self._encoded(column, value),))
        if name == "in":
            return _one_of(column, [self._encoded(column, v) for v in value if v is not None])
        if name == "isnull":
            return no(Present(column.name)) if value else Present(column.name)
        if name in RANGES or name == "range":
            return self._range(column, name, value)
        if name in {"startswith", "prefix"} and column.kind == "keyword":
            return self._starts(column, str(value))
        if name == "below_any" and column.name == "path":
            return _one_of(self.layout.columns[ANCESTORS], list(value))
        raise FilterError(f'Search results cannot be filtered by "{column.name}{LOOKUP_SEP}{name}".')

    def _range(self, column: Column, name: str, value: Any) -> Node:
        if column.kind == "keyword":
            raise FilterError(f'Search results cannot be filtered by "{column.name}{LOOKUP_SEP}{name}": it is text.')
        if name == "range":
            low, high = (self._encoded(column, bound) for bound in value)
            return Between(column.name, low, high)  # type: ignore[arg-type]
        is_low, inclusive = RANGES[name]
        bound: Any = self._encoded(column, value)
        if is_low:
            return Between(column.name, bound, None, with_low=inclusive)
        return Between(column.name, None, bound, with_high=inclusive)

    def _starts(self, column: Column, prefix: str) -> Node:
        if not prefix:
            return Present(column.name)
        if column.name == "path" and self.layout.step and len(prefix) % self.layout.step == 0:
            return OneOf(ANCESTORS, (prefix,))
        return Starts(column.name, prefix)

    def _year(self, lookup: Lookup[Any]) -> Node:
        if not isinstance(lookup.lhs.lhs, Col) or lookup.lookup_name not in {"exact", *RANGES}:
            raise FilterError(f'Search results cannot be filtered by "year{LOOKUP_SEP}{lookup.lookup_name}".')
        column, year = self._column(lookup.lhs.lhs), int(lookup.rhs)
        if column.type not in {"DateField", "DateTimeField"}:
            raise FilterError(f'Search results cannot be filtered by the year of "{column.name}".')

        def first_day(of: int) -> Any:
            return column.encode(datetime.date(min(max(of, 1), 9999), 1, 1))

        low = {"exact": year, "gte": year, "gt": year + 1}.get(lookup.lookup_name)
        high = {"exact": year + 1, "lte": year + 1, "lt": year}.get(lookup.lookup_name)
        return Between(
            column.name,
            None if low is None else first_day(low),
            None if high is None else first_day(high),
            with_high=False,
        )

    def _encoded(self, column: Column, value: Any) -> Value:
        try:
            return column.encode(value)
        except (TypeError, ValueError, OverflowError, AttributeError) as error:
            raise FilterError(f'Search results cannot be filtered by "{column.name}" with {value!r}.') from error

    # --- columns and sub-queries --------------------------------------------------------------------------------------

    def _column(self, col: Col) -> Column:
        known = self._columns.get((col.alias, col.target.name))
        if known is not None and known.single:
            return known
        column = self.layout.columns[PK] if self._is_own_key(col) else self._filter_column(col)
        self._columns[col.alias, col.target.name] = column
        return column

    def _filter_column(self, col: Col) -> Column:
        shim = SimpleNamespace(queryset=SimpleNamespace(model=self.query.model, query=self.query))
        path: Sequence[Any] = BaseSearchQueryCompiler._get_filter_field_path_for_column(shim, col)  # type: ignore[arg-type]
        name = column_name(self.query.model, path)  # type: ignore[arg-type]
        if name not in self.layout.columns:
            raise FilterFieldError(f"The search index has no column {name}.", field_name=name)
        column = self.layout.columns[name]
        if not column.single and len(path) > 1:
            # In SQL two conditions on one join hold for the same related row; an index only knows all values of all rows.
            if col.alias in self._multiple:
                raise FilterError(f'Search results cannot be filtered twice by the relation "{path[0].field_name}".')
            self._multiple.add(col.alias)
        return column

    def _is_own_key(self, col: Col) -> bool:
        """Whether the column is the primary key of the query's own row, in its table or in that of a parent model."""
        if not col.target.primary_key:
            return False
        alias: str | None = col.alias
        while alias is not None:
            join = self.query.alias_map[alias]
            parent = join.parent_alias
            if parent is not None:
                field = getattr(join, "join_field", None)
                if not (field and field.one_to_one and getattr(field.remote_field, "parent_link", False)):
                    return False
            alias = parent
        return True

    def _subquery(self, column: Column, query: Query) -> Node:
        inline = self._inline(column, query)
        if inline is not None:
            return inline
        self.asks_the_database = True
        if not self.run_subqueries:
            return Everything()
        rows = query.get_compiler(self.using).execute_sql(result_type=MULTI)
        values = [row[0] for chunk in rows or () for row in chunk]
        return _one_of(column, [self._encoded(column, value) for value in values if value is not None])

    def _inline(self, column: Column, query: Query) -> Node | None:
        """The filter of a plain sub-query over this very index: 97,000 keys of explorable pages need not be fetched."""
        if (
            column.name != PK
            or query.model is None
            or query.is_sliced
            or query.combinator
            or query.group_by
            or query.distinct
        ):
            return None
        selected = query.select
        reader = WhereReader(self.layout, query, self.using)
        try:
            same_tree = not selected or (
                len(selected) == 1 and isinstance(selected[0], Col) and reader._is_own_key(selected[0])
            )
            if query.model._meta.label_lower not in self.layout.models or not same_tree or query.annotation_select:
                return None
            node = reader.read(run_subqueries=self.run_subqueries)
            self.asks_the_database |= reader.asks_the_database
            return node
        except (FilterError, FilterFieldError, KeyError):
            return None


def _one_of(column: Column, values: list[Value]) -> Node:
    return OneOf(column.name, tuple(dict.fromkeys(values))) if values else Nothing()
