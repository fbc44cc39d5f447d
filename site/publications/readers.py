"""Who reads what is being rendered: links inside a text are shown as far as this reader may follow them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import BaseViewRestriction

_request: ContextVar[Any] = ContextVar("reader", default=None)


@contextmanager
def reading_as(request: Any) -> Iterator[None]:
    """Inside, `current_request()` is `request` (None: somebody unknown, who sees what everybody may)."""
    token = _request.set(request)
    try:
        yield
    finally:
        _request.reset(token)


def current_request() -> Any:
    return _request.get()


def is_restricted(restrictions: type[BaseViewRestriction], place: str, path: str) -> Exists:
    """An annotation: whether a restriction stands on a row's `path` in the tree or above it; `place`: "page" or "collection"."""
    own_path = ExpressionWrapper(OuterRef(path), output_field=CharField())
    rows = restrictions.objects.exclude(restriction_type=BaseViewRestriction.NONE)
    return Exists(rows.alias(own_path=own_path).filter(own_path__startswith=F(f"{place}__path")))


def accepts(place: Any, request: Any) -> bool:
    """Whether every restriction on a page or a collection, and above it, lets this request pass."""
    restrictions = place.get_view_restrictions()
    return all(request is not None and restriction.accept_request(request) for restriction in restrictions)
