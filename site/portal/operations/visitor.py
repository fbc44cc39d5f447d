"""Asking the portal as an anonymous visitor does, inside this process: the whole stack of middleware, no network."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from wagtail.models import Site


@dataclass(frozen=True)
class Answer:
    """`body` is whole; `location` of a redirect, else empty; `personal`: for this visitor only, never to be kept."""

    status: int
    body: bytes
    content_type: str
    location: str = ""
    personal: bool = False


@cache
def _handler() -> WSGIHandler:
    return WSGIHandler()  # loads the middleware: once a process


def origin() -> str:
    """`https://www.example.cn`: the default site's address, which the pages' own addresses begin with."""
    site = Site.objects.filter(is_default_site=True).first()
    return site.root_url.rstrip("/") if site else str(settings.BASE_URL).rstrip("/")


def ask(address: str) -> Answer:
    """GET an address below the site's root, `/zh-hant/notices/?page=2`, percent-encoded as in a link."""
    parts, host = urlsplit(address), urlsplit(origin())
    port = host.port or (443 if host.scheme == "https" else 80)
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": unquote(parts.path, encoding="latin-1"),  # WSGI's way of carrying bytes
        "QUERY_STRING": parts.query,
        "SERVER_NAME": host.hostname or "localhost",
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": host.netloc,
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_X_FORWARDED_PROTO": host.scheme,
        "HTTP_USER_AGENT": "shixun-export",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": host.scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    response = _handler().get_response(WSGIRequest(environ))
    try:
        body = b"".join(response.streaming_content) if response.streaming else response.content
    finally:
        response.close()
    kept_out = any(word in response.get("Cache-Control", "") for word in ("no-store", "private"))
    return Answer(
        response.status_code,
        body,
        response.get("Content-Type", ""),
        response.get("Location", ""),
        bool(response.cookies) or kept_out,
    )
