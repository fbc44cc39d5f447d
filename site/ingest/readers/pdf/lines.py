"""Characters of a region -> lines in reading order; spaces come from the gaps, columns are read one after the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from ingest.readers.pdf.page import Glyph
from ingest.readers.source import Run

HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\U00020000-\U0003ffff]")
CLOSING = "，。、；：！？）》〉」』】〕”’,.;:!?)]}%％…—"
OPENING = "“‘《（「『【〔〈([{"
WIDE_GAP, WORD_GAP, FAR = 0.8, 0.2, 2.6
RAISED_AT_MOST = 0.75
COLUMN_ROWS, BLOCK_ROWS = 8, 8
BESIDE = 100
LABEL = re.compile(
    r"\s*(?:\d{1,3}(?:\.\d{1,2})*[.、．)）]?|[(（]\s*\w{1,4}\s*[)）]|[•●■◆▪○◎·\-–—]|[一二三四五六七八九十]{1,3}[、.．])$"
)
LABEL_AT_MOST = 12


@dataclass(frozen=True)
class Line:
    """One printed line; `size` is that of most of its characters, `lead` the width that its first word needs."""

    runs: tuple[Run, ...]
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    lead: float
    page: int = 0
    region: int = 0

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def rows_of(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Characters that stand beside one another, rows from above, characters from the left; blanks at the ends go."""
    rows: list[list[Glyph]] = []
    spans: list[tuple[float, float]] = []
    for glyph in sorted(glyphs, key=lambda g: (-(g.bottom - g.top > 0) * g.size, g.middle)):
        place = _row_at(spans, glyph)
        if place is None:
            rows.append([glyph])
            spans.append((glyph.top, glyph.bottom))
        else:
            rows[place].append(glyph)
    order = sorted(range(len(rows)), key=lambda i: spans[i][0] + spans[i][1])
    out = []
    for i in order:
        row = sorted(rows[i], key=lambda g: g.x0)
        while row and row[-1].char.isspace():
            row.pop()
        while row and row[0].char.isspace():
            row.pop(0)
        if row:
            out.append(row)
    return out


def _row_at(spans: list[tuple[float, float]], glyph: Glyph) -> int | None:
    """The row in whose height the character's middle lies; looks at the latest first, since neighbours come together."""
    for i in range(len(spans) - 1, max(len(spans) - 400, -1), -1):
        top, bottom = spans[i]
        slack = 0.12 * (bottom - top)
        if top + slack < glyph.middle < bottom - slack:
            return i
    return None


def lines_of(glyphs: Sequence[Glyph], page: int = 0) -> list[Line]:
    """The lines of a region from above; two columns of running text are read one after the other."""
    rows = rows_of(glyphs)
    gutter = _gutter(rows)
    if gutter is None:
        return _beside(rows, page)
    out: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    band = 0
    for row in rows:
        before = [g for g in row if (g.x0 + g.x1) / 2 < gutter]
        behind = [g for g in row if (g.x0 + g.x1) / 2 >= gutter]
        if before and behind and behind[0].x0 - before[-1].x1 < 0.6 * row[0].size:  # a line across both columns
            out += [*left, *right, _line(row, page, 0)]
            left, right, band = [], [], band + 1
            continue
        left += [_line(before, page, 1 + 2 * band)] if before else []
        right += [_line(behind, page, 2 + 2 * band)] if behind else []
    return [*out, *left, *right]


def _gutter(rows: list[list[Glyph]]) -> float | None:
    """The middle of the white band between two columns; None where the text runs over the whole width."""
    if len(rows) < COLUMN_ROWS:
        return None
    x0, x1 = min(r[0].x0 for r in rows), max(g.x1 for r in rows for g in r[-1:])
    gaps = []
    for row in rows:
        for one, other in pairwise(row):
            centre = (one.x1 + other.x0) / 2
            if other.x0 - one.x1 > 1.2 * one.size and 0.35 < (centre - x0) / max(x1 - x0, 1) < 0.65:
                gaps.append((one.x1, other.x0, one.x1 - row[0].x0, row[-1].x1 - other.x0))
    filled = [g for g in gaps if min(g[2], g[3]) > 0.3 * (x1 - x0)]
    if len(filled) < COLUMN_ROWS or len(filled) < 0.5 * len(rows):
        return None
    left, right = max(g[0] for g in filled), min(g[1] for g in filled)
    return (left + right) / 2 if right - left > 6 else None


def _beside(rows: list[list[Glyph]], page: int) -> list[Line]:
    """Lines of one column; where a short block stands beside another (分发名单 | 副本送), one after the other."""
    out: list[Line] = []
    at = 0
    while at < len(rows):
        gutter = _lone_gap(rows[at])
        end = at + 1
        while gutter is not None and end < len(rows) and end - at < BLOCK_ROWS and _keeps_to_a_side(rows, end, gutter):
            end += 1
        parts = [
            [[g for g in row if (g.x0 > (gutter or 0)) == right] for row in rows[at:end]] for right in (False, True)
        ]
        both = sum(bool(a) and bool(b) for a, b in zip(*parts, strict=True))
        if gutter is not None and end - at > 1 and both <= 2 and both < end - at:
            for side, part in enumerate(parts):
                region = BESIDE + 2 * at + side
                out += [_line(_trimmed(row), page, region) for row in part if any(not g.char.isspace() for g in row)]
            at = end
        else:
            out.append(_line(rows[at], page, 0))
            at += 1
    return out


