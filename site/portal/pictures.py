"""/media/images/ where no server in front of the portal sends it (SERVE_MEDIA)."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve


def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """Pictures only: documents go through Wagtail's view, which knows who may read them. 404 where there is none."""
    return serve(request, path, document_root=str(settings.MEDIA_ROOT))
