"""Every "no permission" of Wagtail's admin becomes a row of the event log, and says why where somebody said why."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import auth, messages

from editorial import context, event_log

_stock = auth.permission_denied


def permission_denied(request: HttpRequest) -> HttpResponse:
    """In place of wagtail.admin.auth.permission_denied, which every admin view ends in when it refuses."""
    opened = context.current()
    if opened is not None and opened.refusal:
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return _stock(request)
        messages.error(request, opened.refusal)
        return redirect("wagtailadmin_home")
    detail: dict[str, Any] = {"method": request.method, "path": request.path}
    event_log.record_refusal("admin.access", None, "没有权限", detail=detail)
    return _stock(request)


def connect() -> None:
    # Wagtail offers neither hook nor signal for refusals; its decorators look this name up at every call.
    auth.permission_denied = permission_denied
