"""Keeps the current request at hand for the event log."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from editorial import context


class RequestContextMiddleware:
    """Opens the request context and, when every transaction is over, writes the refusals that happened inside."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        opened, token = context.enter(request)
        try:
            return self.get_response(request)
        finally:
            if opened.waiting:
                from editorial import event_log

                event_log.write_waiting()
            context.leave(token)
