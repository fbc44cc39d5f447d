"""The steps between a right password and the admin, one's own account, and new passwords without mail."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET
from wagtail.admin import messages

from access import passwords, resets, second_factor, sessions
from access.forms import CodeForm, ForcedPasswordForm, OwnPasswordForm, ResetForm
from access.lockout import begin as count_attempt
from access.lockout import succeeded
from access.sign_in import onwards, safe_next
from access.signals import tell
from access.throttle import Rate, limited

View = Callable[..., HttpResponse]


def for_person(view: View) -> View:
    """For whoever is signed in, also while a step is still to be done: `request.person`."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person = request.user if request.user.is_authenticated else getattr(request, "pending_user", None)
        if person is None:
            return redirect("wagtailadmin_login")
        request.person = person  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return guarded


def step(request: HttpRequest, form: Any, title: str, lead: str = "", status: int = 200, **more: Any) -> HttpResponse:
    values = {"form": form, "title": title, "lead": lead, "next": safe_next(request), **more}
    return render(request, "access/step.html", values, status=status)


@require_GET
@never_cache
def session_state(request: HttpRequest) -> HttpResponse:
    """For the editing screen: is the person still signed in, for how long, and the token for the form (JSON).

    Asking is no activity. After signing in anew in another window the form's own token is void; `csrf` is the new one.
    """
    signed_in = request.user.is_authenticated
    return JsonResponse(
        {
            "signed_in": signed_in,
            "seconds_left": sessions.seconds_left(request.session[sessions.KEY]) if signed_in else 0,
            "login": reverse("wagtailadmin_login"),
            "csrf": get_token(request) if signed_in else "",
        }
    )


@sensitive_post_parameters()
@for_person
def password(request: HttpRequest) -> HttpResponse:
    """修改密码: of one's own accord, or because it has to be."""
    person = request.person  # type: ignore[attr-defined]
    forced = sessions.next_step(request) == sessions.PASSWORD
    if sessions.next_step(request) and not forced:
        return onwards(request)
    form = (ForcedPasswordForm if forced else OwnPasswordForm)(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        sessions.keep(request, person)
        if forced:
            sessions.done(request, sessions.PASSWORD)
        messages.success(request, _("密码已修改，在别处的登录已全部退出"))
        return onwards(request)
    lead = _("这个密码是别人设置的，或者已经过期，请先换成只有您自己知道的密码。") if forced else ""
    return step(request, form, _("修改密码"), lead, button=_("修改密码"))


@sensitive_post_parameters()
@for_person
def factor(request: HttpRequest) -> HttpResponse:
    """输入动态码."""
    person = request.person  # type: ignore[attr-defined]
    if sessions.next_step(request) != sessions.FACTOR:
        return onwards(request)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = person.get_username()
        if wait := count_attempt(name, request):
            request.session.flush()
            return render(request, "429.html", {"minutes": -(-wait // 60)}, status=429)
        if used := second_factor.verify(person, form.cleaned_data["code"]):
            succeeded(name, request)
            sessions.done(request, sessions.FACTOR)
            tell("login.factor", person, actor=person, detail={"by": used})
            if used == "recovery":
                left = second_factor.recovery_codes_left(person)
                messages.warning(request, _("恢复码还剩 %(count)s 个") % {"count": left})
            return onwards(request)
        tell("login.factor", person, actor=person, result="failed")
        form.add_error("code", _("动态码不对或已用过，请等它换一个再输入"))
    return step(request, form, _("输入动态码"), button=_("继续"))


@sensitive_post_parameters()
@for_person
def enrol(request: HttpRequest) -> HttpResponse:
    """绑定动态码: the picture for the telephone, its first code, then the recovery codes once."""
    person = request.person  # type: ignore[attr-defined]
    if sessions.next_step(request) not in ("", sessions.ENROL):
        return onwards(request)
    if second_factor.is_enrolled(person):
        return redirect("access_own")
    device = second_factor.begin(person)
    form = CodeForm(request.POST or None)
    form.fields["code"].help_text = _("手机应用上显示的 6 位数字")
    if request.method == "POST" and form.is_valid():
        codes = second_factor.confirm(device, form.cleaned_data["code"])
        if codes is not None:
            if sessions.next_step(request) == sessions.ENROL:
                sessions.done(request, sessions.ENROL)
            tell("user.factor_add", person, actor=person)
            return render(request, "access/codes.html", {"codes": codes, "next": safe_next(request)})
        form.add_error("code", _("动态码不对：请核对手机的时间，等下一个码再输入"))
    picture = mark_safe(second_factor.picture_of(device))  # segno's own markup around our address
    lead = _(
        "用手机上的验证器应用（支持 TOTP 即可，不需要联网）扫描下图，或手工输入下面的密钥，然后输入它显示的动态码。"
    )
    secret = second_factor.secret_of(device)
    return step(request, form, _("绑定动态码"), lead, button=_("绑定"), picture=picture, secret=secret)


@sensitive_post_parameters()
@for_person
def codes(request: HttpRequest) -> HttpResponse:
    """重新生成恢复码, for whoever shows a code."""
    person = request.person  # type: ignore[attr-defined]
    if sessions.next_step(request) or not second_factor.is_enrolled(person):
        return onwards(request)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if count_attempt(person.get_username(), request):
            form.add_error("code", _("输入错误次数过多，请过一会儿再试"))
        elif second_factor.verify(person, form.cleaned_data["code"]):
            succeeded(person.get_username(), request)
            tell("user.factor_codes", person, actor=person)
            fresh = second_factor.new_recovery_codes(person)
            return render(request, "access/codes.html", {"codes": fresh, "next": reverse("access_own")})
        else:
            form.add_error("code", _("动态码不对或已用过，请等它换一个再输入"))
    return step(request, form, _("重新生成恢复码"), _("原来的恢复码随即作废。"), button=_("重新生成"))


@for_person
def own(request: HttpRequest) -> HttpResponse:
    """登录与安全: one's own account."""
    if sessions.next_step(request):
        return onwards(request)
    person = request.person  # type: ignore[attr-defined]
    values = {
        "state": passwords.state_of(person),
        "enrolled": second_factor.is_enrolled(person),
        "codes_left": second_factor.recovery_codes_left(person),
        "last_login": person.last_login,
    }
    return render(request, "access/own.html", values)


@sensitive_post_parameters()
@never_cache
@limited("reset", Rate(10, 900))
def reset(request: HttpRequest, code: str = "") -> HttpResponse:
    """用重置码设置新密码: for whoever was given a code by 安全管理员."""
    form = ResetForm(request.POST or None, initial={"code": code})
    if request.method == "POST" and form.is_valid():
        if resets.use(form.cleaned_data["code"], form.cleaned_data["new_password1"]):
            messages.success(request, _("密码已设置，请用新密码登录"))
            return redirect("wagtailadmin_login")
        form.add_error("code", _("这个重置码刚刚用过，请向安全管理员另要一个"))
    return step(request, form, _("设置新密码"), button=_("设置新密码"))
