"""New passwords without mail (重置链接): 安全管理员 issues a link on screen, its owner uses it once."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from access import lockout, passwords, sessions
from access.models import ResetLink
from access.second_factor import ALPHABET, plain
from access.signals import tell

LENGTH = 16  # 79 bits


def issue(user: Any, actor: Any) -> str:
    """A code in groups of four that opens the account once, until RESET_LINK_HOURS are over; older ones are void."""
    code = "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))
    with transaction.atomic():
        ResetLink.objects.filter(user=user, used_at=None).delete()
        expires = timezone.now() + timedelta(hours=settings.RESET_LINK_HOURS)
        ResetLink.objects.create(user=user, token_hash=_hashed(code), made_by=actor, expires_at=expires)
        tell("user.reset_issue", user, actor=actor, detail={"expires": f"{timezone.localtime(expires):%Y-%m-%d %H:%M}"})
    return "-".join(code[at : at + 4] for at in range(0, LENGTH, 4))


def find(code: str) -> ResetLink | None:
    """The link that `code` opens, or None: unknown, used, or too old."""
    link = ResetLink.objects.filter(token_hash=_hashed(code), used_at=None, expires_at__gt=timezone.now())
    return link.select_related("user").first()


def use(code: str, password: str) -> Any:
    """Set `password` (already validated) and end every session. The user, or None where the code opens nothing."""
    with transaction.atomic():
        link = find(code)
        if link is None or not ResetLink.objects.filter(pk=link.pk, used_at=None).update(used_at=timezone.now()):
            return None
        user = link.user
        user.set_password(password)
        passwords.set_by_owner(user)
        user.save()
        sessions.end_all(user)
        lockout.unlock(user)
        tell("user.reset_use", user, actor=user)
    return user


def _hashed(code: str) -> str:
    return salted_hmac("access.reset", plain(code), algorithm="sha256").hexdigest()
