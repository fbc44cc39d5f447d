"""The columns of whole rows are written as SQL once a connection, not once a query.

A document has sixty columns over two tables. Django makes each of them an expression, compiles it and looks for its
converters in every query: .5 of the 1.1 ms that ten documents take. All of it follows from the model and from the names
under which its tables are joined.
"""

from __future__ import annotations

from typing import Any

from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.query import Query

Select = tuple[list[Any], dict[str, Any] | None, dict[str, int]]


class KeptColumnsCompiler(SQLCompiler):
    """A compiler of queries for whole rows; any other query is compiled as ever."""

    _kept: dict[str, Any] | None = None

    def get_select(self, with_col_aliases: bool = False) -> Select:
        if with_col_aliases or not is_plain(self.query):
            return super().get_select(with_col_aliases)  # type: ignore[return-value]
        # On the connection: converters belong to it, and so does what it quotes.
        by_tables = self.connection.__dict__.setdefault("kept_columns", {})
        key = self.query.model, *self._tables()
        if key not in by_tables:
            by_tables[key] = {"select": super().get_select()}
        self._kept = by_tables[key]
        return self._kept["select"]  # type: ignore[no-any-return]

    def get_converters(self, expressions: Any) -> dict[int, Any]:
        if self._kept is None:
            return super().get_converters(expressions)  # type: ignore[no-any-return]
        if "converters" not in self._kept:
            self._kept["converters"] = super().get_converters(expressions)
        return self._kept["converters"]  # type: ignore[no-any-return]

    def _tables(self) -> list[str]:
        """The aliases of the tables that the rows need, which are joined here where they are not yet."""
        query = self.query
        options, first = query.get_meta(), query.get_initial_alias()
        seen: dict[Any, str] = {None: first}
        for parent in options.all_parents:
            query.join_parent_model(options, parent, first, seen)
        types = [query.setup_joins([name], options, first).joins[-1] for name in query.select_related or ()]
        return [*seen.values(), *(query.select_related or ()), *types]


class DocumentQuery(Query):
    """Compiles with what is kept, on the databases whose compiler is Django's own."""

    def get_compiler(self, using: str | None = None, connection: Any = None, elide_empty: bool = True) -> SQLCompiler:
        found: SQLCompiler = super().get_compiler(using, connection, elide_empty)
        if type(found) is SQLCompiler:
            return KeptColumnsCompiler(self, found.connection, using, elide_empty)
        return found


def is_plain(query: Query) -> bool:
    """Whether whole rows are asked for and nothing beside them, but perhaps the rows of types below (one level)."""
    related = query.select_related
    return bool(
        query.default_cols
        and query.selected is None
        and not query.extra_select
        and not query.annotation_select
        and not query.combinator
        and query.deferred_loading == (frozenset(), True)
        and (not related or (isinstance(related, dict) and not any(related.values())))
    )
