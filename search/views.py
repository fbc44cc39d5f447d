"""The public search page."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from publications.standing import site_of
from search import queries
from search.backends.errors import SearchUnavailable
from search.filters import DATE_FIELDS, Filters
from search.promoted.showing import promoted_for
from search.query_text import MAX_CHARACTERS
from search.reports import counting
from search.state import MOST_COUNTED, SearchState

logger = logging.getLogger(__name__)
RETRY_AFTER = 60  # seconds
LONGEST_ADDRESS = 4_000  # characters that every server in between takes as the header of a redirection


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Results, or without a query every document with its facets; 503 within the site's frame while the engine is down."""
    site_of(request)  # with its settings, which are kept: nobody after this asks the database for them
    state = SearchState.read(request.GET)
    if is_wordy(request) and not state.mistakes:
        shorter = request.path + state.address(page=state.page)
        if len(shorter) <= LONGEST_ADDRESS:
            return HttpResponseRedirect(shorter)
    try:
        result = queries.search(state, request)
    except SearchUnavailable:
        logger.exception("search: the engine cannot be asked")
        response = render(request, "search/results.html", {"state": state, "unavailable": True}, status=503)
        response["Retry-After"] = str(RETRY_AFTER)
        return response
    if is_counted(request, state):
        whole = result.attempt == "every" or result.typed.names[0] == "any"
        counting.count(state.q, found=result.total, whole=whole)
    context = {
        "state": result.state,
        "promoted": promoted_for(state.q, request) if state.page == 1 else [],
        "result": result,
        "filters": Filters(result.state),
        "most_characters": MAX_CHARACTERS,
        "most_counted": MOST_COUNTED,
    }
    return render(request, "search/results.html", context)


def is_counted(request: HttpRequest, state: SearchState) -> bool:
    """Whether somebody asks this for the first time: not when they turn the page, filter or sort what they found."""
    asked_anew = SearchState(q=state.q).address() == state.address(page=state.page)
    return (
        request.method == "GET"
        and bool(state.q)
        and asked_anew
        and not counting.is_robot(request.headers.get("User-Agent", ""))
    )


def is_wordy(request: HttpRequest) -> bool:
    """Whether a form wrote the address, with fields that were left empty: the address shown is the short one."""
    return any(name in DATE_FIELDS and not value for name, value in request.GET.items())
