"""The documents of a page of results, each as its most specific class: three queries, however many types are among them.

The index writes whole records and reads everything of a page (search.documents.load); a list of ten needs their rows, joined
to those of their types, and what stands beside the rows: joint bodies, and children such as a plan's tasks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects
from modelcluster.models import get_all_child_relations

from publications.models import OfficialDocumentPage
from publications.standing import restrictions

if TYPE_CHECKING:
    from django.http import HttpRequest


def public_pages(keys: Iterable[Any], request: HttpRequest | None = None) -> list[Any]:
    """Those of the keys that are documents, live and open to all now, whatever the index still says."""
    closed = restrictions(request)
    rows = OfficialDocumentPage.objects.filter(pk__in=list(keys), live=True)
    documents = [
        document
        for document in rows.select_related("locale", "issuing_body", *_types())
        if not document.path.startswith(closed)
    ]
    prefetch_related_objects(documents, "joint_bodies")
    pages = [_specific(document) for document in documents]
    by_class: dict[type, list[Any]] = defaultdict(list)
    for page in pages:
        by_class[type(page)].append(page)
    for model, of_model in by_class.items():
        prefetch_related_objects(of_model, *_children(model))
    return pages


def _specific(document: OfficialDocumentPage) -> Any:
    """The row of the document's type, with what was read for the document."""
    for name in _types():
        page = getattr(document, name, None)
        if page is not None:
            page._state.fields_cache |= {
                field: document._state.fields_cache[field]
                for field in ("locale", "issuing_body")
                if field in document._state.fields_cache
            }
            page._prefetched_objects_cache = document._prefetched_objects_cache
            return page
    return document


@cache
def _types() -> tuple[str, ...]:
    """The accessors of the types of documents: one LEFT JOIN each."""
    relations = OfficialDocumentPage._meta.related_objects
    return tuple(r.get_accessor_name() for r in relations if r.one_to_one and r.field.remote_field.parent_link)


@cache
def _children(model: type) -> tuple[str, ...]:
    """What a type's pages keep in tables of their own (a plan's tasks); Wagtail's own are not shown."""
    relations = get_all_child_relations(model)
    return tuple(r.related_name for r in relations if not r.related_model.__module__.startswith("wagtail"))
