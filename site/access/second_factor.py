"""The second factor (第二因素): a one-time code from a telephone (TOTP, RFC 6238), or a recovery code (恢复码)."""

from __future__ import annotations

import base64
import secrets
from typing import Any

import segno
from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from access.profiles import EVERYONE

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # nothing that is read as something else
CODES, CODE_LENGTH = 10, 10


def is_required(user: Any) -> bool:
    """Do SECOND_FACTOR_ROLES ask `user` for one? Names of groups, `superuser`, or `*` for everybody."""
    roles = set(settings.SECOND_FACTOR_ROLES)
    if not roles:
        return False
    if EVERYONE in roles or (user.is_superuser and "superuser" in roles):
        return True
    return bool(user.groups.filter(name__in=roles).exists())


def is_enrolled(user: Any) -> bool:
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def begin(user: Any) -> TOTPDevice:
    """A device that its first right code confirms; the one begun before is gone on with."""
    device = TOTPDevice.objects.filter(user=user, confirmed=False).order_by("pk").first()
    return device or TOTPDevice.objects.create(user=user, name="totp", confirmed=False)


def secret_of(device: TOTPDevice) -> str:
    """For typing in: base32 in groups of four."""
    text = base64.b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def picture_of(device: TOTPDevice) -> str:
    """The QR code as SVG without colours or styles of its own, so that the page's policy holds."""
    code = segno.make(device.config_url, error="m")
    return str(code.svg_inline(scale=5, border=4, dark="#000", light="#fff", svgclass=None, lineclass=None))


def confirm(device: TOTPDevice, code: str) -> list[str] | None:
    """The recovery codes where `code` is right, else None."""
    if not device.verify_token(plain(code)):
        return None
    with transaction.atomic():
        TOTPDevice.objects.filter(user=device.user).exclude(pk=device.pk).delete()
        device.confirmed = True
        device.save(update_fields=["confirmed"])
        return new_recovery_codes(device.user)


def new_recovery_codes(user: Any) -> list[str]:
    """Ten codes in the place of those there were; only keyed hashes are kept."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery")
    codes = ["".join(secrets.choice(ALPHABET) for _place in range(CODE_LENGTH)) for _code in range(CODES)]
    for code in codes:
        device.token_set.create(token=_hashed(code))
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def recovery_codes_left(user: Any) -> int:
    device = StaticDevice.objects.filter(user=user).first()
    return device.token_set.count() if device else 0


def verify(user: Any, code: str) -> str:
    """`totp` or `recovery`, whichever `code` was; empty where it was neither. Each code holds once."""
    code = plain(code)
    if code.isdecimal():
        device = TOTPDevice.objects.filter(user=user, confirmed=True).first()
        return "totp" if device is not None and device.verify_token(code) else ""
    recovery = StaticDevice.objects.filter(user=user).first()
    return "recovery" if recovery is not None and recovery.verify_token(_hashed(code)) else ""


def remove(user: Any) -> None:
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def plain(code: str) -> str:
    """As typed: spaces, hyphens and small letters do not matter."""
    return "".join(character for character in code if character.isalnum()).upper()[:40]


def _hashed(code: str) -> str:
    digest = salted_hmac("access.recovery", code, algorithm="sha256").digest()
    return base64.b32encode(digest).decode()[:16].lower()  # what the field holds: 80 bits
