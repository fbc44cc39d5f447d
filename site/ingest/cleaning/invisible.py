"""Characters that nobody sees but search and comparison trip over: no-break spaces, zero-width and control characters."""

from __future__ import annotations

import re

from ingest.cleaning.everywhere import Find
from ingest.cleaning.rule import Rule, everywhere, text_rule
from ingest.readers.source import Edit, Removal, SourceDocument

NO_BREAK = re.compile("[\u00a0\u202f\u2007]")
UNSEEN = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
                    "\uffa0\ufff9-\ufffb\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\U000e0000-\U000e007f]")  # fmt: skip
LONG_GAP = re.compile(r"[^\S\n]{40,}")  # also keeps every later pattern linear


def replaced(pattern: re.Pattern[str], new: str = "") -> Find:
    return lambda text: [Edit(m.start(), m.end(), new) for m in pattern.finditer(text)]


def _unseen() -> Rule:
    plain = text_rule("invisible_characters", "看不见的控制字符", "repair", everywhere(replaced(UNSEEN)), around=0)

    def apply(document: SourceDocument) -> tuple[SourceDocument, list[Removal]]:
        document, removals = plain.apply(document)
        named = [f"U+{ord(c):04X}" for removal in removals for quote in removal.quotes for c in quote]
        quotes = tuple(dict.fromkeys(named))[:8]
        return document, [Removal(r.rule, r.reason, r.count, quotes, r.places) for r in removals]

    return Rule(plain.name, plain.reason, plain.nature, apply)


INVISIBLE = _unseen()
LONG_GAPS = text_rule("long_gaps", "排版用的成串空格改为一个", "repair", everywhere(replaced(LONG_GAP, " ")), around=0)
NO_BREAK_SPACES = text_rule("nbsp", "不换行空格改为普通空格", "repair", everywhere(replaced(NO_BREAK, " ")))
