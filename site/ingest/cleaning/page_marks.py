"""Page marks of document-sharing sites (页码标记): 1、 … 11、 put where each page begins, cutting sentences and words.

Two forms: every line is a page with its mark in front; or the marks stand inside longer texts, a page or so apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.cleaning.rule import Rule
from ingest.readers.source import Block, Place, Removal, SourceDocument, paragraph
from ingest.wording import HAN, ends_sentence

RULE, REASON = "page_marks", "文库网站插在每页开头的页码"
MARK = re.compile(r"\s*(\d{1,3})\s*[、.．]\s?(?=\S)")
AT_LEAST = 3
FLATTENED = re.compile(r"(?<=[。！？：:”?!])[ \u3000]+(?=\S)")
LONG = 250
APART = 150  # a page of a sharing site has hundreds of characters; items of a list rarely have
NEVER_FIRST = tuple("。，、；：）”")
LONG_LINE = 40
CUT_AFTER = re.compile(r"[\w，、（“《]$")


def _sequence(blocks: tuple[Block, ...]) -> tuple[int, int] | None:
    """(first, end) of a run of neighbouring lines numbered 1, 2, 3 … most of which break off in mid-sentence."""
    for first, block in enumerate(blocks):
        match = MARK.match(block.text)
        if not match or int(match.group(1)) != 1 or block.line == 0:
            continue
        end = first + 1
        while end < len(blocks):
            match = MARK.match(blocks[end].text)
            if not match or int(match.group(1)) != end - first + 1:
                break
            end += 1
        lines = blocks[first:end]
        broken = sum(not ends_sentence(line.text) for line in lines[:-1])
        average = sum(len(line.text) for line in lines) / len(lines)
        if len(lines) >= AT_LEAST and broken * 2 >= len(lines) - 1 and average >= LONG:
            return first, end
    return None


def remove_page_marks(document: SourceDocument) -> tuple[SourceDocument, list[Removal]]:
    """Join the pages where a mark cut them, and give back the paragraphs that the site had run together."""
    found = _sequence(document.blocks)
    if found is None:
        return _remove_scattered(document)
    first, end = found
    pages = document.blocks[first:end]
    marks, places, text = [], [], ""
    doubts: list[str] = []
    for page in pages:
        match = MARK.match(page.text)
        assert match is not None
        marks.append(match.group().strip())
        places.append(Place(page.origin, match.start(), match.end()))
        rest = page.text[match.end() :].strip()
        if ends_sentence(text) and rest[:1] not in NEVER_FIRST:
            text += "\n" + rest
        else:
            doubts += _doubt(text, rest)
            text += rest
    parts = [part.strip() for line in text.split("\n") for part in FLATTENED.split(line) if part.strip()]
    restored = tuple(paragraph(part, line=pages[0].line) for part in parts)
    blocks = document.blocks[:first] + restored + document.blocks[end:]
    return replace(document, blocks=blocks), [_removal(marks, places, doubts)]


def _removal(marks: list[str], places: list[Place], doubts: list[str]) -> Removal:
    return Removal(
        RULE, REASON, len(marks), tuple(marks), tuple(places), remarks=tuple(("damaged", doubt) for doubt in doubts)
    )


def _doubt(left: str, right: str) -> list[str]:
    """A number cut in two: 3 and 00余名 are 300余名; 3 and 5名 may be 35名 or two numbers, which nobody can know."""
    head = re.search(r"\d+$", left)
    tail = re.match(r"\d+\D?", right)
    return [head.group() + tail.group()] if head and tail and not right.startswith("0") else []


@dataclass(frozen=True)
class _Mark:
    """A mark at [start, end) of block `index`; `cut`: it stands inside a sentence."""

    index: int
    start: int
    end: int
    cut: bool


def _candidates(blocks: tuple[Block, ...], number: int) -> Iterator[_Mark]:
    """Places where the mark of a page may stand: at a line's start, or in the middle of a sentence."""
    at_start = re.compile(rf"\s*{number}、\s?(?=\S)")
    inside = re.compile(rf"(?<=[^\s。！？：；:;!?第、])\s?{number}、(?=[{HAN.pattern[1:-1]}。，；：）”0])")
    for index, block in enumerate(blocks):
        if block.kind != "paragraph":
            continue
        found = [m for m in (at_start.match(block.text),) if m]
        found += [m for m in inside.finditer(block.text) if m.start() > 0]
        for match in sorted(found, key=lambda m: m.start()):
            before = block.text[: match.start()] if match.start() else _line_before(blocks, index)
            broken = len(before) >= LONG_LINE and bool(CUT_AFTER.search(before.rstrip())) and not ends_sentence(before)
            after = block.text[match.end() : match.end() + 1]
            yield _Mark(index, match.start(), match.end(), broken or after in NEVER_FIRST or after == "0")


def _line_before(blocks: tuple[Block, ...], index: int) -> str:
    return blocks[index - 1].text if index and blocks[index - 1].kind == "paragraph" else ""


def _chain(blocks: tuple[Block, ...]) -> list[_Mark]:
    """Marks 1, 2, 3 … (or from 2 on) far enough apart, most of them inside sentences; empty where there are none."""
    if not all(any(mark in block.text for block in blocks) for mark in ("2、", "3、")):
        return []
    starts = [0]
    for block in blocks:
        starts.append(starts[-1] + len(block.text) + 1)
    for first in (1, 2):
        chain: list[_Mark] = []
        reached, number = -APART, first
        while True:
            following = next(
                (m for m in _candidates(blocks, number) if starts[m.index] + m.start >= reached + APART), None
            )
            if following is None:
                break
            chain.append(following)
            reached, number = starts[following.index] + following.start, number + 1
        while chain and not chain[-1].cut:
            chain.pop()
        inner = [m for m in chain if m.start or m.index]
        cut = sum(m.cut for m in inner)
        if len(chain) < AT_LEAST or cut < 2 or cut * 3 < len(inner) * 2:
            continue
        length = starts[chain[-1].index] + chain[-1].start - (starts[chain[0].index] + chain[0].start)
        if length / (len(chain) - 1) >= LONG:
            return chain
    return []


def _remove_scattered(document: SourceDocument) -> tuple[SourceDocument, list[Removal]]:
    chain = _chain(document.blocks)
    if not chain:
        return document, []
    marks = [document.blocks[m.index].text[m.start : m.end].strip() for m in chain]
    places = [Place(document.blocks[m.index].origin, m.start, m.end) for m in chain]
    doubts: list[str] = []
    texts = [block.text for block in document.blocks]
    glued: set[int] = set()
    for mark in reversed(chain):
        text = texts[mark.index]
        before = text[: mark.start] if mark.start else texts[mark.index - 1].rstrip() if mark.index else ""
        doubts += _doubt(before, text[mark.end :])
        texts[mark.index] = text[: mark.start] + text[mark.end :]
        if mark.cut and not mark.start and mark.index:
            glued.add(mark.index)
    out: list[Block] = []
    changed = {m.index for m in chain}
    for index, block in enumerate(document.blocks):
        if index in glued and out and out[-1].kind == "paragraph":
            out[-1] = paragraph(out[-1].text.rstrip() + texts[index].lstrip(), line=out[-1].line)
        else:
            out.append(paragraph(texts[index], line=block.line) if index in changed else block)
    return replace(document, blocks=tuple(out)), [_removal(marks, places, doubts)]


PAGE_MARKS = Rule(RULE, REASON, "noise", remove_page_marks, single=False)
