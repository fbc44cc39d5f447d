"""Addresses that belong to no single page, and those that no page answers any more."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page
from wagtail.views import serve as serve_by_wagtail

from publications import lost_addresses, routing
from publications.models import OfficialDocumentPage, PermanentId
from publications.permanent_ids import is_well_formed
from publications.relations import readable_by_key, readable_versions
from publications.standing import site_of

HOUR = 3600  # how long a browser may keep a move: the address may get a page of its own again


def home_page(request: HttpRequest) -> Any:
    """The bare address /: in the script that the reader has switched to, if that was another one; /zh-hant/ itself stays."""
    if get_language() != settings.LANGUAGE_CODE:
        return serve_page(request, "")
    response = remembered_home(request) or serve_page(request, "")
    patch_vary_headers(response, ["Cookie"])
    return response


def remembered_home(request: HttpRequest) -> HttpResponse | None:
    wanted = request.COOKIES.get("script", "")
    site = site_of(request)
    if site is None or wanted == get_language() or wanted not in dict(settings.LANGUAGES):
        return None
    versions = readable_versions(Page, {site.root_page.translation_key}, request)
    homes = versions.get(site.root_page.translation_key, [])
    home = next((page for page in homes if page.locale.language_code == wanted), None)
    return HttpResponseRedirect(home.get_url(request)) if home else None


def serve_page(request: HttpRequest, path: str) -> Any:
    """Wagtail's pages; where none answers, what became of the address: 301 to where it is now, 410 where it is gone."""
    try:
        return routing.serve(request, path)
    except Http404:
        pass
    try:
        return serve_by_wagtail(request, path)
    except Http404:
        if (answer := lost(request, path)) is None:
            raise
        return answer


def no_page(request: HttpRequest, path: str) -> HttpResponse:
    """An address that no page can have (t20210305_1.html, show.asp): one of an old site that documents came from, or none."""
    if (answer := lost(request, path)) is None:
        raise Http404
    return answer


def lost(request: HttpRequest, path: str) -> HttpResponse | None:
    """What became of the address; None: nothing is known."""
    if request.method not in {"GET", "HEAD"} or editors_redirect(request):
        return None
    language = get_language() or ""
    found = lost_addresses.look_up(request, language, path)
    if isinstance(found, lost_addresses.Moved):
        return moved(request, found.url, keep_query=not found.by_query)
    if isinstance(found, lost_addresses.Gone):
        return gone(request, found, lost_addresses.column_above(request, language, path))
    return None


def editors_redirect(request: HttpRequest) -> bool:
    """Whether an editor has said by hand where this address leads (Wagtail's 重定向, followed by its middleware)."""
    return get_redirect(request, Redirect.normalise_path(request.get_full_path(), decode_unicode=False)) is not None


def moved(request: HttpRequest, url: str, keep_query: bool = True) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "") if keep_query else ""
    response = HttpResponsePermanentRedirect(f"{url}?{query}" if query else url)
    patch_cache_control(response, max_age=HOUR)
    return response


def gone(request: HttpRequest, found: lost_addresses.Gone, column: Any = None) -> HttpResponse:
    """410, without the title: what is withdrawn may be withdrawn because of what it says."""
    context = {"gone_since": found.since, "column": column, "request_path": request.path}
    return render(request, "410.html", context, status=410)


def permanent_address(request: HttpRequest, code: str) -> HttpResponse:
    """/d/7K3M2: to the document in the reader's script where that is live, else to the original; else 410 or 404."""
    code = code.upper()
    known = PermanentId.objects.filter(code=code).first() if is_well_formed(code) else None
    if known is None:
        raise Http404
    keys = {known.translation_key}
    page = readable_by_key(OfficialDocumentPage, keys, Locale.get_active().pk, request).get(known.translation_key)
    if page is not None:
        return HttpResponseRedirect(page.get_url(request))
    if found := lost_addresses.gone_document(known.translation_key):
        return gone(request, found)
    raise Http404
