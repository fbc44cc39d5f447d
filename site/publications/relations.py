"""A document's relations as a reader sees them: from both ends, in one query each, only what may be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from wagtail.models import PageViewRestriction

from publications import standing
from publications.choices import REVERSE_RELATION_LABELS, RelationKind
from publications.models import Relation
from publications.readers import is_restricted

if TYPE_CHECKING:
    from django.http import HttpRequest

    from publications.models import OfficialDocumentPage

# What a line about another document shows, and what its address needs; the rest is read when somebody asks for it.
SHOWN = (
    *("title", "url_path", "path", "depth", "live", "content_type", "locale", "translation_key", "first_published_at"),
    *("kind", "year", "document_number", "issuing_body", "validity", "effective_on", "expires_on"),
    *("written_on", "published_on", "original_script"),
)


@dataclass(frozen=True)
class RelatedDocument:
    """One line of 相关文件: what it is to this document, and where it is (page None: not in the portal)."""

    label: str
    kind: str
    reverse: bool
    title: str
    document_number: str
    anchor: str
    page: OfficialDocumentPage | None


def related_documents(document: OfficialDocumentPage) -> list[RelatedDocument]:
    """Every relation of `document`, seen from it; unpublished or private others are left out."""
    from publications.models import OfficialDocumentPage

    key, request = document.translation_key, getattr(document, "reader_request", None)
    relations = list(Relation.objects.filter(Q(from_key=key) | Q(to_key=key)))
    keys = {r.to_key if r.from_key == key else r.from_key for r in relations} - {None}
    # Its own versions come along, for the language switch.
    versions = readable_versions(OfficialDocumentPage, keys | {key}, request)
    document.live_versions = versions.pop(key, [])
    pages = {other: in_script_of(found, document.locale_id) for other, found in versions.items()}
    found = []
    for relation in relations:
        reverse = relation.from_key != key
        other_key = relation.from_key if reverse else relation.to_key
        page = pages.get(other_key) if other_key else None
        if other_key and page is None:
            continue
        label = REVERSE_RELATION_LABELS[RelationKind(relation.kind)] if reverse else relation.get_kind_display()
        found.append(
            RelatedDocument(
                label=str(label),
                kind=relation.kind,
                reverse=reverse,
                title=page.title if page else relation.to_title,
                document_number=page.document_number if page else relation.to_number,
                anchor="" if reverse else relation.anchor,
                page=page,
            )
        )
    return found


def readable_by_key(model: type, keys: set, locale_id: int, request: HttpRequest | None = None) -> dict:
    """{translation_key: page} of live, public pages; the reader's script where it is live, else the original's."""
    versions = readable_versions(model, keys, request)
    return {key: in_script_of(found, locale_id) for key, found in versions.items()}


def readable_versions(model: type, keys: set, request: HttpRequest | None = None) -> dict[Any, list[Any]]:
    """{translation_key: its live pages that everybody may read}; one query (a request knows restrictions and locales)."""
    pages = model.objects.live().filter(translation_key__in=keys).order_by("pk")
    pages = pages.only(*SHOWN) if model._meta.label_lower == "publications.officialdocumentpage" else pages
    if request is None:
        pages = pages.exclude(is_restricted(PageViewRestriction, "page", "path")).select_related("locale")
    found: dict[Any, list[Any]] = {}
    for page in pages:
        if request is not None:
            if not standing.is_open_to_all(request, page):
                continue
            page.locale = standing.locales(request)[page.locale_id]
        found.setdefault(page.translation_key, []).append(page)
    return found


def in_script_of(versions: list[Any], locale_id: int) -> Any:
    return next((page for page in versions if page.locale_id == locale_id), versions[0])
