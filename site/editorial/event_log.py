"""Writing and checking the event log.

A row is written in the transaction of the act, so neither exists without the other. A refusal is written after the
transaction in which it happened, because that one is rolled back.
"""

from __future__ import annotations

import atexit
import json
import logging
from collections.abc import Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, models, transaction
from django.utils import timezone
from wagtail.models import Page

from access.client import address_of
from editorial import context
from editorial.masking import masked
from editorial.models import EventChainHead, EventLog
from editorial.models.event_log import GENESIS, EventCheckpoint
from editorial.names import name_of

logger = logging.getLogger(__name__)
sent = logging.getLogger("shixun.events")

Result = EventLog.Result
# Refusals outside any request (a command, a worker): written when the transaction commits, else at the end.
_waiting: list[dict[str, Any]] = []


def record(
    action: str,
    instance: models.Model | None = None,
    *,
    actor: Any = None,
    actor_name: str = "",
    result: str = Result.DONE,
    revision_id: int | None = None,
    title: str = "",
    detail: dict[str, Any] | None = None,
    about: dict[str, str] | None = None,
) -> EventLog:
    """Append a row about `instance` in the current transaction; the actor is the request's user unless named.

    `about` gives object_type and object_id where there is no instance any more.
    """
    row = _described(action, instance, actor, actor_name, result, revision_id, title, detail)
    return _append({**row, **(about or {})})


def record_refusal(
    action: str, instance: models.Model | None, reason: str, *, actor: Any = None, detail: dict[str, Any] | None = None
) -> None:
    """Append a 拒绝 row that survives the rollback of the refused act."""
    row = _described(action, instance, actor, "", Result.REFUSED, None, "", {"reason": reason, **(detail or {})})
    opened = context.current()
    if opened is not None:
        opened.refusal = reason
        opened.waiting.append(row)
    else:
        _waiting.append({**row, "database": transaction.get_connection().settings_dict["NAME"]})
    if not transaction.get_connection().in_atomic_block:
        write_waiting()
    elif opened is None:
        transaction.on_commit(write_waiting)


def write_waiting() -> None:
    """Append the refusals that had to wait for the end of a transaction."""
    opened = context.current()
    for rows in (_waiting, opened.waiting if opened else []):
        while rows:
            _append({key: value for key, value in rows[0].items() if key != "database"})
            rows.pop(0)


def forget_waiting() -> None:
    """Drop them: for tests, whose database goes away with its transaction."""
    _waiting.clear()


def _write_at_exit() -> None:
    database = transaction.get_connection().settings_dict["NAME"]
    _waiting[:] = [row for row in _waiting if row["database"] == database]
    try:
        write_waiting()
    except DatabaseError:
        # The database may be gone by now; what cannot be written is at least said.
        logger.exception("event log: %d refusals could not be written at exit: %s", len(_waiting), _waiting)


atexit.register(_write_at_exit)


def _described(
    action: str,
    instance: models.Model | None,
    actor: Any,
    actor_name: str,
    result: str,
    revision_id: int | None,
    title: str,
    detail: dict[str, Any] | None,
) -> dict[str, Any]:
    opened = context.current()
    request = opened.request if opened else None
    actor = actor or context.current_user()
    if actor is not None:
        actor_name = name_of(actor)
    row = {
        "time": timezone.now(),
        "actor_id": actor.pk if actor is not None else None,
        "actor_name": plain(actor_name)[:150],
        "action": action,
        "revision_id": revision_id,
        "client_address": address_of(request)[:45],
        "agent_hash": context.agent_hash(request),
        "result": result,
        "detail": masked(_storable(detail or {})),
    }
    return {**row, **_object(instance, title)}


def _storable(detail: dict[str, Any]) -> Any:
    return json.loads(plain(json.dumps(detail, cls=DjangoJSONEncoder, ensure_ascii=False, default=str)))


def _object(instance: models.Model | None, title: str) -> dict[str, Any]:
    if instance is None:
        return {"title": plain(title)[:255]}
    model = instance.specific_class or type(instance) if isinstance(instance, Page) else type(instance)
    key = getattr(instance, "translation_key", "") or ""
    return {
        "object_type": model._meta.label_lower,
        "object_id": str(instance.pk or ""),
        "translation_key": str(key),
        "title": plain(title or str(instance))[:255],
    }


def plain(text: str) -> str:
    """`text` without what one of the databases cannot hold: NUL and lone surrogates."""
    return text.replace("\x00", " ").replace("\\u0000", " ").encode("utf-8", "replace").decode()


def _append(row: dict[str, Any]) -> EventLog:
    with transaction.atomic():
        locked = EventChainHead.objects.select_for_update().filter(pk=1)
        head = locked.first()
        if head is None:
            EventChainHead.objects.get_or_create(pk=1)
            head = locked.get()
        event = EventLog(sequence=head.sequence + 1, previous_hash=head.hash, **row)
        event.hash = event.computed_hash()
        event.append()
        head.sequence, head.hash = event.sequence, event.hash
        head.save(update_fields=["sequence", "hash"])
        transaction.on_commit(lambda: _send(event), robust=True)  # a log that fails undoes nothing
    return event


def _send(event: EventLog) -> None:
    """The row for the file by day and for syslog, once it is kept."""
    values = json.loads(event.canonical())
    sent.log(
        logging.INFO if event.result == Result.DONE else logging.WARNING,
        event.action,
        extra={"event": {**values, "hash": event.hash}},
    )


def problems() -> Iterator[tuple[int, str]]:
    """(sequence, what is wrong) of every row that was altered, removed or slipped in; nothing where all is well."""
    start = EventCheckpoint.objects.order_by("-sequence").first()
    expected, previous = (start.sequence + 1, start.hash) if start else (1, GENESIS)
    told = start is None
    for event in EventLog.objects.order_by("sequence").iterator(chunk_size=1000):
        if event.sequence != expected:
            yield event.sequence, f"缺少第 {expected} 至 {event.sequence - 1} 条"
        elif event.previous_hash != previous:
            yield event.sequence, "与上一条的校验值接不上"
        if event.hash != event.computed_hash():
            yield event.sequence, "内容被改动，与校验值不符"
        if start is not None and event.action == "log.purge":
            told = told or (event.detail.get("through"), event.detail.get("hash")) == (start.sequence, start.hash)
        expected, previous = event.sequence + 1, event.hash
    if start is not None and not told:
        yield start.sequence, "检查点没有相应的清理记录"
    head = EventChainHead.objects.filter(pk=1).first()
    end = (head.sequence, head.hash) if head else (0, GENESIS)
    if end != (expected - 1, previous):
        yield expected, f"末尾应为第 {end[0]} 条，现为第 {expected - 1} 条"
