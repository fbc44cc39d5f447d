"""Broken lines (断行): a paragraph that was cut at the width of a page or a mail becomes one paragraph again.

Joined are lines that cannot begin a paragraph (with a comma, inside 《》), and lines of a text that was wrapped at one width."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.cleaning.rule import Rule
from ingest.readers.source import Block, Place, Removal, Run, SourceDocument
from ingest.wording import ends_sentence, plain

RULE, REASON = "broken_lines", "被换行切断的句子已接上"
NEVER_FIRST = re.compile(r"\s*[，。、；：？！）》」』”’〉〕】,;]")
OPEN_TITLE = re.compile(r"《[^《》]{0,60}$|〔[^〔〕]{0,12}$")
CLOSING = re.compile(r"[^《》]{0,60}》|[^〔〕]{0,12}〕")
# Such a line begins something of its own, however the line before ended.
OWN_LINE = re.compile(
    r"\s*(?:[(（]?[一二三四五六七八九十百]{1,4}[)）、.．，]|第[一二三四五六七八九十百\d]{1,5}[章节節条條款項项編编部]"
    r"|[(（]?\d{1,3}(?:[)）、.．]|[ \t]{1,3}\S)"
    r"|[①-⑳⑴-⒇•·●○■□◆▪➢✓☑*\-—][^—]|附[件表录錄]|[A-Za-z][.、)）]|[^，。；]{1,8}[:：]|抄[送报報]|主[题題][词詞]|[\d〇○零OＯ一二三四五六七八九十]{4}\s*年[^，。]{0,12}$)"
)
INDENTED = re.compile("^(?:\u3000|[ \u00a0]{2,}|\t)")
NARROWEST, WIDEST, SLACK = 40, 130, 5  # half-width columns: wrapped lines differ by what may not stand at a line's end
AT_LEAST = 3
SHARE = 0.7
LAST_WORDS = re.compile(r"[\u4e00-\u9fff]{1,8}:")
SPLIT_DATE = re.compile(r"\s*\d{4}\s*年\s*(?:\n\s*\d{1,2}\s*月|\d{1,2}\s*月\s*\n)\s*\d{1,2}\s*日\s*$")
LONGEST_DATE = 40
RUNNING = re.compile("[，。；、,;]")


def width(text: str) -> int:
    """Columns: whatever is not ASCII takes two."""
    text = text.rstrip()
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def find_breaks(blocks: Sequence[Block]) -> list[int]:
    """Indices of the blocks that continue the one before."""
    limit = _wrapped_at(blocks)
    indented = sum(bool(INDENTED.match(b.text)) for b in blocks) >= 2
    return [
        index
        for index in range(1, len(blocks))
        if _splits_date(blocks[index - 1], blocks[index])
        or (
            _neighbours(blocks[index - 1], blocks[index])
            and (
                _certain(blocks[index - 1].text, blocks[index].text)
                or (limit and _continues(blocks[index - 1].text, blocks[index].text, limit, indented))
            )
        )
    ]


def _neighbours(one: Block, other: Block) -> bool:
    """Two paragraphs of one kind without a blank line between them."""
    return (
        one.kind == other.kind == "paragraph"
        and one.align == other.align
        and one.align not in ("center", "right")
        and bool(one.text.strip() and other.text.strip())
        and (other.line == 0 or other.line - one.line <= 1)
        and not (one.is_bold and not other.is_bold)
    )


def _splits_date(one: Block, other: Block) -> bool:
    """2031年 over 4月2日, as a narrow signature has it."""
    short = one.kind == other.kind == "paragraph" and len(one.text) + len(other.text) <= LONGEST_DATE
    return short and bool(SPLIT_DATE.match(f"{one.text}\n{other.text}"))


def _certain(one: str, other: str) -> bool:
    if NEVER_FIRST.match(other):
        return not ends_sentence(one) and width(one) >= 8
    opened = OPEN_TITLE.search(one)
    return bool(opened and CLOSING.match(other.strip()) and not INDENTED.match(other))


def _wrapped_at(blocks: Sequence[Block]) -> int:
    """The width at which the text was wrapped; 0 where it was not."""
    widths = [width(b.text) for b in blocks if b.kind == "paragraph" and b.text.strip()]
    limit = max(widths, default=0)
    if not NARROWEST <= limit <= WIDEST:
        return 0
    cut = [
        one.text
        for one, other in itertools.pairwise(blocks)
        if _neighbours(one, other) and not ends_sentence(one.text) and width(one.text) >= NARROWEST // 2
        and not one.text.rstrip().endswith(("：", ":")) and not OWN_LINE.match(plain(other.text))
    ]  # fmt: skip
    full = [text for text in cut if width(text) >= limit - SLACK]
    running = sum(bool(RUNNING.search(text)) for text in full)  # names of projects may be as long as each other
    return limit if len(full) >= AT_LEAST and len(full) >= SHARE * len(cut) and running * 2 >= len(full) else 0


def _continues(one: str, other: str, limit: int, indented: bool) -> bool:
    if width(one) < limit - SLACK or INDENTED.match(other):
        return False
    if OWN_LINE.match(plain(other)):  # 育学院： ends what began above, where paragraphs are indented
        return indented and not ends_sentence(one) and bool(LAST_WORDS.match(plain(other)))
    if ends_sentence(one) or one.rstrip().endswith(("：", ":")):
        return indented and (ends_sentence(other) or width(other) >= limit // 2)  # else it is a signature
    return True


def join_broken_lines(document: SourceDocument) -> tuple[SourceDocument, list[Removal]]:
    blocks = document.blocks
    breaks = {i for i in find_breaks(blocks) if (blocks[i].origin, 0, 0) not in document.spared}
    if not breaks:
        return document, []
    out: list[Block] = []
    quotes = []
    for index, block in enumerate(blocks):
        if index in breaks:
            quotes.append(f"{blocks[index - 1].text.rstrip()[-8:]}⏎{block.text.strip()[:8]}")
            out[-1] = joined(out[-1], block)
        else:
            out.append(block)
    places = tuple(Place(blocks[i].origin, 0, 0) for i in sorted(breaks))
    removal = Removal(RULE, REASON, len(breaks), tuple(dict.fromkeys(quotes))[:40], places)
    return replace(document, blocks=tuple(out)), [removal]


def joined(one: Block, other: Block) -> Block:
    """One paragraph of two; a space between them where Latin words meet."""
    left, right = one.text.rstrip(), other.text.lstrip()
    gap = " " if left[-1:].isascii() and left[-1:].isalnum() and right[:1].isascii() and right[:1].isalnum() else ""
    runs = (*_without_tail(one.runs), *((Run(gap),) if gap else ()), *_without_head(other.runs))
    origins = (*one.joined, other.origin, *other.joined)
    return replace(one, runs=runs, joined=origins if one.origin >= 0 else (), line=other.line or one.line)


def _without_tail(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs without the white space that they end with; looked at from the end, for a paragraph may be joined of thousands."""
    for index in range(len(runs) - 1, -1, -1):
        if runs[index].text.strip():
            return (*runs[:index], replace(runs[index], text=runs[index].text.rstrip()))
    return ()


def _without_head(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs without the white space that they begin with."""
    for index, run in enumerate(runs):
        if run.text.strip():
            return (replace(run, text=run.text.lstrip()), *runs[index + 1 :])
    return ()


BROKEN_LINES = Rule(RULE, REASON, "repair", join_broken_lines)
