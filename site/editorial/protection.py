"""The event log's rows are kept by the database itself: triggers refuse what the models refuse, to plain SQL as well.

Rows are removed in one way only (editorial.purge): a checkpoint row names the last row that may go and its hash, and the
database takes it only where that row is there, has that hash and is older than a year. Whoever may drop triggers can
still do anything; then `verify_event_log` and the copies in syslog tell.

A table that a later migration alters on SQLite is made anew and loses its triggers: they are put back after every
`migrate` (`connect`).
"""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.db.models.signals import post_migrate

KEPT_DAYS = 365
MESSAGE = "the event log is append-only"
NAMES = ("editorial_eventlog_update", "editorial_eventlog_delete", "editorial_eventlog_insert")
CHECKPOINTS = (
    "editorial_eventcheckpoint_update",
    "editorial_eventcheckpoint_delete",
    "editorial_eventcheckpoint_insert",
)

_PURGED = "COALESCE((SELECT MAX(sequence) FROM editorial_eventcheckpoint), 0)"


def _sqlite(name: str, act: str, table: str, when: str = "") -> str:
    condition = f"WHEN {when} " if when else ""
    refusal = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    return f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {act} ON {table} FOR EACH ROW {condition}{refusal}"


_ATTESTED = (
    "EXISTS (SELECT 1 FROM editorial_eventlog WHERE sequence = NEW.sequence AND hash = NEW.hash AND time < {ago})"
)
SQLITE = [
    _sqlite(NAMES[0], "UPDATE", "editorial_eventlog"),
    _sqlite(NAMES[1], "DELETE", "editorial_eventlog", f"OLD.sequence > {_PURGED}"),
    # INSERT OR REPLACE would delete without asking the trigger above.
    _sqlite(
        NAMES[2],
        "INSERT",
        "editorial_eventlog",
        f"NEW.sequence <= {_PURGED} OR EXISTS (SELECT 1 FROM editorial_eventlog WHERE sequence = NEW.sequence)",
    ),
    _sqlite(CHECKPOINTS[0], "UPDATE", "editorial_eventcheckpoint"),
    _sqlite(CHECKPOINTS[1], "DELETE", "editorial_eventcheckpoint"),
    _sqlite(
        CHECKPOINTS[2],
        "INSERT",
        "editorial_eventcheckpoint",
        "NOT " + _ATTESTED.format(ago=f"datetime('now', '-{KEPT_DAYS} days')"),
    ),
]
_RAISE = f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'check_violation';"
POSTGRES = [
    f"""CREATE OR REPLACE FUNCTION editorial_eventlog_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND TG_TABLE_NAME = 'editorial_eventlog' THEN
            IF OLD.sequence <= {_PURGED} THEN RETURN OLD; END IF;
        ELSIF TG_OP = 'INSERT' AND TG_TABLE_NAME = 'editorial_eventlog' THEN
            IF NEW.sequence > {_PURGED} THEN RETURN NEW; END IF;
        ELSIF TG_OP = 'INSERT' THEN
            IF {_ATTESTED.format(ago=f"now() - interval '{KEPT_DAYS} days'")} THEN RETURN NEW; END IF;
        END IF;
        {_RAISE}
    END $$""",
    *(
        f"CREATE OR REPLACE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table} "
        f"FOR EACH {'STATEMENT' if act == 'TRUNCATE' else 'ROW'} EXECUTE FUNCTION editorial_eventlog_kept()"
        for table in ("editorial_eventlog", "editorial_eventcheckpoint")
        for act in ("UPDATE", "DELETE", "INSERT", "TRUNCATE")
    ),
]


def install(connection: Any) -> None:
    """Put the triggers there; those that are stay."""
    with connection.cursor() as cursor:
        for statement in statements(connection):
            cursor.execute(statement)


def statements(connection: Any) -> list[str]:
    return {"sqlite": SQLITE, "postgresql": POSTGRES}.get(connection.vendor, [])


def remove(connection: Any) -> None:
    """Take them away: for filling an empty database from another one, after which `install` belongs."""
    with connection.cursor() as cursor:
        for name in (*NAMES, *CHECKPOINTS):
            table = name.rpartition("_")[0]
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
            if on:
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_truncate{on}")


def missing(connection: Any) -> list[str]:
    """Triggers that should be there and are not."""
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
    }.get(connection.vendor)
    if query is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(query)
        there = {row[0] for row in cursor.fetchall()}
    return [name for name in (*NAMES, *CHECKPOINTS) if name not in there]


def _after_migrate(sender: Any, using: str, **kwargs: Any) -> None:
    connection = connections[using]
    if "editorial_eventcheckpoint" in connection.introspection.table_names():
        install(connection)


def connect() -> None:
    from django.apps import apps

    post_migrate.connect(_after_migrate, sender=apps.get_app_config("editorial"), dispatch_uid="editorial.protection")
