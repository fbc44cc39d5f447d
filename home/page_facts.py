"""What machines are told about a page, gathered once for <meta> tags, JSON-LD and feeds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from home.canonical import canonical
from home.excerpts import words_of
from home.models import HomePage, SiteIdentity
from home.navigation import column_models
from publications.models import OfficialDocumentPage
from publications.reading import published_at
from publications.templatetags.chinese import in_script

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest


@dataclass(frozen=True)
class ColumnFacts:
    """栏目: its name, what it is for, words, and its type as 网页标签规范 names it."""

    name: str
    description: str
    keywords: str
    column_type: str


@dataclass(frozen=True)
class ArticleFacts:
    """正文页. `published` is a moment, or a day where no more is known."""

    title: str
    url: str
    published: date | datetime | None
    modified: datetime | None
    source: str
    author: str
    description: str
    keywords: str
    image: str
    page: Page


@dataclass(frozen=True)
class PageFacts:
    column: ColumnFacts | None = None
    article: ArticleFacts | None = None
    trail: Sequence[tuple[str, str]] = field(default_factory=tuple)  # (name, full URL) from the home page on


def facts_of(page: Page, request: HttpRequest, above: Sequence[Page]) -> PageFacts:
    """Facts of a page of the tree; `above` are its ancestors from the home page on. One query for the column's texts."""
    if isinstance(page, (HomePage, *column_models())):
        column, article = column_facts(page), None
    else:
        nearest = _nearest_column(above)
        column, article = column_facts(nearest) if nearest else None, article_facts(page, request)
    trail = [(ancestor.title, ancestor.get_full_url(request)) for ancestor in above]
    return PageFacts(column, article, (*trail, (page.title, page.get_full_url(request))))


def column_facts(page: Any) -> ColumnFacts:
    if isinstance(page, HomePage):
        name = page.title
        keywords = page.keywords or name
        return ColumnFacts(name, words_of(page) or name, keywords, _("首页"))
    display = getattr(page, "get_column_type_display", None)
    keywords = getattr(page, "keywords", "") or page.title
    return ColumnFacts(page.title, words_of(page) or page.title, keywords, str(display()) if display else "")


def article_facts(page: Any, request: HttpRequest) -> ArticleFacts:
    is_document = isinstance(page, OfficialDocumentPage)
    topics = page.shown_topics if is_document else []
    return ArticleFacts(
        title=page.title,
        url=page.get_full_url(request),
        published=published_at(page) if is_document else page.first_published_at,
        modified=page.last_published_at,
        source=source_of(page, request),
        author=(page.author or page.responsible_editor) if is_document else "",
        description=words_of(page),
        keywords=",".join(in_script(topic.name) for topic in topics),
        image=image_of(page, request),
        page=page,
    )


def source_of(page: Any, request: HttpRequest) -> str:
    """ContentSource: where it was reprinted from, else who issued it, else who runs the site."""
    if isinstance(page, OfficialDocumentPage):
        if page.source:
            return str(in_script(page.source))
        if page.issuing_body:
            return str(in_script(page.issuing_body.name))
    identity = SiteIdentity.for_request(request)
    return str(in_script(identity.organiser or identity.name)) or page.title


def image_of(page: Any, request: HttpRequest) -> str:
    """The full address of the page's first picture, as the text shows it; empty where there is none."""
    image = getattr(page, "lead_image", None) or next(
        (b.value["image"] for b in getattr(page, "body", None) or () if b.block_type == "image"), None
    )
    return canonical(request, image.get_rendition("width-960").url) if image else ""


def _nearest_column(above: Sequence[Page]) -> Page | None:
    types = tuple(column_models())
    for page in reversed(above):
        if issubclass(page.specific_class or Page, types):
            return page.specific
    return None
