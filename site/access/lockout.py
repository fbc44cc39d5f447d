"""Locking an account and an address after failed sign-ins (登录失败锁定): LOCKOUT_FAILURES in LOCKOUT_MINUTES.

Both count names that no account has, so a lock tells nobody which accounts there are.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from access import throttle
from access.client import address_of, is_within
from access.signals import tell

ACCOUNT, ADDRESS = "sign-in.account", "sign-in.address"
OFFICE = 10  # an office's people share one address: from listed ones so many times the failures


def _account(username: str) -> str:
    return username.strip().casefold()[:254]


def _account_rate() -> throttle.Rate:
    seconds = settings.LOCKOUT_MINUTES * 60
    return throttle.Rate(settings.LOCKOUT_FAILURES, seconds, seconds)


def _address_rate(request: HttpRequest) -> throttle.Rate:
    listed = settings.ADMIN_ALLOWED_ADDRESSES
    factor = OFFICE if listed and is_within(request, listed) else 1
    seconds = settings.LOCKOUT_MINUTES * 60
    return throttle.Rate(settings.LOCKOUT_ADDRESS_FAILURES * factor, seconds, seconds)


def begin(username: str, request: HttpRequest | None) -> int:
    """Count an attempt before the password is looked at. Seconds to wait where it may not go on, else 0."""
    address = address_of(request)
    counted = request is not None and address and settings.LOCKOUT_ADDRESS_FAILURES
    if counted and (wait := throttle.hit(ADDRESS, address, _address_rate(request))):
        return wait
    if settings.LOCKOUT_FAILURES:
        return throttle.hit(ACCOUNT, _account(username), _account_rate())
    return 0


def succeeded(username: str, request: HttpRequest | None) -> None:
    """The attempt counted by `begin` was no failure."""
    if address := address_of(request):
        throttle.take_back(ADDRESS, address)
    throttle.forget(ACCOUNT, _account(username))


def seconds_left(username: str) -> int:
    return throttle.remaining(ACCOUNT, _account(username))


def unlock(user: Any, actor: Any = None) -> None:
    """解锁: by 安全管理员, or when a reset link was used."""
    throttle.forget(ACCOUNT, _account(user.get_username()))
    if actor is not None:
        tell("user.unlock", user, actor=actor)
