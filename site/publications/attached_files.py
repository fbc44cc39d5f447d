"""Which of the files attached to documents everybody may have: what the search may know of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction

from publications.passages import attached_keys
from publications.readers import is_restricted


def note_public_files(pages: Iterable[Any]) -> None:
    """Fill `public_files` of many documents with one query, or none where nothing is attached."""
    keys = {page: attached_keys(page.body) for page in pages}
    wanted = {key for attached in keys.values() for key in attached}
    files: dict[int, Any] = {}
    if wanted:
        found = get_document_model().objects.filter(pk__in=wanted).select_related("facts")
        closed = is_restricted(CollectionViewRestriction, "collection", "collection__path")
        files = {file.pk: file for file in found.annotate(restricted=closed) if not file.restricted}
    for page, attached in keys.items():
        page.public_files = {key: files[key] for key in attached if key in files}
