"""The public search page."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from search import queries
from search.backends.errors import SearchUnavailable
from search.query_text import MAX_CHARACTERS
from search.state import SearchState

logger = logging.getLogger(__name__)
RETRY_AFTER = 60  # seconds


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Results, or without a query every document with its facets; 503 within the site's frame while the engine is down."""
    state = SearchState.read(request.GET)
    try:
        result = queries.search(state)
    except SearchUnavailable:
        logger.exception("search: the engine cannot be asked")
        response = render(request, "search/results.html", {"state": state, "unavailable": True}, status=503)
        response["Retry-After"] = str(RETRY_AFTER)
        return response
    context = {"state": result.state, "result": result, "most_characters": MAX_CHARACTERS}
    return render(request, "search/results.html", context)
