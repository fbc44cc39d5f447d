"""A full disk stops an import in words, before or while it writes; what was begun is taken back (磁盘已满)."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils.translation import gettext as _

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
SQLITE_SAYS = ("disk is full", "disk i/o error", "unable to open database file")
POSTGRES_SAYS = "53100"
# What drafts, revisions and the index of one file need beside its own bytes.
RESERVE = 8 * 1024 * 1024


class DiskFullError(Exception):
    """The message is for the person who imports: what happened and what to do."""


def ensure_room(size: int = 0) -> None:
    """Raise DiskFullError where a file of `size` bytes would hardly fit."""
    needed = RESERVE + 3 * size
    for folder in _folders():
        free = shutil.disk_usage(folder).free
        if free < needed:
            raise DiskFullError(explain(free))


def explain(free: int | None = None) -> str:
    left = _("（剩余 %(free)d MB）") % {"free": free // 1024 // 1024} if free is not None else ""
    return _(
        "服务器磁盘已满%(left)s，导入已停下，没有留下半份稿件。请系统管理员腾出空间，再继续导入，会从停下的地方接着做。"
    ) % {"left": left}


@contextmanager
def full_disk_said() -> Iterator[None]:
    """What fails within because nothing more can be written is a DiskFullError."""
    try:
        yield
    except (DatabaseError, OSError) as error:
        if is_full(error):
            raise DiskFullError(explain()) from error
        raise


def is_full(error: BaseException | None) -> bool:
    """Whether an exception, or what caused it, says that nothing more can be written."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, DiskFullError) or (isinstance(error, OSError) and error.errno in FULL):
            return True
        if getattr(error, "sqlstate", None) == POSTGRES_SAYS:
            return True
        if "sqlite3" in type(error).__module__ and any(words in str(error).lower() for words in SQLITE_SAYS):
            return True
        error = error.__cause__ or error.__context__
    return False


def _folders() -> Iterator[Path]:
    """Where an import writes: originals, media, an SQLite database."""
    wanted = [Path(settings.PRIVATE_ROOT), Path(settings.MEDIA_ROOT)]
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3") and os.path.isabs(str(database["NAME"])):
        wanted.append(Path(str(database["NAME"])).parent)
    for folder in wanted:
        while not folder.exists() and folder != folder.parent:
            folder = folder.parent
        yield folder
