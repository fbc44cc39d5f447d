"""Where the access room joins Wagtail's admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from access import accounts


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    return [path("access/accounts/<int:user_id>/", accounts.account, name="access_account")]


@hooks.register("register_user_listing_buttons")
def account_button(user: Any, request_user: Any) -> Iterator[Button]:
    if accounts.may_manage(request_user, user):
        yield Button(_("账号安全"), reverse("access_account", args=(user.pk,)), icon_name="key", priority=30)


@hooks.register("register_account_menu_item")
def own_account(request: HttpRequest) -> dict[str, str]:
    return {"url": reverse("access_own"), "label": _("登录与安全"), "help_text": _("修改密码，绑定动态码")}


@hooks.register("register_permissions")
def grantable_permissions() -> Any:
    from django.contrib.auth.models import Permission

    return Permission.objects.filter(content_type__app_label="access", codename="manage_accountstate")
