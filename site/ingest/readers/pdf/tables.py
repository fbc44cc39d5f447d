"""Ruled lines -> tables with merged cells: where no line is drawn between two fields of the grid, they are one cell."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.readers.pdf.lines import Line, glue, lines_of
from ingest.readers.pdf.open_tables import open_tables
from ingest.readers.pdf.page import Box, Glyph
from ingest.readers.source import Cell

NEAR = 3.5
GAP = 4.0
MAX_LINES = 2_500
MAX_FIELDS = 20_000


@dataclass(frozen=True)
class Table:
    """Rows of cells and the columns' edges, by which a table goes on over a page break."""

    box: Box
    rows: tuple[tuple[Cell, ...], ...]
    edges: tuple[float, ...]
    page: int = 0


def find_tables(rules: Sequence[Box], glyphs: Sequence[Glyph], page: int = 0) -> tuple[list[Table], list[Glyph]]:
    """(tables from above, characters that stand in none). A box around one field is a frame: its text runs on."""
    across = _merged([r for r in rules if r.width >= r.height], flat=True)
    down = _merged([r for r in rules if r.width < r.height], flat=False)
    if len(across) < 2 or len(across) + len(down) > MAX_LINES:
        return [], list(glyphs)
    tables, rest = [], list(glyphs)
    free = list(across)
    for horizontals, verticals in _groups(across, down) if down else ():
        free = [rule for rule in free if rule not in horizontals]
        grid = _Grid(horizontals, verticals)
        if not grid.is_table:
            continue
        inside = [g for g in rest if grid.holds(g)]
        table = grid.table(inside, page)
        if table is not None:
            taken = set(map(id, inside))
            rest = [g for g in rest if id(g) not in taken]
            tables.append(table)
    for box, rows, inside in open_tables(free, rest):
        taken = set(map(id, inside))
        rest = [g for g in rest if id(g) not in taken]
        columns = sum(cell.colspan for cell in rows[0])
        tables.append(Table(box, rows, (*[box.x0] * columns, box.x1), page))  # of as many columns it goes on overleaf
    return sorted(tables, key=lambda t: t.box.top), rest


def _merged(lines: Iterable[Box], flat: bool) -> list[Box]:
    """Pieces of one drawn line put together; the two edges of a double line are one."""

    def key(b: Box) -> tuple[float, float]:
        return ((b.top + b.bottom) / 2, b.x0) if flat else ((b.x0 + b.x1) / 2, b.top)

    out: list[Box] = []
    for line in sorted(lines, key=key):
        for i in range(len(out) - 1, max(len(out) - 60, -1), -1):
            other = out[i]
            if abs(key(line)[0] - key(other)[0]) > NEAR - 1:
                continue
            start, end = (line.x0, line.x1) if flat else (line.top, line.bottom)
            known = (other.x0, other.x1) if flat else (other.top, other.bottom)
            if start <= known[1] + GAP and end >= known[0] - GAP:
                out[i] = Box(
                    min(line.x0, other.x0),
                    min(line.top, other.top),
                    max(line.x1, other.x1),
                    max(line.bottom, other.bottom),
                )
                break
        else:
            out.append(line)
    return out


def _groups(across: list[Box], down: list[Box]) -> list[tuple[list[Box], list[Box]]]:
    """Lines that touch one another, as one drawing each."""
    lines = across + down
    parent = list(range(len(lines)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, h in enumerate(across):
        for j, v in enumerate(down, len(across)):
            x, y = (v.x0 + v.x1) / 2, (h.top + h.bottom) / 2
            if h.x0 - NEAR <= x <= h.x1 + NEAR and v.top - NEAR <= y <= v.bottom + NEAR:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Box], list[Box]]] = {}
    for i, line in enumerate(lines):
        groups.setdefault(root(i), ([], []))[0 if i < len(across) else 1].append(line)
    return [group for group in groups.values() if len(group[0]) >= 2 and group[1]]


def _clustered(values: Iterable[float]) -> list[float]:
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > NEAR:
            out.append(value)
    return out


