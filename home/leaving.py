"""Links that lead off the site: through a page that says so (您即将离开), signed, so that nobody else can send readers on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from django.core.signing import Signer
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Site
from wagtail.rich_text import LinkHandler

from home.models import SiteIdentity

if TYPE_CHECKING:
    from collections.abc import Iterable

GOVERNMENT = ("gov.cn",)
_signer = Signer(salt="home.leaving")


def host_of(address: str) -> str:
    """The host of an http address in lower case; empty for anything else."""
    try:
        parts = urlsplit(address)
        return (parts.hostname or "").rstrip(".") if parts.scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def belongs_to(host: str, domains: Iterable[str]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def leads_away(address: str) -> bool:
    """Whether the address is on another host than ours and a government's; asks no database."""
    host = host_of(address)
    own = {host_of(root.root_url) for root in Site.get_site_root_paths()}
    return bool(host) and host not in own and not belongs_to(host, GOVERNMENT)


def way_out(address: str) -> str:
    """What a link to `address` leads to: the page before leaving, or `address` itself where it does not lead away."""
    if not leads_away(address):
        return address
    return f"{reverse('leave')}?{urlencode({'to': address, 'check': _signer.signature(address)})}"


class ExternalLinkHandler(LinkHandler):
    """Links with an address in rich text; what stands in the database stays as the editor wrote it."""

    identifier = "external"

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, Any]) -> str:
        address = attrs["href"]
        if not leads_away(address):
            return f'<a href="{escape(address)}">'
        return f'<a class="external" href="{escape(way_out(address))}">'


@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """The page before leaving; straight on where the site's settings ask for no notice."""
    address, check = request.GET.get("to", ""), request.GET.get("check", "")
    if not host_of(address) or not constant_time_compare(check, _signer.signature(address)):
        raise Http404
    identity = SiteIdentity.for_request(request)
    trusted = [line.strip().lower().lstrip(".") for line in identity.trusted_domains.splitlines() if line.strip()]
    if not identity.external_link_notice or belongs_to(host_of(address), trusted):
        return HttpResponseRedirect(address)
    context = {"address": address, "host": host_of(address), "title": _("您即将离开本站")}
    return render(request, "home/leave.html", context)
