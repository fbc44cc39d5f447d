"""The queue: one task a batch. Inline it is worked on for a few seconds of each request, else by `manage.py import_worker`."""

from __future__ import annotations

import math

from django.conf import settings
from django_tasks import task

from ingest.queue.running import advance

QUEUE = "imports"


@task(backend=QUEUE, queue_name=QUEUE)
def work_off(batch_id: int, seconds: float | None = None) -> bool:
    """Go on with a batch; True where something is left."""
    return advance(batch_id, math.inf if seconds is None else seconds)


def in_background() -> bool:
    return bool(settings.IMPORT_QUEUE == "worker")


def go_on(batch_id: int) -> None:
    """Have a batch worked off: by the worker as soon as it is free, or here and now for a few seconds."""
    if in_background():
        work_off.enqueue(batch_id)
    else:
        advance(batch_id, settings.IMPORT_INLINE_SECONDS)
