"""sitemap.xml: an index, and files of at most 5,000 addresses that are written while they are read from the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import override
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page, Site

from home.canonical import canonical
from home.navigation import LABELS, hreflang_of
from home.subject_pages import subjects_with_documents

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet

FILE_SIZE = 5000
CHUNK = 500
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
INDEX_OPEN = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
FILE_OPEN = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
NEEDED = ("path", "depth", "url_path", "translation_key", "locale", "first_published_at", "last_published_at")


def public_pages(request: HttpRequest) -> PageQuerySet:
    """Every page of this site, in both scripts, that everybody may read; in the order in which they were made."""
    site = Site.find_for_request(request)
    inside = Q(pk=None)
    for home in site.root_page.get_translations(inclusive=True) if site else ():
        inside |= Q(path__startswith=home.path)
    pages = Page.objects.live().public().filter(inside).select_related("locale")
    return pages.only(*NEEDED, "locale__language_code").order_by("pk")


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    files = -(-public_pages(request).count() // FILE_SIZE)
    addresses = [reverse("sitemap_file", args=(number,)) for number in range(1, files + 1)]
    lines = [
        f"<sitemap><loc>{escape(canonical(request, address))}</loc></sitemap>\n"
        for address in [*addresses, reverse("sitemap_lists")]
    ]
    return _xml("".join((DECLARATION, INDEX_OPEN, *lines, "</sitemapindex>\n")))


@require_safe
def sitemap_file(request: HttpRequest, number: int) -> StreamingHttpResponse:
    """One file, chunk by chunk: however many pages there are, five hundred are in memory."""
    first = (number - 1) * FILE_SIZE
    pages = public_pages(request)
    if number < 1 or not pages[first : first + 1].exists():
        raise Http404
    parts = _file(pages[first : first + FILE_SIZE].iterator(chunk_size=CHUNK), request)
    return StreamingHttpResponse(parts, content_type="application/xml; charset=utf-8")


def _file(pages: Iterator[Page], request: HttpRequest) -> Iterator[str]:
    yield DECLARATION + FILE_OPEN
    while chunk := list(islice(pages, CHUNK)):
        versions: dict[object, list[tuple[str, str]]] = {}
        keys = {page.translation_key for page in chunk}
        for page in public_pages(request).filter(translation_key__in=keys):
            place = (hreflang_of(page.locale.language_code), page.get_full_url(request) or "")
            versions.setdefault(page.translation_key, []).append(place)
        yield "".join(
            _url(
                page.get_full_url(request) or "",
                page.last_published_at or page.first_published_at,
                versions[page.translation_key],
            )
            for page in chunk
        )
    yield "</urlset>\n"


@require_safe
def sitemap_lists(request: HttpRequest) -> HttpResponse:
    """What is no page of the tree: the site map, the calendar, topics and issuing bodies."""
    urls = "".join(_lists(request))
    return _xml(f"{DECLARATION}{FILE_OPEN}{urls}</urlset>\n")


def _lists(request: HttpRequest) -> Iterator[str]:
    locale = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
    topics, bodies = subjects_with_documents(locale)
    names: list[tuple[str, tuple[str, ...]]] = [("site_map", ()), ("release_calendar", ())]
    names += [("topic", (topic.slug,)) for topic in topics] + [("body", (body.slug,)) for body in bodies]
    for name, arguments in names:
        versions = []
        for code in LABELS:
            with override(code):
                versions.append((hreflang_of(code), canonical(request, reverse(name, args=arguments))))
        for _tag, address in versions:
            yield _url(address, None, versions)


def _url(address: str, changed: datetime | None, versions: Iterable[tuple[str, str]]) -> str:
    """One <url>, with every version of the page, itself among them, as hreflang wants it."""
    when = f"<lastmod>{timezone.localtime(changed).isoformat(timespec='seconds')}</lastmod>" if changed else ""
    links = "".join(f'<xhtml:link rel="alternate" hreflang="{tag}" href="{escape(there)}"/>' for tag, there in versions)
    return f"<url><loc>{escape(address)}</loc>{when}{links}</url>\n"


def _xml(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="application/xml; charset=utf-8")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers need not read, and where the sitemap is."""
    closed = [reverse("wagtailadmin_home")]
    for code in LABELS:
        with override(code):
            closed += [reverse(name) for name in ("search", "display_settings", "report_error", "leave")]
    lines = ["User-agent: *", *(f"Disallow: {address}" for address in closed)]
    lines.append(f"Sitemap: {canonical(request, reverse('sitemap_index'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