def _lone_gap(row: list[Glyph]) -> float | None:
    """Where the next block begins in a row with a single wide gap and words on both sides of it."""
    seen = [g for g in row if not g.char.isspace()]
    gaps = [i for i, (a, b) in enumerate(pairwise(seen), 1) if b.x0 - a.x1 > FAR * a.size]
    return seen[gaps[0]].x0 - 1 if len(gaps) == 1 and min(gaps[0], len(seen) - gaps[0]) >= 3 else None


def _keeps_to_a_side(rows: list[list[Glyph]], at: int, gutter: float) -> bool:
    """The row goes on right below, and nothing in it runs across the gap."""
    row, size = rows[at], rows[at][0].size
    if row[0].top - rows[at - 1][0].bottom > 1.2 * size:
        return False
    left = [g for g in row if g.x0 <= gutter and not g.char.isspace()]
    return not left or left[-1].x1 < gutter - size


def _trimmed(row: list[Glyph]) -> list[Glyph]:
    start = next(i for i, g in enumerate(row) if not g.char.isspace())
    end = next(i for i in range(len(row), 0, -1) if not row[i - 1].char.isspace())
    return row[start:end]


def _line(row: list[Glyph], page: int, region: int) -> Line:
    sizes = Counter(g.size for g in row if not g.char.isspace())
    size = max(sizes, key=lambda s: (sizes[s], s)) if sizes else row[0].size
    typical = median([max(b.x0 - a.x1, 0.0) for a, b in pairwise(row)] or [0.0])
    pieces = [(row[0].char, row[0])]
    begun = row[0].char
    for one, other in pairwise(row):
        space = _space(one, other, size, typical)
        if space and (begun.isspace() or LABEL.match(begun)):  # the tab behind a number
            space = "" if HAN.match(begun[-1]) else " "
        begun = (begun + space + other.char) if len(begun) < LABEL_AT_MOST else begun
        pieces.append((space + other.char, other))
    tall = [g for g in row if g.size >= 0.9 * size] or row
    top, bottom = min(g.top for g in tall), max(g.bottom for g in tall)
    bold = sum(g.bold for g in row) > 0.8 * len(row)
    return Line(
        _runs(pieces, size, (top + bottom) / 2),
        row[0].x0,
        top,
        row[-1].x1,
        bottom,
        size,
        bold,
        _lead(row),
        page,
        region,
    )


def _space(one: Glyph, other: Glyph, size: float, typical: float) -> str:
    """What stands in the gap between two neighbours that carry no space of their own."""
    if one.char.isspace() or other.char.isspace():
        return ""
    gap = other.x0 - one.x1 - typical
    if gap > FAR * size:
        return "\u3000\u3000"
    wide = HAN.match(one.char) or HAN.match(other.char)
    return " " if gap > (WIDE_GAP if wide else WORD_GAP) * size else ""


def _runs(pieces: list[tuple[str, Glyph]], size: float, middle: float) -> tuple[Run, ...]:
    """Neighbours that look alike as one run."""
    out = []
    for (bold, raised, lowered), group in groupby(pieces, key=lambda piece: _look(piece[1], size, middle)):
        out.append(Run("".join(text for text, _glyph in group), bold, raised=raised, lowered=lowered))
    return tuple(out)


def _look(glyph: Glyph, size: float, middle: float) -> tuple[bool, bool, bool]:
    """(bold, raised, lowered)."""
    if glyph.size > RAISED_AT_MOST * size or glyph.char.isspace():
        return glyph.bold, False, False
    low = glyph.bottom > middle + 0.5 * size
    return glyph.bold, glyph.middle < middle and not low, low


def _lead(row: list[Glyph]) -> float:
    """The width of the first word with the marks behind it, which no line may begin with."""
    end = 1
    while end < len(row) and row[end - 1].char in OPENING:
        end += 1
    if not HAN.match(row[end - 1].char):
        while end < len(row) and not HAN.match(row[end].char) and not row[end].char.isspace():
            end += 1
    while end < len(row) and row[end].char in CLOSING:
        end += 1
    return row[end - 1].x1 - row[0].x0


def glue(before: str, after: str) -> str:
    """What joins two lines of one paragraph: nothing beside Han, a space between words."""
    if not before or not after or before[-1].isspace() or HAN.match(before[-1]) or HAN.match(after[0]):
        return ""
    return " " if before[-1] not in "-/" else ""


def join_runs(lines: Sequence[tuple[Run, ...]]) -> tuple[Run, ...]:
    """The runs of broken lines as those of one paragraph; runs that look alike become one."""
    out: list[Run] = []
    for runs in lines:
        for position, run in enumerate(runs):
            text = run.text if position or not out else glue(out[-1].text, run.text) + run.text
            if out and replace(out[-1], text="") == replace(run, text=""):
                out[-1] = replace(out[-1], text=out[-1].text + text)
            else:
                out.append(replace(run, text=text))
    return tuple(out)
