"""The consumer of the outbox: after every event of a page, its twin is brought level; a failure is kept and told."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from publications.audit import record_event
from publications.models import OutboxRow
from twins.models import TwinState
from twins.origins import original_page
from twins.sync import follow


def handle(rows: Sequence[OutboxRow]) -> None:
    """Follow each row's document; raising keeps the row, and the outbox tries again later."""
    for row in rows:
        if key := row.payload.get("translation_key"):
            follow_or_report(UUID(key))


def follow_or_report(translation_key: UUID, *, rewrite: bool = False) -> None:
    """follow(); what it raises is first written where editors see it, outside the transaction that failed."""
    try:
        follow(translation_key, rewrite=rewrite)
    except Exception as error:
        report(translation_key, error)
        raise


def report(translation_key: UUID, error: Exception) -> None:
    """Write a failure into the pair's state, and the first one into the event log."""
    states = TwinState.objects.filter(translation_key=translation_key)
    is_new = states.filter(error="").exists()
    states.update(error=in_words(error), failed_at=timezone.now(), attempts=F("attempts") + 1)
    if is_new:
        original = original_page(translation_key)
        record_event("twins.follow", original, result="failed", detail={"error": in_words(error)})


def in_words(error: Exception) -> str:
    """What went wrong, for an editor."""
    if not isinstance(error, ValidationError):
        return _("系统错误（%(kind)s）：%(text)s") % {"kind": type(error).__name__, "text": error}
    if not hasattr(error, "error_dict"):
        return "；".join(error.messages)
    lines = [
        "；".join(messages) if name == NON_FIELD_ERRORS else f"{name}：{'；'.join(messages)}"
        for name, messages in error.message_dict.items()
    ]
    return _("转换后的页面不合要求：") + "；".join(lines)
