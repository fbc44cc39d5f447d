"""The outbox of document events: written in the saving transaction, drained on commit or by a worker.

A killed process, a busy lock or a stopped server loses nothing: a row goes away only when its consumer's handler has
returned. One holder of a consumer's lock drains at a time; whoever finds it taken leaves, since the holder looks again.
"""

from __future__ import annotations

import fcntl
import logging
import math
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from wagtail.models import Page

from publications.beside import Beside
from publications.models import OutboxRow

logger = logging.getLogger(__name__)

Handler = Callable[[Sequence[OutboxRow]], None]
ROUND_SECONDS = 10.0
TOGETHER_SECONDS = 5.0
FIRST_RETRY, LAST_RETRY = timedelta(seconds=5), timedelta(minutes=10)


@dataclass(frozen=True)
class Consumer:
    """Somebody who follows documents. `handler` gets coalesced rows; raising keeps them.

    beside: nobody who saves waits for it; it follows at once, in a thread of the process that saved.
    background: nor for this one, whose work takes long. It hears only of what is enqueued for it by name.
    """

    name: str
    handler: Handler
    batch_size: int
    order: int
    beside: bool = False
    background: bool = False


_consumers: dict[str, Consumer] = {}
_together = threading.local()


def register_consumer(
    name: str,
    handler: Handler,
    *,
    batch_size: int = 200,
    order: int = 100,
    beside: bool = False,
    background: bool = False,
) -> None:
    """Follow every page event. Consumers are drained by `order`; call from AppConfig.ready()."""
    _consumers[name] = Consumer(name, handler, batch_size, order, beside, background)


def consumers() -> list[Consumer]:
    return sorted(_consumers.values(), key=lambda consumer: consumer.order)


def _told_of_pages() -> list[str]:
    return [name for name, consumer in _consumers.items() if not consumer.background]


def enqueue(
    instance: models.Model, action: str, *, consumer: str | None = None, payload: dict[str, Any] | None = None
) -> None:
    """Write a row for each consumer (or for one) in the current transaction, and drain when it commits."""
    names = [consumer] if consumer else _told_of_pages()
    body = {"translation_key": str(instance.translation_key)} if isinstance(instance, Page) else {}
    body.update(payload or {})
    OutboxRow.objects.bulk_create(
        OutboxRow(
            consumer=name, action=action, model=instance._meta.label_lower, object_id=str(instance.pk), payload=body
        )
        for name in names
    )
    _drain_on_commit()


def enqueue_subtree(page: Page, action: str) -> None:
    """A row for `page` and each of its descendants: their paths, or who may read them, changed with it."""
    rows = (
        OutboxRow(
            consumer=name,
            action=action,
            model="wagtailcore.page",
            object_id=str(pk),
            payload={"translation_key": str(key)},
        )
        for pk, key in Page.objects.descendant_of(page, inclusive=True).values_list("pk", "translation_key").iterator()
        for name in _told_of_pages()
    )
    OutboxRow.objects.bulk_create(rows, batch_size=500)
    _drain_on_commit()


@contextmanager
def drained_together() -> Iterator[None]:
    """For who saves much one after the other (an import): what follows is done now and then and at the end, many at a time."""
    outer = getattr(_together, "since", None)
    _together.since = time.monotonic() if outer is None else outer
    try:
        yield
    finally:
        if outer is None:
            _together.since = None
            if settings.OUTBOX_DRAIN == "commit" and not transaction.get_connection().in_atomic_block:
                drain_all()


def _drain_on_commit() -> None:
    if settings.OUTBOX_DRAIN != "commit":
        return
    if (since := getattr(_together, "since", None)) is not None:
        if time.monotonic() - since < TOGETHER_SECONDS:
            return
        _together.since = time.monotonic()
    connection = transaction.get_connection()
    if not any(entry[1] is _follow_up for entry in connection.run_on_commit):
        transaction.on_commit(_follow_up, robust=True)


def _follow_up() -> None:
    """What a commit leads to: some consumers are waited for, the others told that there is something to do."""
    beside = [consumer.name for consumer in consumers() if consumer.beside and settings.OUTBOX_BACKGROUND]
    drain_all(leave=beside)
    if beside:
        _beside.wake()


