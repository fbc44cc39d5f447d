"""Counting what visitors try, and stopping them for a while (限频).

A form:   @limited("error-report", Rate(5, 3600))          five times an hour from one address, kept in the database
A page:   @limited("search", Rate(60, 60), methods=("GET",), durable=False)     counted in each process's memory
Whoever was stopped gets templates/429.html, status 429, with Retry-After.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from access.client import address_of
from access.models import Attempt


@dataclass(frozen=True)
class Rate:
    """`limit` times in `seconds`; whoever reaches it waits `pause` seconds (0: until the time is over)."""

    limit: int
    seconds: int
    pause: int = 0


def key_of(scope: str, who: str) -> str:
    return salted_hmac(f"access.throttle.{scope}", who, algorithm="sha256").hexdigest()


def hit(scope: str, who: str, rate: Rate) -> int:
    """Count one attempt of `who`. 0 where it may go on, else the seconds until the next one may.

    The attempt is counted before it is made, so a hundred at the same moment are no more than one after another.
    """
    now = timezone.now()
    with transaction.atomic():
        row = _locked(scope, who)
        if row.until is not None and row.until > now:
            return max(1, round((row.until - now).total_seconds()))
        if row.until is not None or now - row.since >= timedelta(seconds=rate.seconds):
            row.count, row.since, row.until = 0, now, None
        row.count += 1
        if row.count >= rate.limit:
            ends = now + timedelta(seconds=rate.pause) if rate.pause else row.since + timedelta(seconds=rate.seconds)
            row.until = ends
        row.save()
    return 0


def _locked(scope: str, who: str) -> Attempt:
    key = key_of(scope, who)
    row, _made = Attempt.objects.get_or_create(key=key, defaults={"since": timezone.now()})
    return Attempt.objects.select_for_update().get(pk=row.pk)


def remaining(scope: str, who: str) -> int:
    """The seconds that `who` is still stopped, 0 where nobody is."""
    until = Attempt.objects.filter(key=key_of(scope, who)).values_list("until", flat=True).first()
    return max(0, round((until - timezone.now()).total_seconds())) if until else 0


def forget(scope: str, who: str) -> None:
    """Begin counting anew."""
    Attempt.objects.filter(key=key_of(scope, who)).delete()


def take_back(scope: str, who: str) -> None:
    """The last attempt was none: it succeeded."""
    with transaction.atomic():
        row = _locked(scope, who)
        row.count, row.until = max(0, row.count - 1), None
        row.save()


def hit_in_memory(scope: str, who: str, rate: Rate) -> int:
    """As `hit`, for what is asked too often for the database: in Django's cache, in windows of `rate.seconds`."""
    key = f"throttle.{key_of(scope, who)}"
    if cache.add(key, 1, rate.seconds):
        return 0
    try:
        return rate.seconds if cache.incr(key) > rate.limit else 0
    except ValueError:  # it ended between the two
        return 0


def limited(
    scope: str, rate: Rate, methods: tuple[str, ...] = ("POST",), durable: bool = True
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A view that one address may use only so often."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method in methods:
                count = hit if durable else hit_in_memory
                if wait := count(scope, address_of(request), rate):
                    return too_many(request, wait)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def too_many(request: HttpRequest, wait: int) -> HttpResponse:
    """The page for whoever was stopped; `wait` in seconds."""
    response = render(request, "429.html", {"minutes": -(-wait // 60)}, status=429)
    response["Retry-After"] = str(wait)
    return response
