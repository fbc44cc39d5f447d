"""The tests' databases: migrated once, kept, and copied for each process (tests/conftest.py).

SQLite: a file in var/test-databases/ named by the digest of the migrations. PostgreSQL: a database named by it on the
server that DATABASE_URL names. Several processes may come at once: the first makes, the others wait and find.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
KEPT_ON_POSTGRES = "shixun_migrated_"
Prepared = tuple[Callable[[], None], Callable[[], None]]  # restore the migrated state; remove the database


def migrations_digest() -> str:
    """Changes with any migration of any installed app, and with any apps.py (its code may run after migrating)."""
    from django.apps import apps

    digest = hashlib.sha256()
    for app in sorted(apps.get_app_configs(), key=lambda app: app.name):
        for file in sorted([*Path(app.path).glob("migrations/*.py"), Path(app.path) / "apps.py"]):
            if file.exists():
                digest.update(f"{app.name}/{file.name}".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Of the processes on this machine that want to make the same thing, the first makes it and the others find it."""
    folder = ROOT / "var" / "test-databases"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def migrated_sqlite(connection: Any, fresh: bool) -> Path:
    """A migrated SQLite database of the present migrations, kept in var/: making it takes some fifteen seconds."""
    from django.core.management import call_command

    folder = ROOT / "var" / "test-databases"
    template = folder / f"{migrations_digest()}.sqlite3"
    with one_at_a_time("sqlite"):
        if fresh or not template.exists():
            partial = folder / f"{os.getpid()}.partial"
            connection.settings_dict["NAME"] = str(partial)
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=OFF")
            call_command("migrate", verbosity=0, interactive=False)
            connection.close()
            for old in sorted(folder.glob("*.sqlite3"), key=lambda file: file.stat().st_mtime)[:-2]:
                old.unlink(missing_ok=True)
            partial.replace(template)
    return template


def kept_sqlite() -> Path:
    """The migrated SQLite database, made in a process of its own where this one works on PostgreSQL."""
    template = ROOT / "var" / "test-databases" / f"{migrations_digest()}.sqlite3"
    with one_at_a_time("sqlite"):
        if not template.exists():
            with tempfile.TemporaryDirectory(prefix="shixun-test-") as var:
                env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
                env |= {"SHIXUN_VAR": var, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
                subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=env, check=True)
                shutil.copy(Path(var) / "shixun.sqlite3", f"{template}.partial")
            Path(f"{template}.partial").replace(template)
    return template


def copy_sqlite(source: Path | str, target: Path | str) -> None:
    """SQLite's own way, which respects what other connections hold: those of a live server's threads, say."""
    with closing(sqlite3.connect(source)) as there, closing(sqlite3.connect(target, timeout=30)) as here:
        there.backup(here)


def prepare_sqlite(connection: Any, fresh: bool) -> Prepared:
    working = Path(connection.settings_dict["TEST"]["NAME"])
    template = migrated_sqlite(connection, fresh)
    connection.settings_dict["NAME"] = str(working)

    def remove() -> None:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{working}{suffix}").unlink(missing_ok=True)

    def restore() -> None:
        copy_sqlite(template, working)

    remove()
    restore()
    return restore, remove


def migrated_postgres(connection: Any, fresh: bool) -> str:
    """The name of a migrated database of the present migrations, kept on the server: making it takes some twenty seconds."""
    from django.core.management import call_command

    name = f"{KEPT_ON_POSTGRES}{migrations_digest()}"
    with one_at_a_time("postgres"):
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{KEPT_ON_POSTGRES}%"])
            kept = {row[0] for row in cursor.fetchall()}
            for old in kept if fresh or name not in kept else ():
                cursor.execute(f'DROP DATABASE IF EXISTS "{old}" WITH (FORCE)')
        if fresh or name not in kept:
            partial = f"shixun_partial_{os.getpid()}"
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'CREATE DATABASE "{partial}"')
            connection.settings_dict["NAME"] = partial
            call_command("migrate", verbosity=0, interactive=False)
            connection.close()
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'ALTER DATABASE "{partial}" RENAME TO "{name}"')
    return name


def prepare_postgres(connection: Any, fresh: bool) -> Prepared:
    template = migrated_postgres(connection, fresh)
    name = f"shixun_test_{os.getpid()}"
    connection.settings_dict["NAME"] = name

    def run(*statements: str) -> None:
        connection.close()
        with connection._nodb_cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    def restore() -> None:
        # Copying a database lets no other process copy it meanwhile.
        with one_at_a_time("postgres"):
            run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}" TEMPLATE "{template}"')

    def remove() -> None:
        run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    restore()
    return restore, remove
