"""The access log (访问日志): one line a request, with what secrets it carried taken out."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from access.client import address_of

logger = logging.getLogger("shixun.access")

SECRET = re.compile(r"((?:^|&)[^=&]*(?:pass|token|code|key|secret)[^=&]*=)[^&]*", re.IGNORECASE)
RESET = re.compile(r"(/access/reset/)[^/]+")
LONGEST = 1000


class AccessLogMiddleware:
    """The account is named where the request needed one; nobody's session is opened for the log."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        if settings.ACCESS_LOG and not getattr(request, "is_dummy", False):
            logger.info("request", extra={"event": described(request, response, time.perf_counter() - began)})
        return response


def described(request: HttpRequest, response: HttpResponse, seconds: float) -> dict[str, object]:
    user = getattr(request, "_access_user", None) or getattr(request, "pending_user", None)
    return {
        "address": address_of(request),
        "method": request.method,
        "host": request.META.get("HTTP_HOST", "")[:255],
        "path": RESET.sub(r"\1***", request.path)[:LONGEST],
        "query": SECRET.sub(r"\1***", request.META.get("QUERY_STRING", ""))[:LONGEST],
        "status": response.status_code,
        "bytes": len(response.content) if not response.streaming else None,
        "milliseconds": round(seconds * 1000),
        "account": user.get_username() if user is not None and user.is_authenticated else "",
        "agent": request.META.get("HTTP_USER_AGENT", "")[:200],
    }
