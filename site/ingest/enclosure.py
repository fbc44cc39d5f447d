"""Split the plan that a notice encloses (所附计划) from the notice: 关于印发《…计划》的通知, signature, then the plan itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.metadata.printed_title import could_be_title, head_title
from ingest.metadata.signoff import ANNEX, find_sign_off
from ingest.readers.source import Block
from ingest.wording import cue, plain, title_key

ISSUED = cue(
    r"(印发|发布|公布|下达|转发|制定|制订|现将|通过|批准)[^《》]{0,30}《([^《》]+(?:《[^《》]*》[^《》]*)*)》|《([^《》]{4,80})》[^。]{0,40}(印发|发布|公布|下发)"
)
PLAN = cue(r"(计划|方案|规划|要点|行动|纲要|安排|路线图|任务清单|任务分工)([(（][^)）]*[)）])*$")
MIN_BLOCKS = 3
MENTION_BLOCKS = 10
YEARS = re.compile(r"[（(][^（）()]{2,20}[)）]")


@dataclass(frozen=True)
class Enclosure:
    """Blocks [start, end of document) are the enclosed plan; its title stands in [title_start, title_end)."""

    title: str
    start: int
    title_start: int
    title_end: int
    quote: str


def _named_plans(title: str, blocks: Sequence[Block]) -> list[tuple[str, str]]:
    """(plan's title, the words that name it) in the notice's title and first paragraphs."""
    found = []
    for text in (title, *(b.text for b in blocks[:MENTION_BLOCKS] if b.kind != "table")):
        for match in ISSUED.finditer(plain(text)):
            group = 2 if match.group(2) else 3
            name = text[match.start(group) : match.end(group)].strip()
            if PLAN.search(plain(name)):
                found.append((name, text[match.start() : match.end()]))
    return found


def _same_title(wanted: str, blocks: Sequence[Block], index: int) -> int:
    """How many lines from `index` on print the title: 0 to 3."""
    key = title_key(wanted)
    without_years = title_key(YEARS.sub("", wanted))
    for count in (3, 2, 1):
        lines = blocks[index : index + count]
        if lines and YEARS.fullmatch(lines[0].text.strip()):  # （此件公开发布） above the title
            continue
        if len(lines) < count or any(b.kind not in ("paragraph", "heading") or len(b.text) > 80 for b in lines):
            continue
        here = "".join(b.text.strip() for b in lines)
        if title_key(here) == key or title_key(YEARS.sub("", here)) == without_years:
            return count
    return 0


def find_enclosure(title: str, blocks: Sequence[Block]) -> Enclosure | None:
    """The enclosed plan; None where the document is one piece."""
    named = _named_plans(title, blocks)
    if not named:
        return None
    for name, quote in named:
        for index in range(2, len(blocks) - MIN_BLOCKS):
            count = _same_title(name, blocks, index)
            if count and _something_follows(blocks, index + count):
                start = index
                while start > 1 and ANNEX.match(plain(blocks[start - 1].text.strip())):
                    start -= 1
                printed = "".join(b.text.strip() for b in blocks[index : index + count])
                return Enclosure(printed, start, index, index + count, quote)
    return _after_annex_line(named[0], blocks)


def _something_follows(blocks: Sequence[Block], index: int) -> bool:
    """A plan has paragraphs, not just a list of further annexes."""
    following = blocks[index:]
    return len(following) >= MIN_BLOCKS and sum(len(b.text) for b in following) >= 100


def _after_annex_line(named: tuple[str, str], blocks: Sequence[Block]) -> Enclosure | None:
    """The plan printed under another title: a line 附件 after the signature, then a line that could be a title."""
    for index in range(2, len(blocks) - MIN_BLOCKS):
        if not ANNEX.match(plain(blocks[index].text.strip())) or find_sign_off(blocks[:index]) is None:
            continue
        title, lines = head_title(blocks[index + 1 : index + 5])
        if title and lines[0] == 0 and PLAN.search(plain(title)) and could_be_title(title):
            return Enclosure(title, index, index + 1, index + 2 + lines[-1], named[1])
    return None
