"""Sends the stock page's address to Wagtail's own view."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def stock_addresses(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def answer(request: HttpRequest) -> HttpResponse:
        if request.path == "/stock/":
            request.urlconf = "stock.urls"  # type: ignore[attr-defined]
        return get_response(request)

    return answer
