"""/.well-known/security.txt (RFC 9116): whom to tell of a weakness in this site."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.models import Site

from home.models import SiteIdentity

VALID_DAYS = 180  # said anew with every answer, so it never runs out while somebody runs the site


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """SECURITY_CONTACT, else the mail address and telephone of 网站标识; 404 where there is neither."""
    contacts = list(settings.SECURITY_CONTACT) or contacts_of_the_site(request)
    if not contacts:
        raise Http404
    base = settings.BASE_URL.rstrip("/") or f"{request.scheme}://{request.get_host()}"
    expires = (timezone.now() + timedelta(days=VALID_DAYS)).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        *(f"Contact: {contact}" for contact in contacts),
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: zh, en",
        f"Canonical: {base}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def contacts_of_the_site(request: HttpRequest) -> list[str]:
    site = Site.find_for_request(request)
    identity = SiteIdentity.for_site(site) if site is not None else None
    if identity is None:
        return []
    mail = [f"mailto:{quote(identity.email, safe='@')}"] if identity.email else []
    digits = "".join(character for character in identity.telephone if character in "0123456789+-")
    return [*mail, *([f"tel:{digits}"] if digits else [])]
