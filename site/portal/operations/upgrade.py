"""Bringing the data to the version of the code (升级), step by step; the first that fails ends it and says the way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from portal.operations.backup import make_backup
from portal.operations.errors import OperationError
from portal.operations.vital import guarded
from portal.operations.vital import index as index_finding

Say = Callable[[str], None]


@dataclass(frozen=True)
class Step:
    """`title`: what is said before it runs."""

    title: str
    run: Callable[[], None]


def upgrade(say: Say, *, backup: bool = True) -> None:
    """Raises OperationError at the first step that fails, with the way back where a backup was made."""
    made: list[Path] = []
    steps = [Step("备份", lambda: made.append(_backup()))] if backup and has_data() else []
    steps += [
        Step("升级数据库结构", lambda: call_command("migrate", verbosity=0, interactive=False)),
        Step("收集静态文件", _collect_static),
        Step("编译译文", lambda: call_command("compile_catalogues", verbosity=0)),
        Step("核对检索索引", _bring_index_in_line),
        Step("核对繁简转换页", lambda: call_command("sync_twins", verbosity=0)),
    ]
    for number, step in enumerate(steps, 1):
        say(f"[{number}/{len(steps)}] {step.title}")
        try:
            step.run()
        except (Exception, SystemExit) as error:
            raise OperationError(f"“{step.title}”失败：{error}\n{way_back(made)}") from error


def way_back(made: list[Path]) -> str:
    if not made:
        return "数据没有改动。请改好后再运行 manage.py upgrade。"
    return f"要退回：装回旧版本的代码，停止服务，运行 manage.py restore {made[0]} --yes，再启动服务。"


def has_data() -> bool:
    """Is there a database to go back to?"""
    from django.db import connection

    return "django_migrations" in connection.introspection.table_names()


def _backup() -> Path:
    return make_backup(Path(settings.BACKUP_DIR), settings.BACKUP_PASSPHRASE_FILE)


def _collect_static() -> None:
    if settings.STATIC_ROOT:
        call_command("collectstatic", verbosity=0, interactive=False)


def _bring_index_in_line() -> None:
    """Anew where its schema is of another version, or where it lacks pages; else it stays."""
    call_command("drain_outbox")
    if guarded(index_finding).level != "ok":
        call_command("update_index", verbosity=0)
    call_command("update_suggestions", verbosity=0)  # reads only what it has not read
    found = guarded(index_finding)
    if found.level == "fail":
        raise CommandError(found.said)
