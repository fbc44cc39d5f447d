"""Removing rows of the event log that are old enough, with the chain still verifiable from where it then begins."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import timedelta
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial import event_log
from editorial.models import EventLog
from editorial.models.event_log import EventCheckpoint
from editorial.protection import KEPT_DAYS


class PurgeRefused(ValueError):
    """Nothing was removed; the message says what to do."""


def purge(days: int, archive: Path) -> int:
    """Write rows older than `days` to `archive` (JSON lines, which must not exist), then remove them. How many.

    One transaction: checkpoint, removal and the row that tells of it. The checkpoint's hash stands in that row, so the
    chain attests where it begins.
    """
    if days < KEPT_DAYS:
        raise PurgeRefused(_("操作日志至少保存一年：天数不能少于 %(days)s") % {"days": KEPT_DAYS})
    if archive.exists():
        raise PurgeRefused(_("文件 %(path)s 已经存在，请换一个文件名") % {"path": archive})
    if found := next(event_log.problems(), None):
        raise PurgeRefused(_("操作日志的校验链不完整，先运行 verify_event_log：第 %(row)s 条") % {"row": found[0]})
    with transaction.atomic():
        last = _last_older_than(days)
        if last is None:
            return 0
        digest, count = _write(archive, last.sequence)
        EventCheckpoint.objects.create(sequence=last.sequence, hash=last.hash, count=count, archive_sha256=digest)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM editorial_eventlog WHERE sequence <= %s", [last.sequence])
        said = {"through": last.sequence, "hash": last.hash, "count": count, "archive": archive.name, "sha256": digest}
        event_log.record("log.purge", detail=said)
    return count


def _last_older_than(days: int) -> EventLog | None:
    """The last row before the first one that has to stay."""
    limit = timezone.now() - timedelta(days=days)
    first_kept = EventLog.objects.filter(time__gte=limit).order_by("sequence").first()
    older = EventLog.objects.order_by("-sequence")
    return (older.filter(sequence__lt=first_kept.sequence) if first_kept else older).first()


def _write(archive: Path, through: int) -> tuple[str, int]:
    digest, count = hashlib.sha256(), 0
    descriptor = os.open(archive, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        for event in EventLog.objects.filter(sequence__lte=through).order_by("sequence").iterator(chunk_size=1000):
            row = {**json.loads(event.canonical()), "previous_hash": event.previous_hash, "hash": event.hash}
            line = json.dumps(row, ensure_ascii=False).encode() + b"\n"
            digest.update(line)
            file.write(line)
            count += 1
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), count
