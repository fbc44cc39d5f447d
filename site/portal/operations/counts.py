"""How many rows each table has: what a restored or moved database must have again."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections

PASSING = {"django_session", "publications_outboxrow", "django_migrations"}  # change by themselves while one looks


def table_counts(alias: str = DEFAULT_DB_ALIAS, only: Iterable[str] | None = None) -> dict[str, int]:
    """{table: rows} of every table of every model, many-to-many ones too, or of those in `only` that are there."""
    connection = connections[alias]
    there = set(connection.introspection.table_names())
    models = apps.get_models(include_auto_created=True)
    tables = set(only) if only is not None else {model._meta.db_table for model in models if model._meta.managed}
    found = {}
    with connection.cursor() as cursor:
        for table in sorted((tables & there) - PASSING):
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")
            found[table] = int(cursor.fetchone()[0])
    return found
