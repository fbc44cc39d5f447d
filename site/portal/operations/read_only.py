"""Read-only mode (只读): readers read, nobody writes; for moves, restores and emergencies.

READ_ONLY=true, or the file that `manage.py read_only on` makes: every server of this machine heeds it with the next request.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

SAFE = ("GET", "HEAD", "OPTIONS")
SIGN_IN = ("wagtailadmin_login", "wagtailadmin_logout", "wagtailcore_login")


def is_read_only() -> bool:
    return settings.READ_ONLY or settings.READ_ONLY_FLAG.exists()


def _signs_in(path: str) -> bool:
    for name in SIGN_IN:
        try:
            if path == reverse(name):
                return True
        except NoReverseMatch:
            continue
    return False


class ReadOnlyMiddleware:
    """503 for everything that would write, signing in and out excepted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in SAFE or not is_read_only() or _signs_in(request.path_info):
            return self.get_response(request)
        response = render(request, "read_only.html", status=503)
        response["Retry-After"] = "600"
        return response
