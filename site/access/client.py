"""What a request tells about the machine that it came from, headers of strangers disregarded."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest

from access import addresses

# What a proxy tells us about the visitor's request; from anybody else it is made up.
FORWARDED = (
    "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT",
    "HTTP_FORWARDED", "HTTP_X_REAL_IP",
)  # fmt: skip


@lru_cache(maxsize=32)
def _networks(values: tuple[str, ...]) -> tuple[addresses.Network, ...]:
    return addresses.networks(values)


def address_of(request: HttpRequest | None) -> str:
    """The visitor's address, empty where there is none (a command, a test's bare request)."""
    if request is None:
        return ""
    trusted = tuple(settings.TRUSTED_PROXIES)
    return addresses.client_address(
        str(request.META.get("REMOTE_ADDR", "")),
        str(request.META.get("HTTP_X_FORWARDED_FOR", "")),
        _networks(trusted),
        addresses.names_unix(trusted),
    )


def came_through_our_proxy(request: HttpRequest) -> bool:
    trusted = tuple(settings.TRUSTED_PROXIES)
    remote = str(request.META.get("REMOTE_ADDR", ""))
    return addresses.names_unix(trusted) if not remote else addresses.within(remote, _networks(trusted))


def is_within(request: HttpRequest, listed: tuple[str, ...] | list[str]) -> bool:
    """Did the request come from one of the networks `listed` (texts)?"""
    return addresses.within(address_of(request), _networks(tuple(listed)))


def may_administer(request: HttpRequest) -> bool:
    """Is the admin shown to this address (ADMIN_ALLOWED_ADDRESSES)? Everywhere, unless addresses are listed."""
    listed = settings.ADMIN_ALLOWED_ADDRESSES
    return not listed or is_within(request, listed)
