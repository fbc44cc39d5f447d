"""An xlsx as a package (工作簿): its sheets, shared words and number formats; everything that may grow is bounded."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from ingest.readers.archive import Archive
from ingest.readers.docx_xml import STRICT, TRANSITIONAL, R, parse_part, whole_number
from ingest.readers.errors import ReadError
from ingest.readers.xlsx_numbers import BUILT_IN, GENERAL, shown

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
MAIN = "xl/workbook.xml"
MAX_SHEETS, MAX_ROWS, MAX_COLUMNS, MAX_CELLS = 40, 2_000, 120, 60_000
MAX_WORDS, MAX_CHARACTERS = 300_000, 20_000_000
BROKEN = "表格已损坏：内部的数据不完整。请用 Excel 或 WPS 重新打开并另存，再导入。"
NOT_SHEETS = "这不是 Excel 表格（xlsx）：里面没有工作表。请确认文件，或另存为 xlsx 再导入。"
TOO_MANY = "表格里的文字多得不正常，没有读取。请只保留要发布的部分再导入。"


@dataclass
class Sheet:
    """One sheet: texts by (row, column) from 0, merged fields as (row, column, rows, columns)."""

    name: str
    hidden: bool = False
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    rows: int = 0
    unseen: list[str] = field(default_factory=list)
    cut: bool = False


class Book:
    """Raises ReadError."""

    def __init__(self, data: bytes) -> None:
        self._archive = Archive(data)
        self.names = self._archive.names()
        book = self._part(MAIN)
        if book is None:
            raise ReadError("not_xlsx", NOT_SHEETS)
        self._targets = {}
        relations = self._part("xl/_rels/workbook.xml.rels")
        for relation in relations if relations is not None else ():
            self._targets[relation.get("Id", "")] = posixpath.normpath(
                posixpath.join("/xl", relation.get("Target", ""))
            ).lstrip("/")
        properties = book.find(S + "workbookPr")
        self._from_1904 = properties is not None and properties.get("date1904", "0") in ("1", "true")
        self._listed = list(book.iter(S + "sheet"))
        self._formats = self._read_formats()
        self._words = list(self._shared_words())
        self._left = MAX_CELLS

    def _part(self, name: str) -> Any | None:
        data = self._archive.read(name)
        return parse_part(data, " Excel 表格", BROKEN) if data else None

    def _read_formats(self) -> list[str]:
        """The format of each cell style."""
        root = self._part("xl/styles.xml")
        if root is None:
            return []
        own = {n.get("numFmtId", ""): n.get("formatCode", GENERAL) for n in root.iter(S + "numFmt")}
        styles = root.find(S + "cellXfs")
        ids = [style.get("numFmtId", "0") for style in styles] if styles is not None else []
        return [own.get(i) or BUILT_IN.get(whole_number(i, 9999, 0), GENERAL) for i in ids]

    def _shared_words(self) -> Iterator[str]:
        data = self._archive.read("xl/sharedStrings.xml")
        left = MAX_CHARACTERS
        for number, element in enumerate(_elements(data, S + "si") if data else ()):
            text = _words_of(element)
            left -= len(text)
            if number >= MAX_WORDS or left < 0:
                raise ReadError("too_large", TOO_MANY)
            yield text
            element.clear()

    def sheets(self) -> Iterator[Sheet]:
        for element in self._listed[:MAX_SHEETS]:
            name = self._targets.get(element.get(R + "id", ""), "")
            data = self._archive.read(name) if "worksheets/" in name else None
            sheet = Sheet(element.get("name", ""), element.get("state", "visible") != "visible")
            if data:
                self._fill(sheet, data)
                yield sheet

    def _fill(self, sheet: Sheet, data: bytes) -> None:
        unseen: set[int] = set()
        row = -1
        for element in _elements(data, S + "row", S + "col", S + "mergeCell"):
            if element.tag == S + "col":
                if element.get("hidden", "0") in ("1", "true"):
                    first, last = (whole_number(element.get(n), 16_384, 0) for n in ("min", "max"))
                    unseen.update(range(first - 1, min(last, MAX_COLUMNS)))
            elif element.tag == S + "mergeCell":
                place = _area(element.get("ref", ""))
                sheet.merged += [place] if place else []
            else:
                row = whole_number(element.get("r"), 2_000_000, row + 2) - 1
                self._row(sheet, row, element, unseen)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]

    def _row(self, sheet: Sheet, row: int, element: Any, unseen: set[int]) -> None:
        if row >= MAX_ROWS or self._left <= 0:
            sheet.cut, sheet.rows = True, max(sheet.rows, row + 1)
            return
        hidden_row = element.get("hidden", "0") in ("1", "true")
        column = -1
        for cell in element.iter(S + "c"):
            place = _place(cell.get("r", ""))
            column = place[1] if place else column + 1
            text = self._text(cell)
            if not text:
                continue
            sheet.rows = max(sheet.rows, row + 1)
            if hidden_row or column in unseen:
                sheet.unseen.append(text)
            elif column >= MAX_COLUMNS or self._left <= 0:
                sheet.cut = True
            else:
                sheet.cells[row, column] = text
                self._left -= 1

    def _text(self, cell: Any) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(S + "is")
            return _words_of(inline).strip() if inline is not None else ""
        value = cell.findtext(S + "v") or ""
        if kind == "s":
            index = whole_number(value, MAX_WORDS, -1)
            return self._words[index].strip() if 0 <= index < len(self._words) else ""
        if kind == "b":
            return "是" if value == "1" else "否"
        if kind == "n":
            style = whole_number(cell.get("s"), 100_000, 0)
            code = self._formats[style] if style < len(self._formats) else GENERAL
            return shown(value, code, self._from_1904) if value else ""
        return value.strip()

    def comments(self) -> list[str]:
        texts = []
        for name in self.names:
            if posixpath.basename(name).startswith("comments") and name.endswith(".xml"):
                root = self._part(name)
                texts += [_words_of(c).strip() for c in root.iter(S + "comment")] if root is not None else []
        return [text for text in texts if text]


def _elements(data: bytes, *tags: str) -> Iterator[Any]:
    """The elements of those names as they are read; raises ReadError for broken XML."""
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
        raise ReadError("unsafe", "文件内部含有外部实体声明，不是正常的 Excel 表格，没有读取。")
    if STRICT in data[:8192]:
        for strict, usual in TRANSITIONAL:
            data = data.replace(strict, usual)
    try:
        for _event, element in etree.iterparse(
            io.BytesIO(data), tag=tags, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        ):
            yield element
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("broken", BROKEN) from error


def _words_of(element: Any) -> str:
    """The text of rich words without the readings (拼音) above them."""
    return "".join(t.text or "" for t in element.iter(S + "t") if t.getparent().tag != S + "rPh")


def _place(reference: str) -> tuple[int, int] | None:
    """C5 -> (4, 2)."""
    letters = reference.rstrip("0123456789")
    digits = reference[len(letters) :]
    if not digits or not letters.isascii() or not letters.isalpha() or len(letters) > 3 or len(digits) > 7:
        return None
    column = 0
    for letter in letters.upper():
        column = 26 * column + ord(letter) - 64
    return int(digits) - 1, column - 1


def _area(reference: str) -> tuple[int, int, int, int] | None:
    first, _colon, last = reference.partition(":")
    start, end = _place(first), _place(last)
    if start is None or end is None or end[0] < start[0] or end[1] < start[1]:
        return None
    return start[0], start[1], end[0] - start[0] + 1, end[1] - start[1] + 1
