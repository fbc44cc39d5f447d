"""Who may make a document public: nobody, except inside `publishing_allowed(reason)`.

The rooms that publish (the last review, the schedule, the emergency path, the other script of a live document) open
this context; `editorial.guard` refuses every other way in which a page could go live, whatever code tries it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.exceptions import PermissionDenied

_reason: ContextVar[str] = ContextVar("publishing_reason", default="")


class PublicationRefused(PermissionDenied):
    """发布被拒绝: somebody or something tried to publish outside the reviews. The message is for editors."""


@contextmanager
def publishing_allowed(reason: str) -> Iterator[None]:
    """Pages may go live inside; `reason` goes into the event log, e.g. "终审通过" or "繁体版同步"."""
    if not reason:
        raise ValueError("publishing_allowed() needs the reason that the event log will show.")
    token = _reason.set(reason)
    try:
        yield
    finally:
        _reason.reset(token)


def publishing_reason() -> str:
    """Why pages may go live now; empty where they may not."""
    return _reason.get()
