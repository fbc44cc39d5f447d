"""账号安全: what 安全管理员 sees of an account and may do for it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.admin import messages

from access import lockout, passwords, resets, second_factor, sessions, stale
from access.signals import tell

PERMISSION = "access.manage_accountstate"


def may_manage(actor: Any, user: Any) -> bool:
    """安全管理员 and the superuser; a superuser's account only a superuser; nobody's own (that is `views.own`)."""
    if not actor.has_perm(PERMISSION) or (user.is_superuser and not actor.is_superuser):
        return False
    return bool(actor.pk != user.pk)


@never_cache
def account(request: HttpRequest, user_id: int) -> HttpResponse:
    user = get_object_or_404(get_user_model(), pk=user_id)
    if not may_manage(request.user, user):
        tell("user.account", user, result="refused", detail={"reason": _("只有安全管理员可以管理账号安全")})
        raise PermissionDenied
    if request.method == "POST":
        return _act(request, user, request.POST.get("act", ""))
    return _show(request, user)


def _act(request: HttpRequest, user: Any, act: str) -> HttpResponse:
    if act == "reset":
        code = resets.issue(user, request.user)
        address = reverse("access_reset_link", args=(code.replace("-", ""),))
        link = (settings.WAGTAILADMIN_BASE_URL or f"{request.scheme}://{request.get_host()}").rstrip("/") + address
        return _show(request, user, code=code, link=link, hours=settings.RESET_LINK_HOURS)
    if act == "unlock":
        lockout.unlock(user, request.user)
        said = _("已解锁")
    elif act == "factor":
        second_factor.remove(user)
        sessions.end_all(user)
        tell("user.factor_remove", user, actor=request.user)
        said = _("已解除动态码，在别处的登录已退出")
    elif act == "sessions":
        sessions.end_all(user)
        tell("user.sessions_end", user, actor=request.user)
        said = _("已退出这个账号的全部登录")
    elif act == "activate":
        stale.switch_on(user, request.user)
        said = _("已重新启用")
    else:
        raise PermissionDenied
    messages.success(request, said)
    return redirect("access_account", user.pk)


def _show(request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
    wait = lockout.seconds_left(user.get_username())
    state = passwords.state_of(user)
    values = {
        "account": user,
        "state": state,
        "must_change": state.must_change_password and settings.PASSWORD_CHANGE_FORCED,
        "locked_minutes": -(-wait // 60),
        "enrolled": second_factor.is_enrolled(user),
        "required": second_factor.is_required(user),
        **more,
    }
    return render(request, "access/account.html", values)
