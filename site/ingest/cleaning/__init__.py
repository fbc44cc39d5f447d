"""The noise rules, in order. Each is pure: SourceDocument -> (SourceDocument, what it removed)."""

from __future__ import annotations

from collections.abc import Callable

from ingest.cleaning.history import History
from ingest.cleaning.invisible import close_long_gaps, remove_fillers, remove_unseen, replace_no_break_spaces
from ingest.cleaning.markup_residue import remove_markup_residue
from ingest.cleaning.page_marks import remove_page_marks
from ingest.cleaning.readings import remove_readings
from ingest.cleaning.site_chrome import remove_site_chrome
from ingest.readers.source import Removal, SourceDocument

Rule = Callable[[SourceDocument], tuple[SourceDocument, list[Removal]]]

RULES: tuple[Rule, ...] = (
    remove_unseen,
    close_long_gaps,
    remove_readings,  # before spaces are touched: a reading may end in a no-break space
    replace_no_break_spaces,
    remove_fillers,
    remove_markup_residue,
    remove_page_marks,  # before chrome: the marks hide which line is which
    remove_site_chrome,
)


def clean(document: SourceDocument) -> tuple[SourceDocument, list[Removal]]:
    """Apply every rule; the removals of the reader come first, the places of all are those of the original."""
    removals = list(document.removals)
    history = History()
    for rule in RULES:
        document, removed = rule(document)
        removals += history.traced(removed)
    return document, removals
