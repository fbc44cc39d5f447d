"""An address once public never leads nowhere: what moved is followed, what was withdrawn or deleted says so.

Drafts and restricted pages are not given away: neither that they exist nor where.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404
from wagtail.models import Page, PageLogEntry, Site

from publications.former_addresses import is_restricted, root_above, with_query
from publications.models import FormerAddress

if TYPE_CHECKING:
    from django.http import HttpRequest

MOST_HOPS = 12
LONGEST_QUERY = 500
DEEPEST = 20  # parts of an address that are looked at


@dataclass(frozen=True)
class Moved:
    """What was asked for is at `url` now; `by_query`: the old address's query said which document it was."""

    url: str
    by_query: bool = False


@dataclass(frozen=True)
class Gone:
    """已撤下: the document was public and is no longer; `since` where that is known."""

    since: datetime | None = None


def look_up(request: HttpRequest, language: str, path: str) -> Moved | Gone | None:
    """What became of the address `path` (below the home page in `language`) that leads nowhere now; None: nothing known.

    The longest former address that `path` begins with says where to look next, until something answers there.
    """
    site = Site.find_for_request(request)
    if site is not None and (moved := moved_by_query(request, site, language, path)):
        return moved
    path = path.strip("/") + "/"
    seen: set[str] = set()
    while site is not None and path not in seen and len(seen) < MOST_HOPS and path.count("/") <= DEEPEST:
        seen.add(path)
        if withdrawn := withdrawn_page(site, language, path):
            return withdrawn
        row = longest_former(site, language, path)
        if row is None or row.gone_at:
            return Gone(row.gone_at) if row else None
        rest = path[len(row.path) :]
        target = present_page(row.translation_key, language)
        if target is None:  # deleted since: on to where it stood last
            last = FormerAddress.objects.filter(site=site, language=language, translation_key=row.translation_key)
            if (row := last.exclude(gone_at=None).first()) is None:
                return None
            path = row.path + rest
            continue
        if answer := page_answering(request, target, rest):
            return Moved(target.get_url(request) + rest) if may_see(request, answer) else None
        root = root_above(target.url_path)
        if root is None or root.site_id != site.pk:
            return None
        language, path = root.language_code, target.url_path[len(root.root_path) :] + rest
    return None


def moved_by_query(request: HttpRequest, site: Site, language: str, path: str) -> Moved | None:
    """show.asp?id=3 of an old site: the document that was imported from there, if everybody may read it."""
    query = request.META.get("QUERY_STRING", "")
    if not query or len(query) > LONGEST_QUERY:
        return None
    former = FormerAddress.objects.filter(site=site, language=language, path=with_query(path, query), gone_at=None)
    row = former.first()
    target = present_page(row.translation_key, language) if row else None
    answer = page_answering(request, target, "") if target else None
    return Moved(target.get_url(request), by_query=True) if target and answer and may_see(request, answer) else None


def prefixes(path: str) -> list[str]:
    """a/b/c/ → a/b/c/, a/b/, a/."""
    parts = path.strip("/").split("/")
    return ["/".join(parts[:end]) + "/" for end in range(len(parts), 0, -1)]


def longest_former(site: Site, language: str, path: str) -> FormerAddress | None:
    rows = FormerAddress.objects.filter(site=site, language=language, path__in=prefixes(path))
    return max(rows, key=lambda row: len(row.path), default=None)


def present_page(translation_key: UUID, language: str) -> Page | None:
    """The page as it stands today, in the script that was asked for if there is one."""
    pages = Page.objects.filter(translation_key=translation_key).select_related("locale")
    return min(pages, key=lambda page: page.locale.language_code != language, default=None)


def page_answering(request: HttpRequest, target: Page, rest: str) -> Page | None:
    """The live page that answers at `rest` below `target`: itself, one below it, or its own listing of a year."""
    try:
        return target.specific.route(request, [part for part in rest.split("/") if part])[0]
    except Http404:
        return None


def may_see(request: HttpRequest, page: Page) -> bool:
    return all(restriction.accept_request(request) for restriction in page.get_view_restrictions())


def withdrawn_page(site: Site, language: str, path: str) -> Gone | None:
    """撤稿: a page stands there, was public and is no longer."""
    url_path = next(iter(url_paths(site, language, [path])), None)
    page = Page.objects.filter(url_path=url_path, live=False, first_published_at__isnull=False).first()
    return Gone(withdrawn_at(page)) if page and not is_restricted(page.path) else None


def withdrawn_at(page: Page) -> datetime | None:
    entries = PageLogEntry.objects.filter(page=page.pk, action="wagtail.unpublish").order_by("-timestamp")
    return entries.values_list("timestamp", flat=True).first()


def url_paths(site: Site, language: str, paths: list[str]) -> list[str]:
    """Wagtail's own paths of addresses below the home page in `language`."""
    roots = Site.get_site_root_paths()
    return [r.root_path + p for r in roots if (r.site_id, r.language_code) == (site.pk, language) for p in paths]


def column_above(request: HttpRequest, language: str, path: str) -> Page | None:
    """The nearest page above what is gone that everybody may read."""
    site = Site.find_for_request(request)
    above = url_paths(site, language, prefixes(path)[1:]) if site else []
    return Page.objects.live().public().filter(url_path__in=above).order_by("-depth").first()


def gone_document(translation_key: UUID) -> Gone | None:
    """Whether the document was public once, for its permanent address; ask only where no version of it is."""
    deleted = FormerAddress.objects.filter(translation_key=translation_key).exclude(gone_at=None).first()
    if deleted:
        return Gone(deleted.gone_at)
    pages = Page.objects.filter(translation_key=translation_key, live=False, first_published_at__isnull=False)
    return next((Gone(withdrawn_at(page)) for page in pages if not is_restricted(page.path)), None)
