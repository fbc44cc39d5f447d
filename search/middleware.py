"""The admin while the search engine is down: its pages say so instead of failing; everything that searches nothing works on."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from search.backends.errors import SearchUnavailable

logger = logging.getLogger(__name__)


class EngineDownMiddleware:
    """Answers for any admin view (page search, explorer, choosers, lists of pictures, files, snippets) that could not ask."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, SearchUnavailable) or not request.path.startswith(reverse("wagtailadmin_home")):
            return None
        logger.error("search: the engine cannot be asked: %s", exception)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            # Wagtail's scripts put a list into the page only where its status is 200.
            return render(request, "search/admin/engine_down_list.html")
        return render(request, "search/admin/engine_down.html", status=503)
