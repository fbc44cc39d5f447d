"""Atom feeds (订阅): of the whole site, a column, a topic, an issuing body; in both scripts.

An entry has a summary, not the whole text: its attachments, relations and later corrections are on the page, and thirty
bodies would cost a second to lay out. Its id is the permanent address, so that a move makes nothing look new.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.http import http_date
from django.utils.translation import get_language

from home.canonical import canonical, site_domain
from home.excerpts import words_of
from home.models import SiteIdentity
from home.navigation import language_tag
from publications.models import PermanentId
from publications.permanent_ids import permanent_id_for
from publications.reading import published_at
from publications.templatetags.chinese import in_script

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from publications.models import OfficialDocumentPage

ENTRIES = 30
SECONDS_FRESH = 300
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class FeedDescription:
    """What a feed is of: its name, a sentence on it, and the page that lists the same documents."""

    title: str
    subtitle: str
    page_url: str


class DocumentFeed(Atom1Feed):
    """Django's Atom, whose own <updated> of a feed without entries would be the time of asking."""

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=NEVER)


def feed_response(
    request: HttpRequest, description: FeedDescription, documents: QuerySet[OfficialDocumentPage]
) -> HttpResponse:
    """The newest of `documents` as Atom; 304 for who has it already."""
    entries = list(documents.defer(None).select_related("locale", "issuing_body")[:ENTRIES])
    feed = DocumentFeed(
        title=description.title,
        link=description.page_url,
        description=description.subtitle,
        language=language_tag(get_language() or ""),
        author_name=author_of_feed(request),
        feed_url=canonical(request, request.path),
        feed_guid=canonical(request, request.path),
        subtitle=description.subtitle,
    )
    codes = permanent_codes(entries)
    for document in entries:
        add_entry(feed, document, codes[document.translation_key], request)
    response = HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    changed = int(feed.latest_post_date().timestamp())
    response["ETag"], response["Last-Modified"] = etag, http_date(changed)
    patch_cache_control(response, public=True, max_age=SECONDS_FRESH)
    # No Last-Modified for the comparison: a document that was withdrawn changes the feed without being newer.
    return get_conditional_response(request, etag=etag, response=response)


def author_of_feed(request: HttpRequest) -> str:
    identity = SiteIdentity.for_request(request)
    return str(in_script(identity.organiser or identity.name)) or site_domain(request)


def add_entry(feed: DocumentFeed, document: OfficialDocumentPage, code: str, request: HttpRequest) -> None:
    body = in_script(document.issuing_body.name) if document.issuing_body else None
    feed.add_item(
        title=document.title,
        link=document.get_full_url(request),
        description=escape(words_of(document, 200)),
        author_name=body or document.source or None,
        pubdate=moment(published_at(document)),
        updateddate=updated_at(document),
        unique_id=canonical(request, reverse("permanent_address", args=(code,))),
        categories=[str(document.get_kind_display())],
    )


def permanent_codes(documents: Sequence[OfficialDocumentPage]) -> dict:
    """{translation_key: code}; one query where every document has been given one."""
    keys = [document.translation_key for document in documents]
    known = dict(PermanentId.objects.filter(translation_key__in=keys).values_list("translation_key", "code"))
    return {key: known.get(key) or permanent_id_for(key).code for key in keys}


def updated_at(document: OfficialDocumentPage) -> datetime:
    changed = document.last_published_at or document.first_published_at or document.latest_revision_created_at
    return changed or moment(document.shown_date) or NEVER


def moment(value: date | datetime | None) -> datetime | None:
    """A day's beginning, where only the day is known."""
    if value is None or isinstance(value, datetime):
        return value
    return timezone.make_aware(datetime.combine(value, time.min))
