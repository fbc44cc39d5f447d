"""`manage.py import_worker`: works off what was uploaded in the admin; the worker of IMPORT_QUEUE=worker."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from datetime import timedelta
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from ingest.models import ImportBatch
from ingest.queue.lease import is_dead
from ingest.queue.running import STOP, unfinished
from ingest.queue.tasks import QUEUE, in_background, work_off

SETTLED = timedelta(minutes=2)  # by then who took a task holds the batch
PAUSE = 30.0  # seconds between two looks at a batch that a full disk has stopped


class ImportWorker(Worker):
    """django-tasks' worker; asked to end, it ends after the file at hand instead of after the batch."""

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        STOP.set()
        super().shutdown(signum, frame)


class Command(BaseCommand):
    help = "处理后台上传、排队等着导入的文件（设置 IMPORT_QUEUE=worker 时）；中断之后再运行会接着做。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="处理完排队的就结束，不再等待")
        parser.add_argument(
            "--interval", type=float, default=1.0, metavar="秒", help="没有文件时隔多久看一次（默认 1 秒）"
        )

    def handle(self, *args: Any, once: bool, interval: float, **options: Any) -> None:
        if not in_background():
            raise CommandError(_("没有启用导入队列：请在设置里写 IMPORT_QUEUE=worker"))
        STOP.clear()
        worker = ImportWorker(
            queue_names=[QUEUE], interval=interval, batch=True, backend_name=QUEUE, startup_delay=False, max_tasks=None,
            worker_id=get_random_string(32), excluded_queue_names=[],
        )  # fmt: skip
        worker.configure_signals()
        try:
            self._work(worker, once, interval)
        finally:
            worker.reset_signals()

    def _work(self, worker: ImportWorker, once: bool, interval: float) -> None:
        looked_at: dict[int, float] = {}
        while worker.running:
            found = take_up_left_over(looked_at)
            worker.run()
            if once and not found:
                return
            if worker.running and not found:
                time.sleep(interval)


def take_up_left_over(looked_at: dict[int, float]) -> int:
    """Put batches back into the queue that no process works on: their worker was killed, or their task got lost. How many.

    `looked_at` {batch: time} keeps a batch that cannot go on from being tried all the time."""
    waiting = DBTaskResult.objects.filter(queue_name=QUEUE, status=TaskResultStatus.READY)
    queued = {row.args_kwargs["args"][0] for row in waiting}
    found = 0
    for batch in unfinished():
        free = not batch.lease_holder or is_dead(batch.lease_holder)
        if batch.pk in queued or not free or time.monotonic() - looked_at.get(batch.pk, -PAUSE) < PAUSE:
            continue
        looked_at[batch.pk] = time.monotonic()
        work_off.enqueue(batch.pk)
        found += 1
    _forget_killed()
    return found


def _forget_killed() -> None:
    """Tasks that their worker never ended, and what has long been done: the batches themselves say how far they are."""
    done = DBTaskResult.objects.filter(queue_name=QUEUE)
    done.finished().delete()
    for row in done.running().filter(started_at__lt=timezone.now() - SETTLED):
        batch = ImportBatch.objects.filter(pk=row.args_kwargs["args"][0]).first()
        if batch is None or not batch.lease_holder or is_dead(batch.lease_holder):
            row.delete()
