"""The ways in (登录): the admin's login page and the one for readers of restricted pages."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.views import LoginView as DjangoLoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from wagtail.admin.views.account import LoginView, PasswordResetConfirmView

from access import lockout, sessions
from access.client import may_administer
from access.forms import ForcedPasswordForm, ReaderSignInForm
from access.gate import is_admin_host

STEPS = {sessions.FACTOR: "access_factor", sessions.PASSWORD: "access_password", sessions.ENROL: "access_enrol"}


def safe_next(request: HttpRequest) -> str:
    """Where the person wanted to go, if that is here; else the dashboard."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return reverse("wagtailadmin_home")


def onwards(request: HttpRequest) -> HttpResponse:
    """To the next step, or where the person wanted to go."""
    if step := sessions.next_step(request):
        return redirect(f"{reverse(STEPS[step])}?{urlencode({'next': safe_next(request)})}")
    return redirect(safe_next(request))


class _WithStatus:
    """429 for a locked account, as the throttles answer."""

    request: HttpRequest

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        response.status_code = getattr(self.request, "sign_in_status", 200)
        return response


class SignInView(_WithStatus, LoginView):
    """后台登录."""

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.request.user.is_authenticated and getattr(self.request, "pending_user", None):
            return onwards(self.request)
        return super().get(*args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        return onwards(self.request) if sessions.next_step(self.request) else response


class MailedResetView(PasswordResetConfirmView):
    """The link of a mail, where mail works (WAGTAIL_PASSWORD_RESET_ENABLED): its owner chooses the password."""

    form_class = ForcedPasswordForm

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        sessions.end_all(self.user)
        lockout.unlock(self.user)
        return response


class ReaderSignInView(_WithStatus, DjangoLoginView):
    """读者登录. Steps that are still to be done are done in the admin, where it may be reached."""

    template_name = "wagtailcore/login.html"
    form_class = ReaderSignInForm

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        here = may_administer(self.request) and is_admin_host(self.request)
        if not sessions.holds_here(self.request, form.get_user()):
            said = _("这个账号只能在办公网络里使用")
        elif not sessions.next_step(self.request):
            return response
        elif here:
            return onwards(self.request)
        else:
            said = _("请先在办公网络里登录后台，按提示修改密码或设置动态码，再来登录")
        self.request.session.flush()
        form.add_error(None, said)
        return self.form_invalid(form)
