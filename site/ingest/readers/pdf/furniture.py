"""What a printer put on every page (页眉、页脚、页码), told from text by place, repetition and form; and printed contents lists."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from ingest.readers.pdf.lines import Line
from ingest.readers.pdf.page import Page
from ingest.readers.source import Removal
from ingest.wording import plain

MARGIN = 0.12
DIGITS = re.compile(r"\d+")
PAGE_NUMBER = re.compile(
    r"[-–—－_~·.•|/\s]*(?:第\s*)?(\d{1,4}|[ivxlc]{1,6}|[一二三四五六七八九十]{1,3})(?:\s*页)?"
    r"(?:\s*[,，/|]?\s*(?:共|of)?\s*\d{1,4}\s*页?)?[-–—－_~·.•|\s]*$",
    re.I,
)
LEADERS = re.compile(r"(?:[.．·…‥]\s?){4,}\s*[-–—(（]?\s*\d{1,4}\s*[-–—)）]?\s*$")
CONTENTS = re.compile(r"目\s*[录錄次]$")
SAME_HEIGHT = 4.0


def remove_furniture(pages: Sequence[Page], lines: Sequence[list[Line]]) -> tuple[list[list[Line]], list[Removal]]:
    """The lines of each page without running heads, feet and page numbers, and what was taken."""
    gone: dict[int, set[int]] = defaultdict(set)
    repeated = _repeated(pages, lines)
    numbers, heads = [], []
    for at, (page, on_page) in enumerate(zip(pages, lines, strict=True)):
        for index in _edges(page, on_page):
            text = on_page[index].text.strip()
            if _is_number(page, on_page, index):
                numbers.append(text)
            elif _key(on_page[index]) in repeated:
                heads.append(text)
            else:
                continue
            gone[at].add(index)
    kept = [[line for i, line in enumerate(on_page) if i not in gone[at]] for at, on_page in enumerate(lines)]
    removals = []
    if numbers:
        removals.append(Removal("page_numbers", "每页的页码，不是正文", len(numbers), tuple(numbers[:8])))
    if heads:
        quotes = tuple(dict.fromkeys(heads))[:8]
        removals.append(Removal("running_heads", "每页重复的页眉、页脚，不是正文", len(heads), quotes))
    return kept, removals


def _edges(page: Page, lines: Sequence[Line]) -> list[int]:
    """Lines in the upper and lower margin."""
    return [
        i for i, line in enumerate(lines)
        if line.middle < MARGIN * page.height or line.middle > (1 - MARGIN) * page.height
    ]  # fmt: skip


def _key(line: Line) -> tuple[str, int]:
    """Text with figures left open, and height: what makes two lines the same head."""
    return DIGITS.sub("#", plain(line.text).strip()), round(line.top / SAME_HEIGHT)


def _repeated(pages: Sequence[Page], lines: Sequence[list[Line]]) -> set[tuple[str, int]]:
    """Heads that stand at one height on several pages: three, or all of two where they are set small."""
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    small: dict[tuple[str, int], bool] = {}
    sizes = [line.size for on_page in lines for line in on_page]
    body = max(set(sizes), key=sizes.count) if sizes else 0.0
    for at, (page, on_page) in enumerate(zip(pages, lines, strict=True)):
        for index in _edges(page, on_page):
            text, height = _key(on_page[index])
            for near in (height - 1, height, height + 1):
                seen[text, near].add(at)
            small[text, height] = on_page[index].size < 0.95 * body
    least = max(3, 0.3 * len(pages))
    return {key for key in small if len(seen[key]) >= least or (len(seen[key]) == len(pages) == 2 and small[key])}


def _is_number(page: Page, lines: Sequence[Line], index: int) -> bool:
    """A page number: nothing else in the line, and the first or last line of its page."""
    line = lines[index]
    text = plain(line.text).strip()
    if not PAGE_NUMBER.match(text):
        return False
    if not any(c.isdigit() for c in text) and not text.startswith("第"):
        return False
    lowest = all(other.middle <= line.middle + 2 for other in lines)
    highest = all(other.middle >= line.middle - 2 for other in lines)
    return lowest or highest


def remove_contents(lines: Sequence[Line]) -> tuple[list[Line], list[Removal]]:
    """A printed list of contents (……3) goes: the page makes its own from the headings."""
    gone = {i for i, line in enumerate(lines) if LEADERS.search(plain(line.text))}
    if len(gone) < 3:
        return list(lines), []
    first = min(gone)
    if first and CONTENTS.match(lines[first - 1].text.strip()):
        gone.add(first - 1)
    quotes = tuple(lines[i].text.strip()[:60] for i in sorted(gone)[:8])
    removal = Removal("printed_contents", "印在文件里的目录，网页会按标题自动生成", len(gone), quotes)
    return [line for i, line in enumerate(lines) if i not in gone], [removal]
