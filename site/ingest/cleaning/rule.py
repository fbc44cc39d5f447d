"""What a cleaning rule (清理规则) is: a name, a reason for editors, and a pure function that finds what to take out.

Most rules look at one text at a time and are `text_rule`s; those that see lines and pages are written out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.cleaning.everywhere import Find, edit_everywhere
from ingest.readers.source import Done, Removal, SourceDocument

Apply = Callable[[SourceDocument], tuple[SourceDocument, list[Removal]]]
Finder = Callable[[SourceDocument], Find | None]
SHOWN = 40
AROUND = 4


@dataclass(frozen=True)
class Rule:
    """`nature`: noise is what was never the document's own, a repair gives back what copying changed (width, spaces, lines).

    `single`: an editor may keep one place of it and let the others go."""

    name: str
    reason: str
    nature: Literal["noise", "repair"]
    apply: Apply
    single: bool = True


def text_rule(
    name: str,
    reason: str,
    nature: Literal["noise", "repair"],
    finder: Finder,
    *,
    around: int = AROUND,
    least: int = 1,
    remark: tuple[str, re.Pattern[str]] | None = None,
) -> Rule:
    """A rule that edits texts. `finder` judges the whole document first and gives what finds edits in one text, None for nothing;
    fewer than `least` places are left alone; quotes show `around` code points on both sides. `remark` is the code of a finding
    that each edit gives, and the pattern of the repaired words, ending where the edit ends."""

    def apply(document: SourceDocument) -> tuple[SourceDocument, list[Removal]]:
        find = finder(document)
        if find is None:
            return document, []
        cleaned, done = edit_everywhere(document, find)
        if len(done) < least:
            return document, []
        places = tuple(d.place for d in done)
        remarks = tuple((remark[0], _repaired(d, remark[1])) for d in done) if remark else ()
        return cleaned, [Removal(name, reason, len(done), quotes_of(done, around), places, remarks=remarks)]

    return Rule(name, reason, nature, apply)


def everywhere(find: Find) -> Finder:
    """For rules that need not look at the document first."""
    return lambda _document: find


def _repaired(done: Done, pattern: re.Pattern[str]) -> str:
    """The words that the edit made whole."""
    match = pattern.search(done.text[: done.edit.start] + done.edit.new)
    return match.group() if match else done.edit.new


def quotes_of(done: Sequence[Done], around: int) -> tuple[str, ...]:
    """What was found, once each, in the order of the text."""
    quotes = (d.text[max(d.edit.start - around, 0) : d.edit.end + around].strip("\n") for d in done)
    return tuple(dict.fromkeys(quotes))[:SHOWN]
