"""Tables without upright lines (三线表): rules of one length above, below and under the head, columns by the white between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ingest.readers.pdf.lines import glue, lines_of, rows_of
from ingest.readers.pdf.page import Box, Glyph
from ingest.readers.source import Cell

SAME_END = 6.0
NARROWEST, LEAST_GAP = 120.0, 0.7
FILLED = 0.7
# The record at the end of an official document (版记) stands between such rules, too.
RECORD = re.compile(r"\s*(?:抄\s*[送報报]|主题词|主題詞|分送|印发|承办)|.*印发\s*$")
Columns = list[tuple[float, float]]
Found = tuple[Box, tuple[tuple[Cell, ...], ...], list[Glyph]]
MOST_RULES = 120


def open_tables(across: Sequence[Box], glyphs: Sequence[Glyph]) -> list[Found]:
    """(place, rows, the characters in them) of every such table; a rule belongs to one table only."""
    found: list[Found] = []
    for rules in _sets(across):
        start = 0
        while start + 2 < len(rules):
            end, table = _from(rules, start, glyphs)
            found += [table] if table is not None else []
            start = end if table is not None else start + 1
    return found


def _from(rules: list[Box], start: int, glyphs: Sequence[Glyph]) -> tuple[int, Found | None]:
    """(the rule behind, the longest table that begins with this rule): it ends before a band that is no part of it."""
    best: Found | None = None
    behind = start + 1
    for end in range(start + 2, min(len(rules), start + MOST_RULES)):
        box = Box(rules[start].x0, rules[start].top, rules[start].x1, rules[end].bottom)
        inside = [
            g
            for g in glyphs
            if box.top < g.middle < box.bottom and box.x0 - SAME_END < (g.x0 + g.x1) / 2 < box.x1 + SAME_END
        ]
        if not any(g.middle > rules[end - 1].top for g in inside):
            break
        rows = _rows(inside, rules[start : end + 1])
        if rows is not None:
            best, behind = (box, rows, inside), end + 1
        elif best is not None:
            break
    return behind, best


def _sets(across: Sequence[Box]) -> list[list[Box]]:
    """Three rules or more that begin and end alike, from above."""
    sets: list[list[Box]] = []
    for rule in sorted(across, key=lambda r: r.top):
        if rule.width < NARROWEST:
            continue
        for other in sets:
            if abs(other[0].x0 - rule.x0) < SAME_END and abs(other[0].x1 - rule.x1) < SAME_END:
                other.append(rule)
                break
        else:
            sets.append([rule])
    return [rules for rules in sets if len(rules) >= 3]


def _rows(inside: list[Glyph], rules: list[Box]) -> tuple[tuple[Cell, ...], ...] | None:
    """The rows of cells; None where what stands between the rules is no table."""
    lines = [[g for g in row if not g.char.isspace()] for row in rows_of(inside)]
    lines = [line for line in lines if line]
    head = [line for line in lines if line[0].middle < rules[1].top]
    body = [line for line in lines if line[0].middle > rules[1].top]
    if not head or len(head) > 4 or len(body) < 2 or any(RECORD.match("".join(g.char for g in line)) for line in lines):
        return None
    columns = _columns(body)
    spread = [line for line in body if len({_column(columns, g) for g in line}) >= 2]
    if len(columns) < 2 or len(spread) < FILLED * len(body):
        return None
    rows: list[list[str]] = []
    for line in body:
        texts = [_text([g for g in line if _column(columns, g) == n]) for n in range(len(columns))]
        if rows and not texts[0] and sum(map(bool, texts)) < len(columns) - 1:  # a cell that goes on
            rows[-1] = [(a + glue(a, b) + b) if a and b else a or b for a, b in zip(rows[-1], texts, strict=True)]
        else:
            rows.append(texts)
    return (*_head(head, columns), *(tuple(Cell(text) for text in row) for row in rows))


def _columns(lines: list[list[Glyph]]) -> Columns:
    """The stretches that words of the body cover, apart by white that no row crosses."""
    size = median(g.size for line in lines for g in line)
    columns: Columns = []
    for x0, x1 in sorted((g.x0, g.x1) for line in lines for g in line):
        if columns and x0 - columns[-1][1] < LEAST_GAP * size:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    return columns


def _column(columns: Columns, glyph: Glyph) -> int:
    middle = (glyph.x0 + glyph.x1) / 2
    return min(range(len(columns)), key=lambda n: max(columns[n][0] - middle, middle - columns[n][1], 0.0))


def _head(lines: list[list[Glyph]], columns: Columns) -> list[tuple[Cell, ...]]:
    """Rows of the head: a heading that stands over several columns covers them."""
    out = []
    for line in lines:
        pieces: list[list[Glyph]] = [[line[0]]]
        for one, other in pairwise(line):
            apart = other.x0 - one.x1 > LEAST_GAP * one.size and _column(columns, one) != _column(columns, other)
            if apart:
                pieces.append([other])
            else:
                pieces[-1].append(other)
        row: list[Cell] = []
        at = 0
        for piece in pieces:
            first, last = max(_column(columns, piece[0]), at), max(_column(columns, piece[-1]), at)
            if at > len(columns) - 1:
                row[-1] = Cell(row[-1].text + _text(piece), colspan=row[-1].colspan, header=True)
                continue
            row += [Cell("", header=True)] * (first - at)
            row.append(Cell(_text(piece), colspan=last - first + 1, header=True))
            at = last + 1
        out.append((*row, *[Cell("", header=True)] * (len(columns) - at)))
    return out


def _text(glyphs: list[Glyph]) -> str:
    return "".join(line.text for line in lines_of(glyphs)).strip() if glyphs else ""
