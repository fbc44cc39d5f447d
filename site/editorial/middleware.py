"""Keeps the current request at hand for the event log, and writes what was taken away as a file."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from editorial import context


class RequestContextMiddleware:
    """Opens the request context and, when every transaction is over, writes the refusals that happened inside."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        opened, token = context.enter(request)
        try:
            response = self.get_response(request)
            if is_export(request, response):
                from editorial import event_log

                event_log.record("admin.export", title=request.path, detail={"asked": request.GET.dict()})
            return response
        finally:
            try:
                if opened.waiting:
                    from editorial import event_log

                    event_log.write_waiting()
            finally:  # or the next request of this thread would act for this one's user
                context.leave(token)


def is_export(request: HttpRequest, response: HttpResponse) -> bool:
    """Did a person of the admin take something away as a file? The event log's own view says so itself."""
    return (
        response.status_code == 200
        and response.get("Content-Disposition", "").startswith("attachment")
        and request.path_info.startswith(tuple(settings.ADMIN_PREFIXES))
        and "/event-log/" not in request.path_info
    )
