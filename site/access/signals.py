"""What happens to accounts, told to whoever keeps the log. `editorial` writes it into the event log (操作日志)."""

from typing import Any

from django.db.models import Model
from django.dispatch import Signal

# Provides: action (str, "room.verb"), instance (Model or None), result ("done", "refused" or "failed"),
# detail (dict that JSON can hold), actor (a user, or None for the user of the current request).
happened = Signal()


def tell(
    action: str,
    instance: Model | None = None,
    *,
    result: str = "done",
    detail: dict[str, Any] | None = None,
    actor: Any = None,
) -> None:
    happened.send(
        sender=type(instance) if instance is not None else None,
        action=action,
        instance=instance,
        result=result,
        detail=detail or {},
        actor=actor,
    )
