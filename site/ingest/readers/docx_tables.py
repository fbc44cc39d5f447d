"""Word tables: rows and cells with merged ones; a frame around paragraphs is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ingest.readers.docx_xml import W, child_value, switched_on, whole_number
from ingest.readers.source import Block, Cell

MAX_SPAN = 100
WRAPPERS = frozenset({W + n for n in ("sdt", "sdtContent", "ins", "customXml", "smartTag")})
ReadCell = Callable[[Any], list[Block]]


def children(element: Any, name: str) -> Iterator[Any]:
    """The rows of a table or cells of a row, through content controls; what lies in inner tables is not theirs."""
    for child in element:
        if child.tag == W + name:
            yield child
        elif child.tag in WRAPPERS:
            yield from children(child, name)


def read_table(element: Any, read: ReadCell) -> Iterator[Block]:
    """The table and the pictures in it; of one row or one column its paragraphs only."""
    rows = [row for row in children(element, "tr") if not _is_deleted(row)]
    cells = [list(children(row, "tc")) for row in rows]
    if len(rows) < 2 or max(map(len, cells), default=0) < 2:
        for row in cells:
            for cell in row:
                yield from read(cell)
        return
    grid: list[list[dict[str, Any]]] = []
    above: dict[int, dict[str, Any]] = {}
    pictures: list[Block] = []
    for row, in_row in zip(rows, cells, strict=True):
        properties = row.find(W + "trPr")
        header = switched_on(properties, "tblHeader")
        column = _skipped(properties)
        line: list[dict[str, Any]] = [_cell("", column, False)] if column else []
        for cell in in_row:
            span, down, across = _shape(cell)
            content = read(cell)
            pictures += [block for block in content if block.kind == "image"]
            text = "\n".join(block.text for block in content if block.kind != "image")
            if down == "continue" and column in above:
                above[column]["rowspan"] += 1
            elif across == "continue" and line:
                line[-1]["colspan"] += span
            else:
                made = _cell(text, span, header)
                line.append(made)
                above.pop(column, None)
                if down == "restart":
                    above[column] = made
            column += span
        grid.append(line)
    caption = _caption(element)
    yield Block(kind="table", rows=tuple(tuple(Cell(**cell) for cell in line) for line in grid), caption=caption)
    yield from pictures


def _cell(text: str, span: int, header: bool) -> dict[str, Any]:
    return {"text": text, "rowspan": 1, "colspan": span, "header": header}


def _shape(cell: Any) -> tuple[int, str, str]:
    """(columns covered, merged downwards, merged to the right), the latter "", "restart" or "continue"."""
    properties = cell.find(W + "tcPr")
    if properties is None:
        return 1, "", ""
    span = max(whole_number(child_value(properties, "gridSpan"), MAX_SPAN, 1), 1)
    return span, _merge(properties.find(W + "vMerge")), _merge(properties.find(W + "hMerge"))


def _merge(element: Any) -> str:
    return "" if element is None else element.get(W + "val", "continue")


def _skipped(properties: Any) -> int:
    """Columns left free before the first cell of a row."""
    return whole_number(child_value(properties, "gridBefore"), MAX_SPAN, 0) if properties is not None else 0


def _is_deleted(row: Any) -> bool:
    properties = row.find(W + "trPr")
    return properties is not None and properties.find(W + "del") is not None


def _caption(element: Any) -> str:
    properties = element.find(W + "tblPr")
    return " ".join(child_value(properties, "tblCaption").split())[:250] if properties is not None else ""
