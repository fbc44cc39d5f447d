"""JSON-LD (schema.org) of a page, as a data block: never executed, so the content security policy lets it stand."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from home.models import HomePage, IdentityKind
from home.navigation import language_tag
from home.page_facts import ArticleFacts, PageFacts
from publications.choices import Kind
from publications.models import OfficialDocumentPage
from publications.templatetags.chinese import in_script

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wagtail.models import Page

    from home.models import SiteIdentity

TYPES = {
    Kind.PLAN: "Report",
    Kind.REVIEW: "Report",
    Kind.NEWS: "NewsArticle",
    Kind.COLLECTION: "Collection",
}
HEADLESS = {"WebPage", "Collection"}  # types that have neither headline nor articleSection
# As django.utils.html.json_script does it, so that no text of a page can end the block; and the two line separators.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def as_data_block(objects: Sequence[dict[str, Any]]) -> SafeString:
    """`<script type="application/ld+json">` with `objects` as one graph; nothing for none."""
    if not objects:
        return SafeString("")
    graph = {"@context": "https://schema.org", "@graph": list(objects)}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def structured_data(page: Page, facts: PageFacts, identity: SiteIdentity, language: str, root: str) -> list[Any]:
    """What the page is, and where it stands; `root` is the site's own address, without a slash at its end."""
    objects: list[Any] = []
    if isinstance(page, HomePage):
        objects += [organisation(identity, page, root), website(page, language, root)]
    elif facts.article:
        objects.append(article(facts.article, facts, language, root))
    if len(facts.trail) > 1:
        objects.append(breadcrumbs(facts.trail))
    return objects


def organisation(identity: SiteIdentity, home: Page, root: str) -> dict[str, Any]:
    """Who runs the site: a public body, or the centre as an educational one."""
    is_centre = identity.kind == IdentityKind.INSTITUTION
    parent = {"@type": "GovernmentOrganization", "name": in_script(identity.organiser)}
    return given(
        {
            "@type": "EducationalOrganization" if is_centre else "GovernmentOrganization",
            "@id": f"{root}/#organisation",
            "name": str(in_script(identity.name)) or home.title,
            "url": f"{root}/",
            "telephone": identity.telephone,
            "email": identity.email,
            "address": given(
                {
                    "@type": "PostalAddress",
                    "streetAddress": in_script(identity.address),
                    "postalCode": identity.postcode,
                    "addressCountry": "CN",
                }
            )
            if identity.address
            else None,
            "parentOrganization": parent if identity.organiser and identity.organiser != identity.name else None,
        }
    )


def website(home: Page, language: str, root: str) -> dict[str, Any]:
    return {
        "@type": "WebSite",
        "@id": f"{root}/#website",
        "name": home.title,
        "url": f"{root}/",
        "inLanguage": language_tag(language),
        "publisher": {"@id": f"{root}/#organisation"},
    }


def article(facts: ArticleFacts, whole: PageFacts, language: str, root: str) -> dict[str, Any]:
    """The page as a work: a document's type follows from its kind, a standard page is a WebPage."""
    page = facts.page
    document = page if isinstance(page, OfficialDocumentPage) else None
    kind = TYPES.get(Kind(document.kind), "Article") if document else "WebPage"
    data: dict[str, Any] = {
        "@type": kind,
        "@id": facts.url,
        "url": facts.url,
        "name": facts.title,
        "headline": "" if kind in HEADLESS else facts.title,
        "inLanguage": language_tag(language),
        "datePublished": iso(facts.published),
        "dateModified": iso(facts.modified),
        "description": facts.description,
        "keywords": facts.keywords,
        "image": facts.image,
        "articleSection": whole.column.name if whole.column and kind not in HEADLESS else "",
        "publisher": {"@id": f"{root}/#organisation"},
    }
    return given(data | (of_document(document) if document else {}))


def of_document(document: OfficialDocumentPage) -> dict[str, Any]:
    """Its number (发文字号) is its identifier, whoever issued it its author."""
    bodies = [{"@type": "Organization", "name": in_script(body.name)} for body in document.issuing_bodies]
    person = [{"@type": "Person", "name": in_script(document.author)}] if document.author else []
    return {
        "identifier": document.document_number or document.index_number,
        "author": bodies or person,
        "dateCreated": iso(document.written_on),
        "expires": iso(document.expires_on),
    }


def breadcrumbs(trail: Sequence[tuple[str, str]]) -> dict[str, Any]:
    places = [
        {"@type": "ListItem", "position": number, "name": name, "item": url}
        for number, (name, url) in enumerate(trail, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": places}


def iso(value: date | datetime | None) -> str:
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    return value.isoformat() if value else ""


def given(data: dict[str, Any]) -> dict[str, Any]:
    """`data` without what is empty: an absent field says less wrong than an empty one."""
    return {key: value for key, value in data.items() if value}
