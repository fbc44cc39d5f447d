"""Bringing a backup back (恢复): checked whole, unpacked beside, then put in place in one go; the old data wait aside."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, connections

from portal.operations import archive, database_dump, swap
from portal.operations.backup import SPARE, folders
from portal.operations.counts import table_counts
from portal.operations.errors import OperationError

Say = Callable[[str], None]
ASIDE, NEW = "before-restore", "restoring"


def is_empty() -> bool:
    """Is there nothing to lose: no page but what migrating makes, no file?"""
    if any(path.is_file() for root in folders().values() if root.is_dir() for path in root.rglob("*")):
        return False
    try:
        tables = set(connection.introspection.table_names())
        if "publications_officialdocumentpage" not in tables:
            return not tables
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM publications_officialdocumentpage")
            documents = cursor.fetchone()[0]
            cursor.execute("SELECT COUNT(*) FROM auth_user")
            return not documents and not cursor.fetchone()[0]
    except DatabaseError:
        return False


def recover() -> bool:
    """Undo what a killed restore left: the data from before it are there again. Was there anything?"""
    connections.close_all()
    if swap.unfinished() and not database_dump.is_sqlite():
        _recover_postgres()
    undone = swap.put_back()
    for left in Path(settings.VAR).glob(f"{NEW}-*"):
        shutil.rmtree(left)
    return undone


def restore(
    file: Path, passphrase_file: str | Path = "", *, confirmed: bool = False, say: Say = lambda _: None
) -> None:
    """Check `file`, put it in the place of what is there, migrate, make the index anew.

    Raises OperationError; then everything is as it was. Only one restore at a time, with the services stopped.
    """
    if recover():
        say("上一次恢复中途停止，已先退回恢复之前的数据")
    if not confirmed and not is_empty():
        raise OperationError(
            "这里已经有数据。确定要用备份替换，请停止服务后加上 --yes 再运行一次；旧数据会保留到恢复成功。"
        )
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S-%f")
    new = Path(settings.VAR) / f"{NEW}-{stamp}"
    aside = Path(settings.VAR) / f"{ASIDE}-{stamp}"
    try:
        manifest = archive.unpack(file, None, passphrase_file)
        check_fits(manifest, file)
        say("备份完好，开始恢复")
        archive.unpack(file, new, passphrase_file)
        _put_in_place(new, aside, stamp)
        try:
            _finish(manifest, say)
        except BaseException:
            recover()
            raise
    except OSError as error:
        raise OperationError(f"没有恢复，数据与恢复之前相同：{error.strerror} {error.filename or ''}") from error
    finally:
        shutil.rmtree(new, ignore_errors=True)
    swap.keep()
    shutil.rmtree(aside, ignore_errors=True)
    if not database_dump.is_sqlite():
        database_dump.drop_database(_waiting_name())


def check_fits(manifest: archive.Manifest, file: Path) -> None:
    """Is it of this kind of database, and is there room for it beside what is there?"""
    if database_dump.member_name() not in manifest.files:
        other = manifest.about.get("database")
        raise OperationError(
            f"这份备份来自 {other} 数据库，现在用的是 {connection.vendor}。请先按原来的 DATABASE_URL 恢复，"
            "再用 manage.py move_to_database 搬过来。"
        )
    need = sum(facts["size"] for facts in manifest.files.values()) + SPARE
    free = shutil.disk_usage(settings.VAR).free
    if free < need:
        raise OperationError(
            f"{settings.VAR} 只剩 {free >> 20} MB，恢复 {file.name} 需要 {need >> 20} MB：请腾出空间。没有改动任何内容。"
        )


def _put_in_place(new: Path, aside: Path, stamp: str) -> None:
    connections.close_all()
    steps = [swap.Step(live, new / name, aside / name) for name, live in folders().items()]
    for name, live in folders().items():
        (new / name).mkdir(parents=True, exist_ok=True)  # a backup without pictures leaves none
        live.parent.mkdir(parents=True, exist_ok=True)
    dumped = new / database_dump.member_name()
    if database_dump.is_sqlite():
        database_dump.check_sqlite(dumped)
        live = database_dump.sqlite_file()
        first, *beside = database_dump.sqlite_files(live)
        steps += [swap.Step(path, None, aside / "database" / path.name) for path in beside]
        steps.append(swap.Step(first, dumped, aside / "database" / first.name))
        swap.swap(steps)
        return
    _load_postgres(dumped)
    swap.swap(steps)
    database_dump.rename_database(database_dump.dbname(), _waiting_name())
    database_dump.rename_database(_coming_name(), database_dump.dbname())


def _finish(manifest: archive.Manifest, say: Say) -> None:
    """The counts are right, the schema is today's, the index knows the pages."""
    from search.backends.backend import forget_engines

    expected = manifest.about.get("counts", {})
    found = table_counts(only=expected)
    # Somebody may have written between the count and the dump; fewer rows than counted would be a loss.
    for table, rows in expected.items():
        if found.get(table, 0) < rows:
            raise OperationError(f"{table} 恢复后只有 {found.get(table, 0)} 行，备份时有 {rows} 行，已退回原来的数据。")
    call_command("migrate", verbosity=0, interactive=False)
    say("数据已就位，正在重建检索索引")
    forget_engines()
    call_command("update_index", verbosity=0)


# --- PostgreSQL: the new database is loaded beside the old one, then their names change -------------------------------


def _coming_name() -> str:
    return f"{database_dump.dbname()}_{NEW}"


def _waiting_name() -> str:
    return f"{database_dump.dbname()}_{ASIDE.replace('-', '_')}"


def _load_postgres(dumped: Path) -> None:
    database_dump.drop_database(_coming_name())
    database_dump.drop_database(_waiting_name())
    try:
        database_dump.load_beside(dumped, _coming_name())
    except OperationError:
        database_dump.drop_database(_coming_name())
        raise


def _recover_postgres() -> None:
    if not database_dump.database_exists(_waiting_name()):
        return
    database_dump.drop_database(database_dump.dbname())
    database_dump.rename_database(_waiting_name(), database_dump.dbname())
