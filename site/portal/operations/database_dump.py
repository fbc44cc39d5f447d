"""The database as one file, and back: SQLite by its online backup, PostgreSQL by pg_dump and pg_restore."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection

from portal.operations.errors import OperationError
from portal.settings.environment import with_environment

SQLITE, POSTGRES = "database/shixun.sqlite3", "database/shixun.pgdump"


def is_sqlite() -> bool:
    return connection.vendor == "sqlite"


def sqlite_file() -> Path:
    return Path(connection.settings_dict["NAME"])


def member_name() -> str:
    """The dump's name inside a backup, which says what it is a dump of."""
    if connection.vendor not in ("sqlite", "postgresql"):
        raise OperationError(
            f"不会备份 {connection.vendor} 数据库：请用数据库自带的工具备份，再备份 media/ 和 private/。"
        )
    return SQLITE if is_sqlite() else POSTGRES


def size() -> int:
    """Bytes, about: what a dump may need."""
    if is_sqlite():
        return sum(path.stat().st_size for path in sqlite_files(sqlite_file()) if path.exists())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def sqlite_files(file: Path) -> list[Path]:
    """The database with what SQLite keeps beside it."""
    return [file, *(file.with_name(f"{file.name}{suffix}") for suffix in ("-wal", "-shm"))]


def dump(target: Path) -> None:
    """Write the state of one moment to `target`; others go on reading and writing."""
    if is_sqlite():
        with closing(sqlite3.connect(sqlite_file(), timeout=30)) as here, closing(sqlite3.connect(target)) as there:
            here.backup(there)
            there.execute("PRAGMA journal_mode=DELETE")
        check_sqlite(target)
        return
    run_postgres("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}", dbname())


def check_sqlite(file: Path) -> None:
    """Raises OperationError where the file is no whole database."""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as there:
            [(said,)] = there.execute("PRAGMA quick_check(1)").fetchall()
    except sqlite3.DatabaseError as error:
        said = str(error)
    if said != "ok":
        raise OperationError(f"数据库文件 {file.name} 已损坏（{said}），请换一份备份。")


# --- PostgreSQL -----------------------------------------------------------------------------------------------------


def dbname() -> str:
    return str(connection.settings_dict["NAME"])


def run_postgres(program: str, *arguments: str) -> None:
    """A program of PostgreSQL with this database's address; the password goes by the environment, not the command line."""
    path = shutil.which(program)
    if path is None:
        raise OperationError(f"没有找到 {program}：请安装与服务器版本相同的 postgresql-client，再试一次。")
    found = connection.settings_dict
    address = {
        "PGHOST": found["HOST"],
        "PGPORT": found["PORT"],
        "PGUSER": found["USER"],
        "PGPASSWORD": found["PASSWORD"],
    }
    env = with_environment({name: str(value) for name, value in address.items() if value})
    done = subprocess.run([path, *arguments], env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        full = done.returncode == -signal.SIGXFSZ or any(
            word in done.stderr for word in ("No space left", "File too large", "quota")
        )
        hint = "磁盘已满，请腾出空间或换一个目录。" if full else ""
        raise OperationError(f"{program} 失败：{hint}{done.stderr.strip()[-800:]}")


def load_beside(file: Path, name: str) -> None:
    """Load a dump into a new database `name` on the same server."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name)} TEMPLATE template0 ENCODING 'UTF8'")
    run_postgres("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", f"--dbname={name}", str(file))


def rename_database(old: str, new: str) -> None:
    """Everybody who is connected to `old` is sent away first."""
    quote = connection.ops.quote_name
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [old])
        cursor.execute(f"ALTER DATABASE {quote(old)} RENAME TO {quote(new)}")


def drop_database(name: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(name)} WITH (FORCE)")


def database_exists(name: str) -> bool:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None
