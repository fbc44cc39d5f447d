"""The request that is being served, for whoever must say who did something and from where.

Public pages pass through here without their session being touched: the user is looked up only when an event is written.
"""

from __future__ import annotations

import hashlib
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass
class RequestContext:
    """One request, the refusals that wait to be written once its transactions are over, and what to tell the editor."""

    request: HttpRequest
    waiting: list[dict[str, Any]] = field(default_factory=list)
    refusal: str = ""


_current: ContextVar[RequestContext | None] = ContextVar("request_context", default=None)


def current() -> RequestContext | None:
    return _current.get()


def enter(request: HttpRequest) -> tuple[RequestContext, Any]:
    """Begin serving `request`; give the token back to `leave`."""
    context = RequestContext(request)
    return context, _current.set(context)


def leave(token: Any) -> None:
    _current.reset(token)


def current_user() -> Any:
    """The signed-in user of the current request, or None (a command, a worker, a visitor)."""
    context = _current.get()
    user = getattr(context.request, "user", None) if context else None
    return user if user is not None and user.is_authenticated else None


def agent_hash(request: HttpRequest | None) -> str:
    """The first 16 hex digits of the browser name's SHA-256: tells two browsers apart, says nothing else."""
    agent = request.META.get("HTTP_USER_AGENT", "") if request is not None else ""
    return hashlib.sha256(agent.encode("utf-8", "replace")).hexdigest()[:16] if agent else ""
