"""Editing roles and the three administrators exclude each other; roles are given by 安全管理员 or the superuser."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models.signals import m2m_changed
from django.utils.translation import gettext as _

from editorial import context, event_log
from editorial.roles import ADMINISTRATORS, EDITING_ROLES, SECURITY_ADMINISTRATORS


class RoleConflict(PermissionDenied):
    """角色冲突. The message is for whoever gives roles."""


def conflict(names: Iterable[str]) -> str | None:
    """Why one person may not hold the roles `names` together; None where nothing speaks against it."""
    held = set(names)
    administrators = [name for name in ADMINISTRATORS if name in held]
    editing = [name for name in EDITING_ROLES if name in held]
    if len(administrators) > 1:
        return _("%(roles)s须由不同的人担任") % {"roles": "、".join(administrators)}
    if administrators and editing:
        return _("%(administrator)s不能兼任%(editing)s") % {
            "administrator": administrators[0],
            "editing": "、".join(editing),
        }
    return None


def may_give_roles(user: Any) -> bool:
    return bool(user.is_superuser or user.groups.filter(name=SECURITY_ADMINISTRATORS).exists())


def _pairs(instance: Any, reverse: bool, keys: Iterable[int]) -> list[tuple[Any, set[int]]]:
    """(user, keys of the groups concerned), whichever side the change came from."""
    if not reverse:
        return [(instance, set(keys))]
    return [(user, {instance.pk}) for user in get_user_model().objects.filter(pk__in=keys)]


def _memberships_changed(
    sender: type, instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any
) -> None:
    if action == "pre_clear":
        pk_set = set((instance.user_set if reverse else instance.groups).values_list("pk", flat=True))
    if action not in ("pre_add", "pre_remove", "pre_clear") or not pk_set:
        return
    for user, keys in _pairs(instance, reverse, pk_set):
        changed = list(Group.objects.filter(pk__in=keys).order_by("pk").values_list("name", flat=True))
        detail = {"roles": changed}
        giver = context.current_user()
        if giver is not None and not may_give_roles(giver):
            _refuse(user, _("只有安全管理员可以分配角色"), detail)
        if action == "pre_add":
            held = set(user.groups.values_list("name", flat=True))
            if reason := conflict(held | set(changed)):
                _refuse(user, reason, detail)
        event_log.record("role.give" if action == "pre_add" else "role.take", user, detail=detail)


def _refuse(user: Any, reason: str, detail: dict[str, Any]) -> None:
    event_log.record_refusal("role.give", user, reason, detail=detail)
    raise RoleConflict(reason)


def connect() -> None:
    m2m_changed.connect(
        _memberships_changed, sender=get_user_model().groups.through, dispatch_uid="editorial.role_rules"
    )
