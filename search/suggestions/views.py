"""/search/suggest/?q=: what to suggest while somebody types, as JSON."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from search.suggestions.asking import suggest

KEPT = (
    20  # seconds that the browser which asked may keep an answer; nobody else may, since pages may be closed meanwhile
)


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """{"query": as typed, "suggestions": [{text, kind, label, marks: [[start, end), ...]}, ...]}, at most eight.

    `kind`: body, topic, number, index_number, word, phrase or title. Offsets count characters (code points). Neither a
    session nor who asked is looked at.
    """
    typed = request.GET.get("q", "")
    found = [suggestion.as_json() for suggestion in suggest(typed)]
    response = JsonResponse({"query": typed[:200], "suggestions": found}, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = f"private, max-age={KEPT}"
    response["X-Robots-Tag"] = "noindex"
    return response
