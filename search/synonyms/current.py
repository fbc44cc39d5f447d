"""The synonyms in force: the reviewed file and the editors' own, read again only when somebody has changed them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publications.standing import standing
from search.synonyms.classes import Synonyms, built_in, read_classes
from search.synonyms.models import SynonymEntry, lines_of

if TYPE_CHECKING:
    from django.http import HttpRequest


def current_synonyms(request: HttpRequest | None) -> Synonyms:
    """No question to the database but the one that every request asks for what stands round a page."""
    return standing(request, "search.synonyms", _read)


def _read() -> Synonyms:
    entries = list(SynonymEntry.objects.filter(active=True))
    return read_classes(lines_of(entries)) if entries else built_in()
