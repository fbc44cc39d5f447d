"""Workbooks (xlsx): the visible sheets, a row a line, values as a reader sees them."""

from __future__ import annotations

import datetime
import io
import warnings
from collections.abc import Iterator
from typing import Any

import openpyxl

from search.attachments.formats import Piece, UnreadableError

BETWEEN_CELLS = " ｜ "
MAX_CELLS = 3_000_000  # looked at, empty ones too
ROWS_A_PIECE = 60


def read(data: bytes) -> tuple[str, Iterator[Piece]]:
    warnings.simplefilter("ignore")
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except MemoryError:
        raise
    except Exception as error:  # openpyxl raises what the part it was reading makes it raise
        raise UnreadableError("broken") from error
    return "", _sheets(book)


def _sheets(book: Any) -> Iterator[Piece]:
    room = MAX_CELLS
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible" or not hasattr(sheet, "iter_rows"):
            continue
        rows: list[str] = []
        for row in sheet.iter_rows():
            room -= len(row)
            if room < 0:
                break
            line = BETWEEN_CELLS.join(text for cell in row if (text := shown(cell.value, cell.number_format)))
            if line:
                rows.append(line)
            if len(rows) == ROWS_A_PIECE:
                yield Piece("\n".join(rows), name=sheet.title)
                rows = []
        yield Piece("\n".join(rows), name=sheet.title)


def shown(value: Any, number_format: str | None) -> str:
    """A cell's value: dates as 2026-05-18, whole numbers without a point, shares with their sign."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d") if value.time() == datetime.time() else value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, float):
        percent = "%" in (number_format or "")
        return f"{round(100 * value, 4):g}%" if percent else f"{value:.10g}"
    return " ".join(str(value).split())
