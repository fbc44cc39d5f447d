"""For templates of the search page: {% did_you_mean result as meant %}."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django import template

from search.backends.errors import SearchUnavailable
from search.suggestions import meaning

if TYPE_CHECKING:
    from search.queries import SearchResult

register = template.Library()
logger = logging.getLogger(__name__)


@register.simple_tag
def did_you_mean(result: SearchResult) -> meaning.Proposal | None:
    """What to search instead, or None; the page stands without it, so an engine that fails meanwhile is only logged."""
    try:
        return meaning.did_you_mean(result)
    except SearchUnavailable:
        logger.exception("search: no corrections, the engine cannot be asked")
        return None
