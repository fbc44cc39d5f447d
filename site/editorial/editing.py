"""What keeps the text of an open form: it waits for what the editors still show only, and when the login runs out it asks who is signed in now."""

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
