"""栏目更新 as csv or xlsx: what the report shows, a column a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from openpyxl import Workbook

from publications.cells import as_text
from publications.column_updates import ColumnState

CSV, XLSX = "csv", "xlsx"
TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def exported(states: Iterable[ColumnState], today: date, kind: str) -> HttpResponse:
    """The file to download; `kind`: one of TYPES."""
    rows = [headings(), *(row(state) for state in states)]
    name = f"{_('栏目更新')}-{today.isoformat()}.{kind}"
    response = HttpResponse(as_xlsx(rows) if kind == XLSX else as_csv(rows), content_type=TYPES[kind])
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def headings() -> list[str]:
    return [_("栏目"), _("更新要求"), _("责任人"), _("最近发布"), _("最晚更新"), _("剩余天数"), _("情况")]


def row(state: ColumnState) -> list[Any]:
    """Days left are negative where the column is overdue; an empty cell where nothing is required or was ever published."""
    column = state.column
    texts = [column.title, column.get_update_class_display(), state.responsible]
    return [*map(as_text, texts), state.last, state.due, state.days_left, situation(state)]


def situation(state: ColumnState) -> str:
    if state.is_blank:
        return _("空白")
    if state.is_stale:
        return _("超期")
    if not state.must_update:
        return _("无更新要求")
    return _("即将到期") if state.is_soon else _("正常")


def as_csv(rows: Iterable[Sequence[Any]]) -> bytes:
    """With the mark by which Excel reads Chinese."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterable[Sequence[Any]]) -> bytes:
    book, file = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet(_("栏目更新"))
    for cells in rows:
        sheet.append(cells)
    book.save(file)
    return file.getvalue()