def drain_all(leave: Sequence[str] = ()) -> int:
    """Drain every consumer (but those to `leave`) in order; their failures are logged and retried, never raised. Rows handled.

    Whoever saved waits no longer than OUTBOX_DRAIN_SECONDS: while others keep saving there is always another row, and
    what is left by then is drained in a thread of this process.
    """
    until = time.monotonic() + settings.OUTBOX_DRAIN_SECONDS
    waited_for = [c.name for c in consumers() if not c.background and c.name not in leave]
    handled = sum(drain(name, until) for name in waited_for)
    left = waited_for if time.monotonic() >= until else []
    if settings.OUTBOX_BACKGROUND:
        left = [*left, *in_background()]
    if left and _waiting(left):
        _to_the_end.wake()
    return handled


def in_background() -> list[str]:
    """The consumers for whom nobody waits."""
    return [consumer.name for consumer in consumers() if consumer.background]


def _waiting(names: list[str]) -> bool:
    return OutboxRow.objects.filter(_is_due(), consumer__in=names).exists()


def drain_in_background() -> None:
    """Drain the consumers for whom nobody waits in a thread that ends with its process: a worker goes on with the others."""
    if (names := in_background()) and _waiting(names):
        _in_background.wake()


def wait_for_threads(seconds: float) -> bool:
    """Until the threads of this process have followed up what they were woken for, or that long; whether they have."""
    until = time.monotonic() + seconds
    return all(thread.wait(until - time.monotonic()) for thread in (_to_the_end, _beside, _in_background))


def drain(name: str, until: float = math.inf) -> int:
    """Handle what is due for one consumer, up to a moment of time.monotonic(); 0 at once where somebody else is at it."""
    consumer, handled = _consumers[name], 0
    while True:
        with _lock(name) as held:
            if not held:
                return handled
            after = 0
            while time.monotonic() < until and (rows := list(_due(name).filter(id__gt=after)[: consumer.batch_size])):
                after = rows[-1].pk
                handled += _handle(consumer, rows)
                if len(rows) < consumer.batch_size:
                    break
        # Rows that came while the lock was being let go have nobody else to drain them.
        if time.monotonic() >= until or not _due(name).filter(id__gt=after).exists():
            return handled


def _drain_round(chosen: Callable[[Consumer], bool]) -> bool:
    """Drain those chosen for ROUND_SECONDS at most; whether nothing is left to do.

    A command that has ended waits for one round and no longer: others may go on saving for ever.
    """
    until = time.monotonic() + ROUND_SECONDS
    for consumer in filter(chosen, consumers()):
        drain(consumer.name, until)
    return time.monotonic() < until or not threading.main_thread().is_alive()


def _rounds(chosen: Callable[[Consumer], bool]) -> Callable[[], None]:
    def work() -> None:
        while not _drain_round(chosen):
            pass

    return work


_to_the_end = Beside("outbox", _rounds(lambda consumer: True))
_beside = Beside("outbox-beside", _rounds(lambda consumer: consumer.beside))
_in_background = Beside("outbox-background", _rounds(lambda consumer: consumer.background), daemon=True)


def _is_due() -> models.Q:
    return models.Q(not_before=None) | models.Q(not_before__lte=timezone.now())


def _due(name: str) -> models.QuerySet[OutboxRow]:
    return OutboxRow.objects.filter(_is_due(), consumer=name).order_by("id")


def _handle(consumer: Consumer, rows: list[OutboxRow]) -> int:
    try:
        consumer.handler(coalesce(rows))
    except Exception as error:
        logger.exception("outbox: %s failed on %d rows", consumer.name, len(rows))
        _postpone(rows, error)
        return 0
    done = OutboxRow.objects.filter(pk__in=[row.pk for row in rows])
    done._raw_delete(done.db)  # delete() would read them first, since somebody listens to the deletions of all models
    return len(rows)


def coalesce(rows: Sequence[OutboxRow]) -> list[OutboxRow]:
    """The last row of each object, or its deletion: Wagtail says "unpublished" after it has said "deleted"."""
    latest: dict[tuple[str, str], OutboxRow] = {}
    for row in rows:
        key = (row.model, row.object_id)
        if key not in latest or latest[key].action != OutboxRow.Action.DELETED:
            latest[key] = row
    return list(latest.values())


def _postpone(rows: list[OutboxRow], error: Exception) -> None:
    for row in rows:
        wait = min(FIRST_RETRY * 2 ** min(row.attempts, 20), LAST_RETRY)
        row.attempts, row.not_before = row.attempts + 1, timezone.now() + wait
        row.last_error = f"{type(error).__name__}: {error}"[:2000]
    OutboxRow.objects.bulk_update(rows, ["attempts", "not_before", "last_error"])


@contextmanager
def _lock(name: str) -> Iterator[bool]:
    """The consumer's lock on this machine; the kernel frees it when its holder dies."""
    folder = Path(settings.VAR) / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"outbox-{name}").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
