"""Moving to another database (换数据库): every table row by row, in constant memory, counted and compared.

Values go as each database's own converters read them (a date, a boolean, a UUID), past the models: no save(), no
signal, no text re-rendered. Constraints are looked at when all rows are there: pages refer to revisions and revisions to
pages.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, connections, models, transaction
from django.db.models.expressions import Col

from portal.operations.counts import table_counts
from portal.operations.errors import OperationError

CHUNK = 500
Say = Callable[[str], None]
SOURCE, TARGET = "move_source", "default"


def move(say: Say) -> dict[str, int]:
    """Copy everything from the connection `move_source` into `default`, a PostgreSQL database without documents.

    {table: rows}. Raises OperationError where a count or a checksum differs; then the target is as it was.
    """
    check_target()
    check_schema()
    tables = {model._meta.db_table: model for model in copied_models()}
    with transaction.atomic(TARGET), without_triggers(list(tables)):
        empty(tables)
        for table, model in tables.items():
            try:
                rows = copy(model)
            except DatabaseError as error:
                raise OperationError(f"{table} 有一行新数据库不接受：{error}。新数据库没有改动。") from error
            if rows:
                say(f"{table}：{rows} 行")
        reset_sequences(list(tables.values()))
        connections[TARGET].check_constraints()
        compare(tables)
    return table_counts(TARGET, tables)


def copied_models() -> list[type[models.Model]]:
    """Every table once, many-to-many tables too."""
    found = {
        model._meta.db_table: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }
    return list(found.values())


def check_schema() -> None:
    from django.db.migrations.recorder import MigrationRecorder

    applied = {alias: set(MigrationRecorder(connections[alias]).applied_migrations()) for alias in (SOURCE, TARGET)}
    if applied[SOURCE] != applied[TARGET]:
        differing = sorted(applied[SOURCE] ^ applied[TARGET])[:3]
        raise OperationError(
            f"两个数据库的结构不同（{differing}）：请先用同一版本的代码在两边都运行 manage.py migrate。"
        )


def check_target() -> None:
    from publications.models import OfficialDocumentPage

    if connections[TARGET].vendor != "postgresql":
        raise OperationError("只会搬进 PostgreSQL：请把 DATABASE_URL 设为新数据库的地址，再运行一次。")
    if OfficialDocumentPage.objects.using(TARGET).exists():
        raise OperationError("新数据库里已经有文件。请换一个空的数据库；这里没有改动任何内容。")


@contextmanager
def without_triggers(tables: list[str]) -> Iterator[None]:
    """The event log's own triggers refuse to let rows go, here as anywhere; a new database has nothing to guard yet."""
    connection = connections[TARGET]
    quoted = [connection.ops.quote_name(table) for table in tables]
    with connection.cursor() as cursor:
        for table in quoted:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        for table in quoted:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def empty(tables: dict[str, type[models.Model]]) -> None:
    """What migrating put there comes from the source as well."""
    connection = connections[TARGET]
    with connection.cursor() as cursor:
        for sql in connection.ops.sql_flush(no_style(), list(tables)):
            cursor.execute(sql)


def rows_of(model: type[models.Model], alias: str) -> Iterator[list[Any]]:
    """Each row as the values of the table's own columns, a few at a time."""
    connection, meta = connections[alias], model._meta
    quote, fields = connection.ops.quote_name, meta.local_concrete_fields
    converters = [connection.ops.get_db_converters(Col(meta.db_table, field)) for field in fields]
    columns = ", ".join(quote(field.column) for field in fields)
    assert meta.pk is not None
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {quote(meta.db_table)} ORDER BY {quote(meta.pk.column)}")
        while chunk := cursor.fetchmany(CHUNK):
            for row in chunk:
                yield [_converted(value, convert, connection) for value, convert in zip(row, converters, strict=True)]


def _converted(value: Any, converters: list[Any], connection: Any) -> Any:
    for convert in converters:
        value = convert(value, None, connection)
    return value


def copy(model: type[models.Model]) -> int:
    """Insert the rows of one table as they are."""
    connection, fields = connections[TARGET], model._meta.local_concrete_fields
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({columns}) VALUES ({places})"
    copied, rows = 0, rows_of(model, SOURCE)
    with connection.cursor() as cursor:
        while chunk := list(itertools.islice(rows, CHUNK)):
            cursor.executemany(sql, chunk)
            copied += len(chunk)
    return copied


def reset_sequences(found: list[type[models.Model]]) -> None:
    """The next row gets the next number."""
    connection = connections[TARGET]
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), found):
            cursor.execute(sql)


def compare(tables: dict[str, type[models.Model]]) -> None:
    """The same rows with the same content on both sides."""
    for table, model in tables.items():
        if (here := checksum(model, SOURCE)) != (there := checksum(model, TARGET)):
            raise OperationError(f"{table} 搬过去以后不同（{here[0]} 行与 {there[0]} 行），新数据库没有改动。")


def checksum(model: type[models.Model], alias: str) -> tuple[int, str]:
    """(rows, sha256 over their content in no particular order: databases sort text differently)."""
    total, rows = 0, 0
    structured = [field.get_internal_type() == "JSONField" for field in model._meta.local_concrete_fields]
    for row in rows_of(model, alias):
        plain = [
            json.loads(v) if is_json and isinstance(v, str) else v for v, is_json in zip(row, structured, strict=True)
        ]
        line = json.dumps(plain, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True, default=str)
        total = (total + int.from_bytes(hashlib.sha256(line.encode()).digest())) % 2**256
        rows += 1
    return rows, f"{total:064x}"


def prepare_target() -> None:
    call_command("migrate", database=TARGET, verbosity=0, interactive=False)
