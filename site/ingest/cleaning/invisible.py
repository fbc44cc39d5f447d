"""Characters that nobody sees but search and comparison trip over: no-break spaces, zero-width and control characters."""

from __future__ import annotations

import re

from ingest.cleaning.everywhere import edit_everywhere
from ingest.readers.source import Done, Edit, Removal, SourceDocument

NO_BREAK = re.compile("[\u00a0\u202f\u2007]")
UNSEEN = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u206a-\u206f\ufeff"
                    "\ufff9-\ufffb\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f]")  # fmt: skip
LONG_GAP = re.compile(r"[^\S\n]{40,}")  # also keeps every later pattern linear
FILLER = re.compile(r"[ \u3000]{0,3}[★☆✿ღ◈♪♫❀✪☯♥❤](?=\S)")


def _removal(rule: str, reason: str, done: list[Done], quotes: tuple[str, ...] = ()) -> Removal:
    return Removal(rule, reason, len(done), quotes, tuple(d.place for d in done))


def replace_no_break_spaces(document: SourceDocument) -> tuple[SourceDocument, list[Removal]]:
    """U+00A0 and its like become ordinary spaces."""
    document, done = edit_everywhere(
        document, lambda text: [Edit(m.start(), m.end(), " ") for m in NO_BREAK.finditer(text)]
    )
    return document, [_removal("nbsp", "不换行空格改为普通空格", done)] if done else []


def close_long_gaps(document: SourceDocument) -> tuple[SourceDocument, list[Removal]]:
    """Forty spaces or more, that only pushed words across a page, become one."""
    document, done = edit_everywhere(
        document, lambda text: [Edit(m.start(), m.end(), " ") for m in LONG_GAP.finditer(text)]
    )
    return document, [_removal("long_gaps", "排版用的成串空格改为一个", done)] if done else []


def remove_unseen(document: SourceDocument) -> tuple[SourceDocument, list[Removal]]:
    document, done = edit_everywhere(document, lambda text: [Edit(m.start(), m.end()) for m in UNSEEN.finditer(text)])
    names = tuple(dict.fromkeys(f"U+{ord(d.text[d.edit.start]):04X}" for d in done))
    return document, [_removal("invisible_characters", "看不见的控制字符", done, names[:8])] if done else []


def remove_fillers(document: SourceDocument) -> tuple[SourceDocument, list[Removal]]:
    """Ornaments strewn after commas by copying sites; five or more, since one may be meant."""
    document_after, done = edit_everywhere(
        document, lambda text: [Edit(m.start(), m.end()) for m in FILLER.finditer(text)]
    )
    if len(done) < 5:
        return document, []
    quotes = tuple(d.text[d.edit.start : d.edit.end] for d in done[:5])
    return document_after, [_removal("ornaments", "复制网站插入的装饰符号", done, quotes)]
