"""Which documents lie in closed sections, asked at once: thirty closed sections cost a query set no more than one.

Wagtail's own `public()` asks of every closed section apart, with path and depth; a path below another is always deeper.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import CharField, Lookup, Q
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

from publications.kept_columns import DocumentQuery
from publications.specific_documents import SpecificDocuments


@CharField.register_lookup
class BelowAny(Lookup):
    """`path__below_any=[…]`: treebeard paths that begin with one of these whole paths."""

    lookup_name = "below_any"
    prepare_rhs = False

    def __init__(self, lhs: Any, rhs: Iterable[str]) -> None:
        super().__init__(lhs, tuple(dict.fromkeys(rhs)))

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, column_params = self.process_lhs(compiler, connection)
        by_length: dict[int, list[str]] = defaultdict(list)
        for path in self.rhs:
            by_length[len(path)].append(path)
        parts, params = [], []
        for length, paths in sorted(by_length.items()):
            parts.append(f"SUBSTR({column}, 1, {length}) IN ({', '.join(['%s'] * len(paths))})")
            params += [*column_params, *paths]
        return (f"({' OR '.join(parts)})", params) if parts else ("(1 = 0)", [])


_CLOSED = (
    f'SELECT "path" FROM "{Page._meta.db_table}" '
    f'WHERE "id" IN (SELECT "page_id" FROM "{PageViewRestriction._meta.db_table}")'
)


def closed_paths() -> tuple[str, ...]:
    """The paths of pages that not everybody may read; what lies below one of them is as closed.

    Without a join: SQLite, which has no statistics of an empty table, begins it with the pages, all 100,000 of them. As SQL:
    every search asks it, and making it of query sets cost 1 ms.
    """
    with connection.cursor() as cursor:
        cursor.execute(_CLOSED)
        return tuple(path for (path,) in cursor.fetchall())


class DocumentQuerySet(PageQuerySet):
    """Pages, with public() and private() in one condition and specific() in one statement."""

    def __init__(self, model: Any = None, query: Any = None, using: str | None = None, hints: Any = None) -> None:
        super().__init__(model, query or DocumentQuery(model), using, hints)

    def specific(self, defer: bool = False) -> DocumentQuerySet:
        pages: DocumentQuerySet = super().specific(defer)
        if not defer:
            pages._iterable_class = SpecificDocuments
        return pages

    def public(self) -> DocumentQuerySet:
        paths = closed_paths()
        pages: DocumentQuerySet = self.exclude(path__below_any=paths) if paths else self.all()
        return pages

    def private_q(self) -> Q:
        paths = closed_paths()
        return Q(path__below_any=paths) if paths else Q(pk__in=[])


DocumentManager = PageManager.from_queryset(DocumentQuerySet)
