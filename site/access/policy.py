"""Headers by which a browser holds the pages to what they need (安全响应头)."""

from __future__ import annotations

from collections.abc import Callable

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from access.gate import is_admin
from access.inline_scripts import with_nonce

PERMISSIONS = ", ".join(
    f"{name}=()"
    for name in (
        "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone", "midi",
        "payment", "usb", "browsing-topics",
    )
)  # fmt: skip


class PolicyMiddleware(CSPMiddleware):
    """CONTENT_SECURITY_POLICY for the public pages, CONTENT_SECURITY_POLICY_ADMIN under the admin's addresses."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if isinstance(response, HttpResponse) and is_admin(request) and _is_html(response):
            _mark_scripts(request, response)
        return super().process_response(request, response)

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if parts.config is None and not report_only and is_admin(request):
            parts.config = settings.CONTENT_SECURITY_POLICY_ADMIN["DIRECTIVES"]
        return parts


def _is_html(response: HttpResponse) -> bool:
    return response.get("Content-Type", "").startswith("text/html") and not response.get("Content-Encoding")


def _mark_scripts(request: HttpRequest, response: HttpResponse) -> None:
    if b"<script" not in response.content:
        return
    html = response.content.decode(response.charset)
    marked = with_nonce(html, str(request.csp_nonce))
    if marked != html:
        response.content = marked.encode(response.charset)
        if "Content-Length" in response:
            response["Content-Length"] = str(len(response.content))


class HeadersMiddleware:
    """What neither Django nor the policy above sets."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
