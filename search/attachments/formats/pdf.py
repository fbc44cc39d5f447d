"""pdf files: the text of each page as PDFium gives it, lines that were broken by the margin joined again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from search.attachments.formats import MAX_PAGES, Piece, UnreadableError

FULL_LINE = 0.75  # of the longest line of the page: it goes on in the next one
GARBLED = 0.3
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
# A line that was spread to the margins has a blank behind each character.
_SPREAD = re.compile(rf"(?<={_HAN.pattern}) (?={_HAN.pattern})")
_UNREAL = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff\ufffd\ud800-\udfff]")


def read(data: bytes) -> tuple[str, Iterator[Piece]]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise UnreadableError("encrypted" if locked else "broken") from error
    return "page", _pages(document)


def _pages(document: Any) -> Iterator[Piece]:
    for index in range(min(len(document), MAX_PAGES + 1)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            continue
        text = page.get_textpage()
        try:
            said = text.get_text_range()
        finally:
            text.close()
            page.close()
        sound = _UNREAL.sub("", said)
        # A font without an encoding: the characters are no text.
        if len(said) - len(sound) <= GARBLED * len(said):
            yield Piece(joined(sound), index + 1)


def joined(text: str) -> str:
    """Lines of a page, those that the margin broke put together: without a blank where Han meets Han."""
    lines = [_SPREAD.sub("", " ".join(line.split())) for line in text.splitlines()]
    lines = [line for line in lines if line]
    full = FULL_LINE * max(map(len, lines), default=0)
    out: list[str] = []
    before = ""
    for line in lines:
        if before and len(before) >= full:
            out.append("" if _HAN.match(line[0]) or _HAN.match(before[-1]) else " ")
        elif before:
            out.append("\n")
        out.append(line)
        before = line
    return "".join(out)
