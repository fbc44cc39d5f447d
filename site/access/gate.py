"""Where the admin can be reached from (后台访问范围): listed addresses, a host of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import redirect
from django.urls import reverse

from access.client import FORWARDED, address_of, came_through_our_proxy, may_administer

logger = logging.getLogger("shixun.access")


class TrustedProxiesMiddleware:
    """Takes away what strangers send in a proxy's name, before anybody believes it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not came_through_our_proxy(request):
            for name in FORWARDED:
                request.META.pop(name, None)
        return self.get_response(request)


class AdminGateMiddleware:
    """404 for the admin where it is not shown; with ADMIN_HOST that host shows nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # A preview is rendered by a request that Wagtail makes up inside the one that came through here.
        if getattr(request, "is_dummy", False):
            return self.get_response(request)
        if is_admin(request):
            if not (may_administer(request) and is_admin_host(request)):
                logger.warning("admin refused", extra={"event": {"address": address_of(request), "path": request.path}})
                raise Http404
        elif settings.ADMIN_HOST and is_admin_host(request) and not _is_shared(request):
            return _elsewhere(request)
        return self.get_response(request)


def is_admin(request: HttpRequest) -> bool:
    return request.path_info.startswith(tuple(settings.ADMIN_PREFIXES))


def is_admin_host(request: HttpRequest) -> bool:
    """Is this the host that shows the admin? Every one is, unless ADMIN_HOST names it."""
    if not settings.ADMIN_HOST:
        return True
    return split_domain_port(request.get_host())[0] == settings.ADMIN_HOST.lower()


def _is_shared(request: HttpRequest) -> bool:
    return request.path_info.startswith(tuple(settings.ADMIN_HOST_SHARES))


def _elsewhere(request: HttpRequest) -> HttpResponse:
    if request.path_info == "/":
        return redirect(reverse("wagtailadmin_home"))
    if settings.BASE_URL and request.method in ("GET", "HEAD"):
        return redirect(settings.BASE_URL.rstrip("/") + request.get_full_path())
    raise Http404
