"""What `manage.py check --deploy` says of values that are weaker than SECURITY_PROFILE asks."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register

from access.profiles import PROFILES, is_weaker


def weaker_values() -> list[tuple[str, Any, Any]]:
    """(setting, its value, what the profile asks), of each that is weaker."""
    asked = asdict(PROFILES[settings.SECURITY_PROFILE])
    values = {name: getattr(settings, name.upper()) for name in asked}
    return [(name.upper(), values[name], asked[name]) for name in asked if is_weaker(name, values[name], asked[name])]


def weaker_than_the_profile(**kwargs: Any) -> list[CheckMessage]:
    return [
        Warning(
            f"{name}={value!r} is weaker than SECURITY_PROFILE={settings.SECURITY_PROFILE} asks: {asked!r}.",
            hint=f"Remove {name} from the environment, or choose the profile that you mean (docs/security.md).",
            id="access.W001",
        )
        for name, value, asked in weaker_values()
    ]


def proxies_are_named(**kwargs: Any) -> list[CheckMessage]:
    if settings.SECURE_PROXY_SSL_HEADER and not settings.TRUSTED_PROXIES:
        return [
            Warning(
                "A proxy's X-Forwarded-Proto is asked for, but TRUSTED_PROXIES names no proxy, so nobody is believed.",
                hint="Name the proxy's addresses: TRUSTED_PROXIES=10.0.0.5,2001:db8::/64.",
                id="access.W002",
            )
        ]
    return []


def admin_is_limited(**kwargs: Any) -> list[CheckMessage]:
    if settings.ADMIN_ALLOWED_ADDRESSES or not settings.SECURITY_PROFILE.startswith("dengbao"):
        return []
    return [
        Warning(
            "The admin is shown to every address (ADMIN_ALLOWED_ADDRESSES is empty).",
            hint="List the office's networks: ADMIN_ALLOWED_ADDRESSES=10.20.0.0/16,2001:db8:20::/48.",
            id="access.W003",
        )
    ]


def connect() -> None:
    for check in (weaker_than_the_profile, proxies_are_named, admin_is_limited):
        register(check, Tags.security, deploy=True)
