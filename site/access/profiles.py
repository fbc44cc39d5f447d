"""What each set of rules (安全档次) asks of passwords, sessions, locks and second factors.

dengbao-2, dengbao-3: GB/T 22239-2019 levels 2 and 3, with the figures that inspectors usually ask for; the one year of
logs is 互联网政务应用安全管理规定 article 20. hk: S17 8.2 and G3. tw: 資通安全責任等級分級辦法 附表十, 中.
"""

from __future__ import annotations

from dataclasses import dataclass

EVERYONE = "*"
ADMINISTRATORS = ("系统管理员", "安全管理员", "审计管理员", "superuser")


@dataclass(frozen=True)
class Profile:
    """Field names are the settings' names in lower case; 0 turns a rule off."""

    password_min_length: int = 10
    password_classes: int = 3
    password_history: int = 5
    password_max_days: int = 90
    password_min_hours: int = 0
    password_change_forced: bool = True
    lockout_failures: int = 5
    lockout_address_failures: int = 5
    lockout_minutes: int = 15
    session_idle_minutes: int = 30
    session_hours: int = 12
    stale_account_days: int = 90
    second_factor_roles: tuple[str, ...] = ()
    reset_link_hours: int = 24
    log_days: int = 400


PROFILES = {
    "dengbao-2": Profile(),
    "dengbao-3": Profile(password_min_length=12, second_factor_roles=(EVERYONE,), reset_link_hours=4),
    "hk": Profile(password_min_length=8, password_history=8, second_factor_roles=ADMINISTRATORS),
    "tw": Profile(password_min_length=8, password_history=3, password_min_hours=24, reset_link_hours=4),
}
DEFAULT = "dengbao-2"

# Rules under which a larger figure is the weaker one; 0 is always the weakest.
SMALLER_IS_STRONGER = {
    "password_max_days", "lockout_failures", "lockout_address_failures", "session_idle_minutes", "session_hours",
    "stale_account_days", "reset_link_hours",
}  # fmt: skip


def is_weaker(name: str, value: object, asked: object) -> bool:
    """Is `value` weaker than what the profile asks of the rule `name`?"""
    if isinstance(asked, tuple):
        held = set(value) if isinstance(value, (tuple, list)) else set()
        return EVERYONE not in held and not set(asked) <= held
    value, asked = int(value), int(asked)  # type: ignore[call-overload]
    if name in SMALLER_IS_STRONGER:
        return asked > 0 and (value <= 0 or value > asked)
    return bool(value < asked)
