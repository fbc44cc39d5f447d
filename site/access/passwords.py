"""Passwords under the security profile (口令规则): kinds of characters, history, age, and who must change theirs.

A password that its owner did not choose (a new account's, one that an administrator set) must be changed at the next
sign-in; whoever saves a password for its owner says so by `set_by_owner`.
"""

from __future__ import annotations

import string
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password, is_password_usable
from django.contrib.auth.password_validation import get_default_password_validators
from django.core.exceptions import ValidationError
from django.db.models.signals import post_save, pre_save
from django.utils import timezone
from django.utils.translation import gettext as _

from access.models import AccountState, PasswordHash
from access.signals import tell

CLASSES = (string.ascii_lowercase, string.ascii_uppercase, string.digits)


def classes_in(password: str) -> int:
    """How many kinds of characters: small letters, capitals, digits, everything else."""
    known = sum(any(character in kind for character in password) for kind in CLASSES)
    return known + any(character not in "".join(CLASSES) for character in password)


class ClassesValidator:
    """字符种类."""

    def validate(self, password: str, user: Any = None) -> None:
        if classes_in(password) < settings.PASSWORD_CLASSES:
            raise ValidationError(self.get_help_text(), code="password_classes")

    def get_help_text(self) -> str:
        return _("密码须含小写字母、大写字母、数字、其他符号中的至少 %(count)s 种") % {
            "count": settings.PASSWORD_CLASSES
        }


class HistoryValidator:
    """不得与最近用过的密码相同: none of the last PASSWORD_HISTORY, the present one among them."""

    def validate(self, password: str, user: Any = None) -> None:
        if user is None or not user.pk or not settings.PASSWORD_HISTORY:
            return
        # The form may have put the new password into `user` already.
        stored = get_user_model()._default_manager.filter(pk=user.pk).values_list("password", flat=True).first()
        had = PasswordHash.objects.filter(user_id=user.pk).values_list("hash", flat=True)
        hashes = dict.fromkeys([stored, *had[: settings.PASSWORD_HISTORY - 1]])
        if any(check_password(password, old) for old in hashes if old and is_password_usable(old)):
            raise ValidationError(self.get_help_text(), code="password_history")

    def get_help_text(self) -> str:
        return _("新密码不能与最近 %(count)s 次用过的相同") % {"count": settings.PASSWORD_HISTORY}


def rules_in_words() -> str:
    """Every rule on one line, for the form's help."""
    rules = [str(validator.get_help_text()).rstrip("。.") for validator in get_default_password_validators()]
    return "；".join(rule for rule in rules if rule)


def state_of(user: Any) -> AccountState:
    """The account's state; one that has none begins to age now."""
    state: AccountState = AccountState.objects.get_or_create(user=user, defaults={"password_set_at": timezone.now()})[0]
    return state


def must_change(user: Any) -> bool:
    """Has the password to be changed before anything else: somebody else's choice, or too old?"""
    state = state_of(user)
    if state.must_change_password and settings.PASSWORD_CHANGE_FORCED:
        return True
    days = settings.PASSWORD_MAX_DAYS
    return bool(days and state.password_set_at) and state.password_set_at < timezone.now() - timedelta(days=days)


def too_young(user: Any) -> bool:
    """PASSWORD_MIN_HOURS: a password changed so often that the history is used up protects nothing."""
    state = state_of(user)
    if state.must_change_password or not settings.PASSWORD_MIN_HOURS or state.password_set_at is None:
        return False
    return state.password_set_at > timezone.now() - timedelta(hours=settings.PASSWORD_MIN_HOURS)


def set_by_owner(user: Any) -> None:
    """The next save of `user` carries a password that its owner chose."""
    user._password_by_owner = True


def _before(sender: type, instance: Any, raw: bool = False, update_fields: Any = None, **kwargs: Any) -> None:
    if raw or (update_fields is not None and "password" not in update_fields):
        return
    users = get_user_model()._default_manager
    was = users.filter(pk=instance.pk).values_list("password", flat=True).first() if instance.pk else None
    # Django hashes a password anew with a stronger method when somebody signs in: the password is the same.
    rehashed = update_fields is not None and set(update_fields) == {"password"} and instance._password is None
    instance._password_was = was
    instance._password_new = was != instance.password and is_password_usable(instance.password) and not rehashed


def _after(sender: type, instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if raw or not instance.__dict__.pop("_password_new", False):
        return
    by_owner = bool(instance.__dict__.pop("_password_by_owner", False))
    was = instance.__dict__.pop("_password_was", None)
    now = timezone.now()
    values = {"password_set_at": now, "must_change_password": not by_owner}
    state, _made = AccountState.objects.update_or_create(user=instance, defaults=values)
    instance.access_state = state
    if was:
        PasswordHash.objects.create(user=instance, hash=was, set_at=now)
        for old in PasswordHash.objects.filter(user=instance)[settings.PASSWORD_HISTORY :]:
            old.delete()
    if not created:
        tell("user.password", instance, detail={"by_owner": by_owner}, actor=instance if by_owner else None)


def connect() -> None:
    pre_save.connect(_before, sender=get_user_model(), dispatch_uid="access.passwords")
    post_save.connect(_after, sender=get_user_model(), dispatch_uid="access.passwords")
