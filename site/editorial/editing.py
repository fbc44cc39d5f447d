"""What keeps the text of an open form: scripts that wait for what is only shown, and go on when the login runs out."""

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.cache import never_cache


@never_cache
def session(request: HttpRequest) -> JsonResponse:
    """{user, token}; whoever is not signed in is sent to the login page, as everywhere in the admin."""
    return JsonResponse({"user": request.user.pk, "token": get_token(request)})


def script() -> str:
    return format_html(
        '<script src="{}"></script><script src="{}" data-editing-session="{}"></script>',
        static("editorial/settle.js"),
        static("editorial/editing.js"),
        reverse("editorial_session"),
    )
