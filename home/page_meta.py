"""<meta> tags for inspectors and crawlers: 国办发〔2017〕47号, annex 网页标签规范, in its three groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from home.canonical import site_domain
from home.page_facts import ArticleFacts, ColumnFacts, PageFacts
from publications.templatetags.chinese import in_script, meta_date

if TYPE_CHECKING:
    from django.http import HttpRequest

    from home.models import SiteIdentity


@dataclass(frozen=True)
class MetaTag:
    name: str
    content: str


def site_tags(identity: SiteIdentity, request: HttpRequest, site_name: str) -> list[MetaTag]:
    """网站标签, on every page; SiteIDCode only where the site has been given one."""
    tags = [
        MetaTag("SiteName", str(in_script(identity.name)) or site_name),
        MetaTag("SiteDomain", site_domain(request)),
    ]
    return [*tags, MetaTag("SiteIDCode", identity.site_code)] if identity.site_code else tags


def page_tags(facts: PageFacts) -> list[MetaTag]:
    """栏目标签 and 内容标签 of a page; optional ones (可选) only with a value."""
    tags = column_tags(facts.column) if facts.column else []
    return tags + (article_tags(facts.article) if facts.article else [])


def column_tags(column: ColumnFacts) -> list[MetaTag]:
    return [
        MetaTag("ColumnName", column.name),
        MetaTag("ColumnDescription", column.description),
        MetaTag("ColumnKeywords", column.keywords),
        MetaTag("ColumnType", column.column_type),
    ]


def article_tags(article: ArticleFacts) -> list[MetaTag]:
    optional = [
        MetaTag("Keywords", article.keywords),
        MetaTag("Author", article.author),
        MetaTag("Description", article.description),
        MetaTag("Image", article.image),
        MetaTag("Url", article.url),
    ]
    return [
        MetaTag("ArticleTitle", article.title),
        MetaTag("PubDate", meta_date(article.published)),
        MetaTag("ContentSource", article.source),
        *(tag for tag in optional if tag.content),
    ]


def description_of(facts: PageFacts) -> str:
    """What search engines read: <meta name="description">. HTML compares these names without case, so never both."""
    if facts.article:
        return ""  # `Description` says it
    return facts.column.description if facts.column else ""
