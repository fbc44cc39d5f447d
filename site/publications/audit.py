"""What a room tells the event log without knowing it: `record_event` sends, `editorial` writes."""

from typing import Any

from django.db.models import Model
from django.dispatch import Signal

# Provides: action (str, "room.verb"), instance (Model or None), result ("done", "refused" or "failed"),
# detail (dict that JSON can hold), actor (a user, or None for the user of the current request).
recorded = Signal()


def record_event(
    action: str,
    instance: Model | None = None,
    *,
    result: str = "done",
    detail: dict[str, Any] | None = None,
    actor: Any = None,
) -> None:
    """Put a row into the event log, in the current transaction: record_event("import.finish", page, detail={...})."""
    recorded.send(
        sender=type(instance) if instance is not None else None,
        action=action,
        instance=instance,
        result=result,
        detail=detail or {},
        actor=actor,
    )
