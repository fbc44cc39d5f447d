"""A document's relations as a reader sees them: from both ends, in one query each, only what may be read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import Q

from publications.choices import REVERSE_RELATION_LABELS, RelationKind
from publications.models import Relation

if TYPE_CHECKING:
    from publications.models import OfficialDocumentPage


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

    key = document.translation_key
    relations = list(Relation.objects.filter(Q(from_key=key) | Q(to_key=key)))
    keys = {r.to_key if r.from_key == key else r.from_key for r in relations} - {None}
    pages = readable_by_key(OfficialDocumentPage, keys, document.locale_id)
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


def readable_by_key(model: type, keys: set, locale_id: int) -> dict:
    """{translation_key: page} of live, public pages; the reader's script where it is live, else the original's."""
    pages = model.objects.live().public().filter(translation_key__in=keys).select_related("locale").defer("body")
    chosen: dict = {}
    ordered = sorted(pages, key=lambda page: (str(page.translation_key), page.locale_id != locale_id))
    for key, group in groupby(ordered, key=lambda page: page.translation_key):
        chosen[key] = next(iter(group))
    return chosen
