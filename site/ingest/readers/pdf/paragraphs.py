"""Printed lines -> paragraphs: broken lines joined again, over page ends too; larger type is a heading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.readers.pdf.lines import Line, join_runs
from ingest.readers.source import Block, Run
from ingest.wording import ends_sentence, plain

LARGER = 1.2
HEADING_AT_MOST = 90
PARAGRAPH_GAP = 0.65  # of the usual distance between lines, on top of it
NUMBER = re.compile(
    r"\s*(?:[一二三四五六七八九十百]{1,4}\s*[、.:：．]|第[一二三四五六七八九十百\d]+[章节编篇条部]|[(（]\s*(?:[一二三四五六七八九十]{1,3}|\d{1,3}|[ivx]{1,5}|[a-z])\s*[)）]"
    r"|\d{1,3}\s*[.、．](?!\d)|[①-⑳]|[•●■◆▪○◎·※★☆]|附\s*[件錄录表注:：])"
)
HANGING = re.compile(r"\s*(?:[^\s:]{2,8}:|[•●■◆▪○◎]|[(（]\s*\w{1,4}\s*[)）]|\d{1,3}\s*[.、．])\s*")


@dataclass(frozen=True)
class Measure:
    """The type area: left and right edge, usual distance of lines, size of running text."""

    left: float
    right: float
    leading: float
    size: float
    mostly_bold: bool
    first_lines_indented: bool

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Measure:
        if not lines:
            return cls(0.0, 0.0, 1.0, 12.0, False, False)
        weight: Counter[float] = Counter()
        for line in lines:
            weight[line.size] += len(line.text)
        size = max(weight, key=lambda s: (weight[s], s))
        body = [line for line in lines if abs(line.size - size) < 0.15 * size] or list(lines)
        rights = sorted(line.x1 for line in body)
        lefts = Counter(round(line.x0) for line in body if len(line.text) > 4)
        often = [x for x, count in lefts.items() if count >= max(2, 0.05 * len(body))]
        left = min(often) if often else min(line.x0 for line in body)
        right = rights[min(int(len(rights) * 0.97), len(rights) - 1)]
        steps = sorted(
            b.middle - a.middle
            for a, b in pairwise(body)
            if a.page == b.page and a.region == b.region and b.middle > a.middle
        )
        leading = steps[len(steps) // 3] if steps else 1.6 * size
        bold = sum(len(line.text) for line in body if line.bold) > 0.5 * sum(len(line.text) for line in body)
        indented = sum(1.5 * size < line.x0 - left < 2.6 * size for line in body)
        return cls(float(left), right, leading, size, bold, indented > max(1, 0.05 * len(body)))

    def on_page(self, lines: Sequence[Line]) -> Measure:
        """With the right edge of one page, where at least three of its lines end there."""
        ends = sorted((line.x1 for line in lines if abs(line.size - self.size) < 0.15 * self.size), reverse=True)
        for end in ends[:4]:
            if sum(end - 0.5 * self.size <= other <= end for other in ends) >= 3:
                return replace(self, right=end) if abs(end - self.right) > self.size else self
        return self


def paragraphs_of(lines: Sequence[Line], measure: Measure) -> list[Block]:
    """Blocks in reading order."""
    groups: list[list[Line]] = []
    justified = _justified(lines, measure)
    for index, line in enumerate(lines):
        if groups and _goes_on(groups[-1], line, measure, index - 1 in justified):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_block(group, measure) for group in groups]


def _justified(lines: Sequence[Line], measure: Measure) -> set[int]:
    """Lines that end exactly where a neighbour ends: they were broken there, whatever the page's own margin is."""
    found = set()
    for i, (one, other) in enumerate(pairwise(lines)):
        long = min(one.x1 - one.x0, other.x1 - other.x0) > 0.5 * (measure.right - measure.left)
        if long and one.page == other.page and abs(one.x1 - other.x1) < 1.2:
            found |= {i, i + 1}
    return found


def alignment(line: Line, measure: Measure) -> str:
    """center or right, empty for text that begins at the left or at its indent."""
    room = measure.right - measure.left
    before, behind = line.x0 - measure.left, measure.right - line.x1
    indented = abs(before - 2 * line.size) < 0.6 * line.size and behind < 2.7 * line.size  # a first line, broken early
    if before > 1.5 * line.size and not indented and abs(before - behind) < max(1.2 * line.size, 0.02 * room):
        return "center"
    return "right" if before > 0.4 * room and behind < 6 * line.size else ""


def _goes_on(group: list[Line], line: Line, measure: Measure, justified: bool) -> bool:
    """Whether `line` is the next line of the paragraph; `justified`: the last one was broken by its margin."""
    last = group[-1]
    if abs(last.size - line.size) > 0.12 * measure.size or last.bold != line.bold:
        return False
    if not (justified or _fills(last, line, measure)) or (alignment(last, measure) and not justified):
        return False
    if NUMBER.match(plain(line.text)) and (ends_sentence(last.text) or line.x0 > measure.left + 1):
        return False
    if last.page != line.page or last.region != line.region:
        return not ends_sentence(last.text) or (measure.first_lines_indented and not _indented(line, measure))
    if line.middle - last.middle > measure.leading + PARAGRAPH_GAP * last.size + 2:
        return False
    if len(group) == 1 and HANGING.match(plain(group[0].text)) and line.x0 > group[0].x0:
        return True
    first_line = abs(line.x0 - measure.left - 2 * line.size) < 0.5 * line.size
    if abs(line.x0 - last.x0) < 0.3 * line.size and not ends_sentence(last.text) and (justified or not first_line):
        return True  # a block that is set in
    known = group[1].x0 if len(group) > 1 else min(group[0].x0, measure.left)
    return line.x0 - known < 1.2 * line.size


def _fills(last: Line, line: Line, measure: Measure) -> bool:
    """The line had no room for the next word, so it was broken there; in mid-sentence less room is asked for."""
    slack = 0.9 if ends_sentence(last.text) else 2.2
    return measure.right - last.x1 < line.lead + slack * last.size


def _indented(line: Line, measure: Measure) -> bool:
    return line.x0 - measure.left > 1.2 * line.size


def _block(group: list[Line], measure: Measure) -> Block:
    runs = join_runs([line.runs for line in group])
    if measure.mostly_bold:
        runs = tuple(Run(r.text, False, r.italic, r.raised, r.lowered, r.href) for r in runs)
    first = group[0]
    align = alignment(first, measure) if len(group) == 1 else ""
    large = first.size >= LARGER * measure.size and sum(len(line.text) for line in group) <= HEADING_AT_MOST
    if large and not ends_sentence(group[-1].text):
        return Block(kind="heading", runs=runs, level=1, align=align, hint=f"{first.size:.1f}")
    return Block(runs=runs, align=align)


def ranked(blocks: Sequence[Block]) -> list[Block]:
    """Levels of headings by size: the largest type is 1."""
    sizes = sorted({float(b.hint) for b in blocks if b.kind == "heading"}, reverse=True)
    steps: dict[float, int] = {}
    level = 0
    for i, size in enumerate(sizes):
        level += i == 0 or sizes[i - 1] - size > 0.6
        steps[size] = min(level, 6)
    return [Block("heading", b.runs, steps[float(b.hint)], b.align) if b.kind == "heading" else b for b in blocks]
