"""Tables of pages: which of them hold data, their cells with merged ones, lines within a cell, and their caption."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import lxml.html

from ingest.readers.source import Cell
from zhtext.numerals import plain_number

SPACE = re.compile(r"[ \t\r\n\f\u00a0]+")
MAX_SPAN, MAX_FIELDS = 100, 50_000
CELL_BLOCKS = frozenset(
    {"p", "div", "section", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "tr", "dd", "dt"}
)


def is_grid(table: lxml.html.HtmlElement) -> bool:
    """A data table: two rows and two columns or more, no table inside, and no cell that holds nearly everything."""
    if not has_columns(table):
        return False
    rows = [row for row in table.iter("tr") if len(row)]
    sizes = [len((cell.text_content() or "").strip()) for cell in table.iter("td", "th")]
    return len(rows) >= 2 and max(sizes, default=0) < 0.8 * max(sum(sizes), 1)


def has_columns(table: lxml.html.HtmlElement) -> bool:
    """Two columns or more and no table inside: in what was copied from an office program every such table is data."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    return max((len(_cells(row)) for row in table.iter("tr")), default=0) >= 2


def _cells(row: lxml.html.HtmlElement) -> list[lxml.html.HtmlElement]:
    return [c for c in row if c.tag in ("td", "th")]


def grid_rows(table: lxml.html.HtmlElement) -> Iterator[tuple[Cell, ...]]:
    """The rows; spans that would cover more fields than any real table has count as none."""
    area = 0
    for row in table.iter("tr"):
        parent = row.getparent()
        in_head = parent is not None and parent.tag == "thead"
        made = []
        for cell in _cells(row):
            down, across = _span(cell.get("rowspan")), _span(cell.get("colspan"))
            area += down * across
            if area > MAX_FIELDS:
                down = across = 1
            made.append(Cell(cell_text(cell), rowspan=down, colspan=across, header=cell.tag == "th" or in_head))
        yield tuple(made)


def placed(rows: Sequence[tuple[Cell, ...]]) -> list[list[tuple[int, Cell]]]:
    """Each row's cells with the column where they begin, past those that cells from above cover."""
    covered: dict[int, set[int]] = {}
    out = []
    for y, row in enumerate(rows):
        x, line = 0, []
        for cell in row:
            while x in covered.get(y, ()):
                x += 1
            line.append((x, cell))
            for down in range(1, min(cell.rowspan, len(rows) - y)):
                covered.setdefault(y + down, set()).update(range(x, x + cell.colspan))
            x += cell.colspan
        out.append(line)
    return out


def cell_text(cell: lxml.html.HtmlElement) -> str:
    """The words of a cell; its paragraphs and <br> end lines."""
    pieces: list[str] = []
    _collect(cell, pieces)
    lines = (SPACE.sub(" ", line).strip() for line in "".join(pieces).split("\x00"))
    return "\n".join(line for line in lines if line)


def _collect(element: lxml.html.HtmlElement, pieces: list[str]) -> None:
    pieces.append(element.text or "")
    for child in element:
        if isinstance(child.tag, str):
            ends_line = child.tag in CELL_BLOCKS or child.tag == "br"
            pieces.append("\x00" if ends_line else "")
            _collect(child, pieces)
            pieces.append("\x00" if ends_line else "")
        pieces.append(child.tail or "")


def table_caption(table: lxml.html.HtmlElement) -> str:
    caption = table.find("caption")
    return " ".join(caption.text_content().split()) if caption is not None else ""


def _span(value: str | None) -> int:
    return min(plain_number(value or "", digits=5) or 1, MAX_SPAN)