class _Grid:
    """The fields between the lines of one drawing."""

    def __init__(self, across: list[Box], down: list[Box]) -> None:
        self._across, self._down = across, down
        ends = [min(h.x0 for h in across), max(h.x1 for h in across)]  # tables without lines at their sides
        self.xs = _clustered([*((v.x0 + v.x1) / 2 for v in down), *ends])
        self.ys = _clustered((h.top + h.bottom) / 2 for h in across)
        self.box = Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    @property
    def is_table(self) -> bool:
        columns, rows = len(self.xs) - 1, len(self.ys) - 1
        return columns >= 2 and rows >= 1 and columns * rows <= MAX_FIELDS

    def holds(self, glyph: Glyph) -> bool:
        x = (glyph.x0 + glyph.x1) / 2
        return self.box.x0 < x < self.box.x1 and self.box.top < glyph.middle < self.box.bottom

    def _wall_right(self, row: int, column: int) -> bool:
        x, y = self.xs[column + 1], (self.ys[row] + self.ys[row + 1]) / 2
        return any(abs((v.x0 + v.x1) / 2 - x) <= NEAR and v.top - 1 <= y <= v.bottom + 1 for v in self._down)

    def _wall_below(self, row: int, column: int) -> bool:
        x, y = (self.xs[column] + self.xs[column + 1]) / 2, self.ys[row + 1]
        return any(abs((h.top + h.bottom) / 2 - y) <= NEAR and h.x0 - 1 <= x <= h.x1 + 1 for h in self._across)

    def _cells(self) -> list[tuple[int, int, int, int]]:
        """(row, column, height, width) of each cell; fields that are one but no rectangle stay apart."""
        rows, columns = len(self.ys) - 1, len(self.xs) - 1
        taken: set[tuple[int, int]] = set()
        cells = []
        for row in range(rows):
            for column in range(columns):
                if (row, column) in taken:
                    continue
                width = 1
                while (
                    column + width < columns
                    and (row, column + width) not in taken
                    and not self._wall_right(row, column + width - 1)
                ):
                    width += 1
                height = 1
                while row + height < rows and self._open_below(row + height - 1, column, width):
                    height += 1
                taken |= {(row + y, column + x) for y in range(height) for x in range(width)}
                cells.append((row, column, height, width))
        return cells

    def _open_below(self, row: int, column: int, width: int) -> bool:
        """Whether the whole lower side of the fields is open, and the fields below are one as well."""
        return not any(self._wall_below(row, column + x) for x in range(width)) and not any(
            self._wall_right(row + 1, column + x) for x in range(width - 1)
        )

    def table(self, glyphs: Sequence[Glyph], page: int) -> Table | None:
        """None where fewer than two cells hold text: a form's boxes, a chart, a frame."""
        fields: dict[tuple[int, int], list[Glyph]] = {}
        for glyph in glyphs:
            row = bisect.bisect_right(self.ys, glyph.middle) - 1
            column = bisect.bisect_right(self.xs, (glyph.x0 + glyph.x1) / 2) - 1
            fields.setdefault((min(row, len(self.ys) - 2), min(column, len(self.xs) - 2)), []).append(glyph)
        rows: list[list[Cell]] = [[] for _row in range(len(self.ys) - 1)]
        filled = 0
        for row, column, height, width in self._cells():
            inside = [g for y in range(height) for x in range(width) for g in fields.get((row + y, column + x), ())]
            text = cell_text(lines_of(inside), self.xs[column + width] - self.xs[column])
            filled += bool(text)
            rows[row].append(Cell(text, rowspan=height, colspan=width))
        if filled < 2:
            return None
        return Table(self.box, _without_empty(rows), tuple(self.xs), page)


def _without_empty(rows: list[list[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Rows that only a merged cell from above reaches into stay, since spans count on them."""
    return tuple(tuple(row) for row in rows)


def cell_text(lines: Sequence[Line], width: float) -> str:
    """The words of a cell: a line that had no room for the next word was broken, any other ends a paragraph."""
    text = ""
    last: Line | None = None
    for line in lines:
        if last is None:
            text = line.text
        else:
            room = width - (last.x1 - last.x0) - 1.2 * last.size
            text += (glue(text, line.text) if room < line.lead else "\n") + line.text
        last = line
    return text.strip()
