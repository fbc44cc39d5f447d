"""When each recurring task last ran on this machine (最近运行): a small file a task in var/state/.

Files and no table: a full or unreachable database is just what the reader of these wants to hear about.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Run:
    """One run's end: `at` in UTC, whether it went well, a few words."""

    at: datetime
    ok: bool
    detail: str = ""

    @property
    def age(self) -> timedelta:
        return datetime.now(UTC) - self.at


def _file(task: str) -> Path:
    return Path(settings.VAR) / "state" / f"{task}.json"


def record_run(task: str, *, ok: bool = True, detail: str = "") -> None:
    """Replace what is known of `task`; a disk that takes no more is no reason for the task itself to fail."""
    file = _file(task)
    partial = file.with_name(f"{task}.{os.getpid()}.partial")
    said = {**asdict(Run(datetime.now(UTC), ok, detail)), "at": datetime.now(UTC).isoformat()}
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
        partial.replace(file)
    except OSError:
        partial.unlink(missing_ok=True)


def last_run(task: str) -> Run | None:
    try:
        said = json.loads(_file(task).read_text(encoding="utf-8"))
        return Run(datetime.fromisoformat(said["at"]), bool(said["ok"]), str(said["detail"]))
    except (OSError, ValueError, KeyError):
        return None
