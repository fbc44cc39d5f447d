"""What the search page proposes where it found nothing or hardly anything (您要找的是不是)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wagtail.models import Page

from search import queries
from search.indexing import engine_for
from search.query_text import read
from search.state import SearchState
from search.suggestions.asking import suggest
from search.suggestions.corrections import SAME_SOUND, corrections
from search.suggestions.letters import is_han, letters_of

if TYPE_CHECKING:
    from search.queries import SearchResult
    from search.query_text import TypedQuery

HARDLY_ANYTHING = 2  # documents
TRIED = 3


@dataclass(frozen=True)
class Proposal:
    """Another query, how many documents it finds, and the address of its search."""

    text: str
    total: int
    address: str


def did_you_mean(result: SearchResult) -> Proposal | None:
    """The likeliest correction that finds more than was found; None where enough was, or where a filter was in the way.

    It finds what this reader's search finds: only what everybody may read, in the reader's script.
    """
    state = result.state
    if not state.q or result.chips or state.page > 1 or not _found_hardly_anything(result):
        return None
    found = 0 if result.found_only_some or result.found_without_quotes else result.total
    for text in _likely(result.typed, sure=found > 0)[:TRIED]:
        if (total := _total(text)) > found:
            return Proposal(text, total, SearchState(q=text).address())
    return None


def _found_hardly_anything(result: SearchResult) -> bool:
    if result.total == 0 or result.found_only_some or result.found_without_quotes:
        return True
    return result.attempt == "every" and result.total <= HARDLY_ANYTHING


def _likely(typed: TypedQuery, sure: bool) -> list[str]:
    """Corrections, the likeliest first; `sure`: only of characters that sound alike, since the query found something."""
    query, letters = typed.text, letters_of(typed.text)
    if not any(map(is_han, letters.folded)):
        return [] if sure else [suggestion.text for suggestion in suggest(query)]
    likely = [c.text for c in corrections(query) if not sure or c.cost < 2 * SAME_SOUND]
    # Quotation marks ask for every character: another may be meant that sounds alike, but none was too many or is missing.
    return [text for text in likely if letters_of(text).blurred == letters.blurred] if typed.phrases else likely


def _total(text: str) -> int:
    """How many documents have all of it."""
    typed = read(text)
    plan = queries.plans(typed)[0]
    return engine_for(Page).ask(plan, 0, 0).total if typed.names[0] != "no_phrase" else 0
