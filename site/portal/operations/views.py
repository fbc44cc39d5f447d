"""/healthz: this process answers. /readyz: everything behind it does; details only for listed addresses."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from access.client import is_within
from portal.operations import vital


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 where nothing fails, else 503."""
    found = list(vital.findings())
    ready = not any(finding.level == "fail" for finding in found)
    said: dict[str, object] = {"ready": ready}
    if is_within(request, settings.STATUS_ADDRESSES):
        said["checks"] = {f.name: {"level": f.level, "said": f.said, "step": f.step} for f in found}
    return JsonResponse(said, status=200 if ready else 503, json_dumps_params={"ensure_ascii": False})
