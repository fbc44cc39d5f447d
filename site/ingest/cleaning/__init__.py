"""The cleaning rules (清理规则), in their order. Each is pure: SourceDocument -> (SourceDocument, what it removed)."""

from __future__ import annotations

from dataclasses import replace

from ingest.cleaning.anti_copy import OMISSIONS, ORNAMENTS, RANDOM_STRINGS, RARE_GLYPHS, SITE_NAMES
from ingest.cleaning.decisions import NONE, Decisions
from ingest.cleaning.history import History
from ingest.cleaning.invisible import INVISIBLE, LONG_GAPS, NO_BREAK_SPACES
from ingest.cleaning.lines import BROKEN_LINES
from ingest.cleaning.markup_residue import FIELD_CODES, MARKUP
from ingest.cleaning.numbers import BRACKETS, DAYS
from ingest.cleaning.page_lines import PAGE_LINES
from ingest.cleaning.page_marks import PAGE_MARKS
from ingest.cleaning.readings import INJECTED_READINGS
from ingest.cleaning.rule import Rule
from ingest.cleaning.site_chrome import LEFT_BY_SITES, SHARE_TAILS, SITE_CHROME
from ingest.cleaning.widths import FULL_WIDTH_FIGURES, HALF_WIDTH, RADICAL_FORMS, SYMBOL_SIGNS
from ingest.readers.source import Removal, SourceDocument

RULES: tuple[Rule, ...] = (
    INVISIBLE,
    LONG_GAPS,
    INJECTED_READINGS,  # before spaces are touched: a reading may end in a no-break space
    NO_BREAK_SPACES,
    ORNAMENTS,
    RANDOM_STRINGS,
    SITE_NAMES,
    RARE_GLYPHS,
    OMISSIONS,
    FIELD_CODES,
    MARKUP,
    PAGE_MARKS,  # before chrome: the marks hide which line is which
    LEFT_BY_SITES,  # before chrome: they stand among the lines at its edge
    SITE_CHROME,
    SHARE_TAILS,
    SYMBOL_SIGNS,
    RADICAL_FORMS,
    FULL_WIDTH_FIGURES,
    BRACKETS,
    DAYS,
    HALF_WIDTH,
    PAGE_LINES,
    BROKEN_LINES,  # last: what it joins has no place of its own in the original any more
)


def clean(document: SourceDocument, decisions: Decisions = NONE) -> tuple[SourceDocument, list[Removal]]:
    """Apply every rule; the removals of the reader come first, the places of all are those of the original.

    What an editor has refused stays as it was and is named in `Removal.kept`."""
    removals = list(document.removals)
    history = History()
    for rule in RULES:
        document, removed = _apply(rule, document, history, decisions)
        removals += removed
    return document, removals


def _apply(
    rule: Rule, document: SourceDocument, history: History, decisions: Decisions
) -> tuple[SourceDocument, list[Removal]]:
    cleaned, removed = rule.apply(document)
    if not removed or not decisions.concern(rule.name):
        return cleaned, history.traced(removed)
    places = [place for removal in removed for place in removal.places]
    kept = {place: original for place in places if (original := history.origin(place)) is not None}
    kept = {place: original for place, original in kept.items() if decisions.refuses(rule.name, original)}
    if not rule.single:
        refused = decisions.refuses_all(rule.name)
        return (document, _as_kept(removed, history)) if refused else (cleaned, history.traced(removed))
    kept = {
        place: original for place, original in kept.items() if place.end >= 0
    }  # whole lines are put back at the end
    spared = frozenset((place.origin, place.start, place.end) for place in kept)
    cleaned, removed = rule.apply(replace(document, spared=spared)) if spared else (cleaned, removed)
    removed = history.traced(removed) or [Removal(rule.name, rule.reason, 0)]
    return replace(cleaned, spared=frozenset()), [replace(removed[0], kept=tuple(kept.values())), *removed[1:]]


def _as_kept(removed: list[Removal], history: History) -> list[Removal]:
    """A rule that an editor has refused as a whole."""
    return [
        replace(
            r, count=0, places=(), remarks=(), kept=tuple(o for p in r.places if (o := history.origin(p)) is not None)
        )
        for r in removed
    ]
