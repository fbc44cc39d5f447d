"""显示设置: theme and text size, kept in two cookies, so that no session is needed and every page stays cacheable by them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

YEAR = 365 * 24 * 3600
THEMES = {"": _("跟随设备"), "light": _("浅色"), "dark": _("深色"), "contrast": _("高对比度")}
SIZES = {"": _("标准"), "l": _("大字"), "xl": _("特大字（长者版）")}


@dataclass(frozen=True)
class DisplaySettings:
    """What goes into `data-theme` and `data-size` of <html>; empty is the device's own."""

    theme: str = ""
    size: str = ""


def display_settings_of(cookies: Mapping[str, str]) -> DisplaySettings:
    """The visitor's settings; anything unknown counts as none."""
    theme, size = cookies.get("theme", ""), cookies.get("size", "")
    return DisplaySettings(theme if theme in THEMES else "", size if size in SIZES else "")


@require_http_methods(["GET", "HEAD", "POST"])
def display_settings(request: HttpRequest) -> HttpResponse:
    """The form; a POST keeps the choice and leads back to where the visitor came from."""
    back = safe_address(request, request.POST.get("next") or request.GET.get("next") or "")
    if request.method == "POST":
        chosen = display_settings_of(request.POST)
        response: HttpResponse = HttpResponseRedirect(back or reverse("display_settings"))
        for name, value in (("theme", chosen.theme), ("size", chosen.size)):
            if value:
                response.set_cookie(
                    name, value, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
                )
            else:
                response.delete_cookie(name, samesite="Lax")
        return response
    context = {"themes": THEMES.items(), "sizes": SIZES.items(), "back": back}
    response = render(request, "home/display_settings.html", context)
    patch_vary_headers(response, ["Cookie"])
    return response


def safe_address(request: HttpRequest, address: str) -> str:
    """`address` if it lies on this site, else nothing."""
    is_safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if is_safe else ""
