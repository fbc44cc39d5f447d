"""A backup (备份): database, media, originals of imports, settings without secrets; checked before it gets its name.

The search index is not in it: `update_index` makes it from the database, and `restore` does that.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.views.debug import SafeExceptionReporterFilter

from portal.operations import archive, database_dump, encryption
from portal.operations.counts import table_counts
from portal.operations.errors import OperationError
from portal.operations.runs import record_run

TASK = "backup"
PREFIX = "shixun-backup-"
SPARE = 64 * 1024 * 1024  # bytes that stay free
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def make_backup(folder: Path, passphrase_file: str | Path = "", keep: int = 0) -> Path:
    """Write, check and name one backup in `folder`; delete all but the newest `keep` (0: none is deleted).

    Raises OperationError; then `folder` holds nothing that it did not hold before.
    """
    try:
        made = _make(folder, passphrase_file)
    except OperationError as error:
        record_run(TASK, ok=False, detail=str(error))
        raise
    except (OSError, sqlite3.Error) as error:
        message = f"备份没有做成，没有留下半份文件：{_in_words(error)}"
        record_run(TASK, ok=False, detail=message)
        raise OperationError(message) from error
    if keep:
        for old in backups(folder)[:-keep]:
            old.unlink(missing_ok=True)
    record_run(TASK, detail=str(made))
    return made


def backups(folder: Path) -> list[Path]:
    """The whole backups in `folder`, oldest first."""
    return sorted(path for path in folder.glob(f"{PREFIX}*") if path.name.endswith((".tar.gz", encryption.SUFFIX)))


def _in_words(error: OSError | sqlite3.Error) -> str:
    if getattr(error, "errno", None) in FULL or "full" in str(error):
        return "磁盘已满。请腾出空间，或用 --to 换一个目录，再试一次。"
    return f"{error}。请检查 BACKUP_DIR 所在的磁盘，再试一次。"


def _make(folder: Path, passphrase_file: str | Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    check_space(folder)
    moment = timezone.localtime().strftime("%Y%m%d-%H%M%S")
    final = folder / f"{PREFIX}{moment}.tar.gz{encryption.SUFFIX if passphrase_file else ''}"
    partial = folder / f".{final.name}.partial{encryption.SUFFIX if passphrase_file else ''}"
    try:
        with tempfile.TemporaryDirectory(prefix=".dump-", dir=folder) as work:
            _write(partial, Path(work), passphrase_file)
        archive.unpack(partial, None, passphrase_file)
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        partial.replace(final)
    finally:
        partial.unlink(missing_ok=True)
    return final


def _write(partial: Path, work: Path, passphrase_file: str | Path) -> None:
    name = database_dump.member_name()
    dumped = work / Path(name).name
    # The database first: every file that it names was there then, and files go away more rarely than they come.
    about = {**facts(), "counts": table_counts()}
    database_dump.dump(dumped)
    with _sink(partial, passphrase_file) as stream:
        writer = archive.Writer(stream, about)
        writer.add(name, dumped)
        dumped.unlink()
        writer.add_text("settings.json", json.dumps(safe_settings(), ensure_ascii=False, indent=1, default=str))
        for member, path in folders().items():
            if path.is_dir():
                writer.add_tree(member, path)
        writer.close()


@contextmanager
def _sink(path: Path, passphrase_file: str | Path) -> Iterator[IO[bytes]]:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)  # it holds everything: for one account only
    if not passphrase_file:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
        return
    os.close(descriptor)
    with encryption.encrypted_to(path, passphrase_file) as stream:
        yield stream


def folders() -> dict[str, Path]:
    """Name inside the backup -> the folder that it is a copy of."""
    return {"media": Path(settings.MEDIA_ROOT), "private": Path(settings.PRIVATE_ROOT)}


def check_space(folder: Path, factor: float = 2.0) -> None:
    """Raises OperationError where `folder` plainly has no room: the dump and the archive lie there together."""
    files = (path for root in folders().values() if root.is_dir() for path in root.rglob("*") if path.is_file())
    need = int(database_dump.size() * factor) + sum(path.stat().st_size for path in files) + SPARE
    free = shutil.disk_usage(folder).free
    if free < need:
        raise OperationError(
            f"{folder} 只剩 {free >> 20} MB，大约需要 {need >> 20} MB：请腾出空间，或用 --to 换一个目录。没有写入任何内容。"
        )


def facts() -> dict[str, Any]:
    """What whoever restores wants to know before he does."""
    from django.db.migrations.recorder import MigrationRecorder

    applied: dict[str, str] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        applied[app] = name
    return {
        "site": settings.BASE_URL,
        "database": connection.vendor,
        "made_local": datetime.now().astimezone().isoformat(timespec="seconds"),
        "migrations": applied,
    }


def safe_settings() -> dict[str, Any]:
    """Every setting, secrets as asterisks, passwords taken out of addresses."""
    shown = SafeExceptionReporterFilter().get_safe_settings()
    return {name: _without_password(value) for name, value in shown.items() if name != "LOGGING"}


def _without_password(value: Any) -> Any:
    if isinstance(value, str):
        return re.sub(r"(://[^/@:\s]*):[^/@\s]*@", r"\1:********@", value)
    if isinstance(value, dict):
        return {str(name): _without_password(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_password(inner) for inner in value]
    return value
