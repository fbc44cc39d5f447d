"""Attached files made by a few lines: Word, Excel, PowerPoint, OFD, pdf."""

from __future__ import annotations

import importlib.util
import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

import openpyxl

_spec = importlib.util.spec_from_file_location("pdf_writer", Path(__file__).parents[1] / "ingest" / "pdf_writer.py")
assert _spec is not None
assert _spec.loader is not None
_writer = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_writer)

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BREAK = "<w:r><w:lastRenderedPageBreak/></w:r>"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{escape(text)}</w:t></w:r>"


def docx(*paragraphs: str, pages: int | str = 0, body: str = "") -> bytes:
    """Paragraphs of text, `body` (XML) behind them; `pages`: what the file says it has."""
    text = "".join(f"<w:p>{run(paragraph)}</w:p>" for paragraph in paragraphs) + body
    parts = {"word/document.xml": f"<w:document {W}><w:body>{text}</w:body></w:document>"}
    if pages:
        parts["docProps/app.xml"] = f"<Properties><Pages>{pages}</Pages></Properties>"
    return zipped(parts)


def table(*rows: Sequence[str]) -> str:
    cells = ("".join(f"<w:tc><w:p>{run(cell)}</w:p></w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def xlsx(sheets: Mapping[str, Sequence[Sequence[object]]], hidden: Sequence[str] = ()) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pdf(*pages: str) -> bytes:
    """A page for each text, set in lines of 28 characters."""
    sheets = []
    for text in pages:
        sheet = _writer.Sheet()
        if text:
            sheet.paragraph(text, 80)
        sheets.append(sheet)
    made: bytes = _writer.pdf(*sheets)
    return made


def pptx(*slides: str) -> bytes:
    text = '<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:sld>'
    parts = {f"ppt/slides/slide{n}.xml": text.format(escape(slide)) for n, slide in enumerate(slides, 1)}
    return zipped({"ppt/presentation.xml": "<p/>", **parts})


def ofd(*pages: Sequence[str]) -> bytes:
    """Each page a list of lines."""
    parts = {"OFD.xml": "<OFD/>"}
    for number, lines in enumerate(pages):
        said = "".join(
            f'<TextObject Boundary="10 {20 + 8 * at} 100 6"><TextCode X="0" Y="5">{escape(line)}</TextCode></TextObject>'
            for at, line in enumerate(lines)
        )
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = f"<Page><Content><Layer>{said}</Layer></Content></Page>"
    return zipped(parts)
