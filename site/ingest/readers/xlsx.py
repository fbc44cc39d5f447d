"""Lists in Excel files (xlsx): the lines above and below a list are paragraphs, the list a table with its merged cells."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from ingest.readers.docx_package import MACROS
from ingest.readers.source import Block, Cell, Note, Removal, Run, SourceDocument, paragraph
from ingest.readers.xlsx_book import MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, Book, Sheet

DEFAULT_NAME = re.compile(r"(?:sheet|工作表|表)\s*\d*$", re.I)
REMARK = re.compile(r"\s*(?:注|备注|说明|填表|填报|制表|联系|审核|单位|日期|[*＊※])")
CUT = "表“{name}”有 {rows} 行，只导入了前 {most} 行、{columns} 列以内的内容，完整的名单请作为附件上传"
UNSEEN = "表“{name}”里隐藏的行或列（{count} 格）没有导入，请确认原件作为附件时不会公开这些内容"
HIDDEN_SHEETS = "隐藏的工作表（{names}）没有导入，请确认原件作为附件时不会公开这些内容"
PICTURES = "表格里的 {count} 个图片或图表没有导入，请核对后补上"
QUOTES = 8
Row = list[tuple[int, Cell]]


def read_xlsx(data: bytes) -> SourceDocument:
    """bytes of an xlsx -> SourceDocument; raises ReadError."""
    book = Book(data)
    sheets = list(book.sheets())
    shown = [sheet for sheet in sheets if sheet.cells and not sheet.hidden]
    blocks: list[Block] = []
    for sheet in shown:
        if len(shown) > 1 and not DEFAULT_NAME.match(sheet.name):
            blocks.append(Block(kind="heading", runs=(Run(sheet.name),), level=2))
        blocks += sheet_blocks(sheet)
    removals = []
    unseen = [text for sheet in sheets for text in (sheet.cells.values() if sheet.hidden else sheet.unseen)]
    if unseen:
        removals.append(Removal("hidden_text", "表格里隐藏的内容", len(unseen), tuple(unseen[:QUOTES])))
    if comments := book.comments():
        removals.append(Removal("comments", "批注，不是正文", len(comments), tuple(c[:80] for c in comments[:QUOTES])))
    return SourceDocument(
        format="xlsx",
        charset="utf-8",
        blocks=tuple(blocks),
        removals=tuple(removals),
        notes=tuple(_notes(book, sheets)),
    )


def _notes(book: Book, sheets: list[Sheet]) -> Iterator[Note]:
    for sheet in sheets:
        if sheet.cut:
            words = CUT.format(name=sheet.name, rows=sheet.rows, most=MAX_ROWS, columns=MAX_COLUMNS)
            yield Note("list_cut", words)
        if sheet.unseen and not sheet.hidden:
            yield Note("hidden_cells", UNSEEN.format(name=sheet.name, count=len(sheet.unseen)))
    hidden = [sheet.name for sheet in sheets if sheet.hidden and sheet.cells]
    if hidden:
        yield Note("hidden_cells", HIDDEN_SHEETS.format(names="、".join(hidden[:QUOTES])))
    if len(sheets) == MAX_SHEETS:
        yield Note("list_cut", f"文件里的工作表超过 {MAX_SHEETS} 个，只导入了前 {MAX_SHEETS} 个")
    drawn = sum(name.startswith(("xl/media/", "xl/charts/chart")) for name in book.names)
    if drawn:
        yield Note("charts", PICTURES.format(count=drawn))
    if any(posixpath.basename(name).lower() == "vbaproject.bin" for name in book.names):
        yield Note("macros", MACROS.format(kind="xlsx"))


def sheet_blocks(sheet: Sheet) -> Iterator[Block]:
    """Stretches of rows, cut where a lone line stands behind a free row."""
    rows = _rows(sheet)
    stretch: list[tuple[int, Row]] = []
    for at, row in rows:
        if stretch and at - stretch[-1][0] > 1 and len(row) == 1 and len(stretch[-1][1]) > 1:
            yield from _stretch_blocks([r for _at, r in stretch])
            stretch = []
        stretch.append((at, row))
    yield from _stretch_blocks([r for _at, r in stretch])


def _rows(sheet: Sheet) -> list[tuple[int, Row]]:
    """The rows that hold something, each as (column, cell) without the columns that are free at the left."""
    spans = {
        (row, column): (down, across) for row, column, down, across in sheet.merged if (row, column) in sheet.cells
    }
    left = min(column for _row, column in sheet.cells)
    filled = sorted({row for row, _column in sheet.cells})
    place = {row: number for number, row in enumerate(filled)}
    found: dict[int, Row] = {row: [] for row in filled}
    for (row, column), text in sorted(sheet.cells.items()):
        down, across = spans.get((row, column), (1, 1))
        covered = sum(1 for r in filled[place[row] :] if r < row + down)
        found[row].append((column - left, Cell(text, rowspan=max(covered, 1), colspan=min(across, MAX_COLUMNS))))
    return list(found.items())


def _stretch_blocks(rows: list[Row]) -> Iterator[Block]:
    """Lines above, the table, lines below."""
    width = max((column + cell.colspan for row in rows for column, cell in row), default=0)
    first = next((i for i, row in enumerate(rows) if len(row) > 1), len(rows))
    end = len(rows)
    while end > first and _is_remark(rows[end - 1], width):
        end -= 1
    for row in rows[:first]:
        yield from _lines(row[0][1].text, align="center" if row[0][1].colspan > 1 else "")
    if end > first:
        yield Block(kind="table", rows=tuple(_table(rows[first:end])))
    for row in rows[end:]:
        yield from _lines(row[0][1].text)


def _lines(text: str, align: str = "") -> Iterator[Block]:
    for line in text.splitlines():
        if line.strip():
            yield paragraph(line.strip(), align=align)


def _is_remark(row: Row, width: int) -> bool:
    """A lone line below the list: over its whole width, or a remark by its first word."""
    if len(row) != 1:
        return False
    column, cell = row[0]
    return cell.colspan >= max(2, 0.6 * width) or (column == 0 and bool(REMARK.match(cell.text)))


def _table(rows: list[Row]) -> Iterator[tuple[Cell, ...]]:
    """Rows with their free fields filled, the head's cells marked; columns that are free throughout are left out."""
    width = max(column + cell.colspan for row in rows for column, cell in row)
    used = sorted({c for row in rows for column, cell in row for c in range(column, column + 1)})
    heads = max((cell.rowspan for _column, cell in rows[0]), default=1)
    heads = max(heads, 2 if any(cell.colspan > 1 for _column, cell in rows[0]) and len(rows) > 2 else 1)
    covered: set[tuple[int, int]] = set()
    for y, row in enumerate(rows):
        by_column = dict(row)
        line, x = [], 0
        while x < width:
            if (y, x) in covered:
                x += 1
                continue
            cell = by_column.get(x)
            if cell is None:
                if x in used:
                    line.append(Cell("", header=y < heads))
                x += 1
                continue
            down = min(cell.rowspan, len(rows) - y)
            across = min(cell.colspan, width - x)
            covered.update((y + i, x + j) for i in range(down) for j in range(across))
            line.append(Cell(cell.text, down, max(sum(1 for c in used if x <= c < x + across), 1), y < heads))
            x += across
        yield tuple(line)
