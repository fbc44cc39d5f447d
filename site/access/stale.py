"""Accounts that nobody used for STALE_ACCOUNT_DAYS are switched off (停用久未使用的账号)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from access.signals import tell


def is_stale(user: Any) -> bool:
    days = settings.STALE_ACCOUNT_DAYS
    return bool(days) and (user.last_login or user.date_joined) < timezone.now() - timedelta(days=days)


def stale_accounts() -> QuerySet[Any]:
    """Active accounts whose last use lies too far back."""
    users = get_user_model()._default_manager.filter(is_active=True)
    if not settings.STALE_ACCOUNT_DAYS:
        return users.none()
    limit = timezone.now() - timedelta(days=settings.STALE_ACCOUNT_DAYS)
    return users.annotate(used=Coalesce("last_login", "date_joined")).filter(used__lt=limit)


def switch_off(user: Any) -> None:
    user.is_active = False
    user.save(update_fields=["is_active"])
    tell("user.stale", user, detail={"days": settings.STALE_ACCOUNT_DAYS})


def switch_on(user: Any, actor: Any = None) -> None:
    """Active again, its days counted from now."""
    user.is_active, user.last_login = True, timezone.now()
    user.save(update_fields=["is_active", "last_login"])
    tell("user.activate", user, actor=actor)
