"""Signing in with name and password, under the rules of the security profile."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _

from access import lockout, stale
from access.signals import tell


class GuardedBackend(ModelBackend):
    """Django's own, behind the lock; what a refused visitor is told stands in `request.sign_in_refusal`."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> Any:
        if username is None:
            username = kwargs.get(get_user_model().USERNAME_FIELD)
        if username is None or password is None:
            return None
        if wait := lockout.begin(username, request):
            _refuse(request, locked_message(wait), status=429)
        user = super().authenticate(request, username, password, **kwargs)
        if user is None:
            if wait := lockout.seconds_left(username):
                tell("login.locked", detail={"account": username, "minutes": -(-wait // 60)})
            return None
        if stale.is_stale(user):
            stale.switch_off(user)
            _refuse(request, _("账号太久没有使用，已经停用，请联系安全管理员"), status=403)
        lockout.succeeded(username, request)
        return user

    def get_user(self, user_id: int) -> Any:
        """With the account's state, so that a request's session rules cost no query of their own."""
        users = get_user_model()._default_manager.select_related("access_state")
        user = users.filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None


def locked_message(wait: int) -> str:
    return _("登录失败次数过多，请 %(minutes)s 分钟后再试，或请安全管理员解锁") % {"minutes": -(-wait // 60)}


def _refuse(request: HttpRequest | None, message: str, status: int) -> None:
    if request is not None:
        request.sign_in_refusal = message  # type: ignore[attr-defined]
        request.sign_in_status = status  # type: ignore[attr-defined]
    raise PermissionDenied(message)
