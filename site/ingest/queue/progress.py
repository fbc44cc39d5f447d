"""How far a batch is, for its page and for a script that asks again and again (导入进度)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from ingest.models import ImportBatch, ImportRecord
from ingest.queue.lease import is_dead
from ingest.queue.running import counts
from ingest.queue.tasks import in_background

REFRESH = 3  # seconds after which the page asks again


def progress_of(batch: ImportBatch) -> dict[str, Any] | None:
    """{done, total, said, stuck, refresh} while a batch is being worked off; None before and after."""
    if not batch.is_waiting:
        return None
    numbers = counts(batch)
    total = sum(numbers.values())
    done = total - numbers.get(ImportRecord.Status.WAITING, 0)
    busy = bool(batch.lease_holder) and not is_dead(batch.lease_holder)
    if batch.halted:
        said = batch.halted
    elif done == total:
        said = _("正在整理附件")
    elif busy or not in_background():
        said = _("正在处理，可以离开这一页，稍后再看")
    else:
        said = _("在队列里等待处理，可以离开这一页，稍后再看")
    return {
        "done": done,
        "total": total,
        "said": said,
        "stuck": bool(batch.halted),
        "refresh": REFRESH if in_background() else 1,
    }
