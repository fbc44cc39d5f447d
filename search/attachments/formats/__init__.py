"""bytes of an attached file -> its text, page by page. Pure, and run in a child process (search.attachments.child)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module

PIECE = 4_000  # characters: a hit is looked for and excerpted in one piece
MAX_CHARACTERS = 500_000
MAX_PAGES = 2_000


class UnreadableError(Exception):
    """code: encrypted, scanned, empty, broken, unsupported, no_office, too_large, too_slow, missing (see wording.py)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Piece:
    """A stretch of text. number: its page or slide, None where the file does not say; name: its sheet's."""

    text: str
    number: int | None = None
    name: str = ""


@dataclass(frozen=True)
class ReadText:
    """unit: what `number` counts, "page" or "slide", else "". cut: there was more text than is kept."""

    pieces: tuple[Piece, ...]
    unit: str = ""
    cut: bool = False


Reader = Callable[[bytes], tuple[str, Iterable[Piece]]]
ZIP, PDF, OLE, RTF = b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0", b"{\\rtf"
# The part by which a zip is known -> the module that reads it.
PACKAGES = {
    "word/document.xml": "word",
    "xl/workbook.xml": "sheets",
    "ppt/presentation.xml": "slides",
    "OFD.xml": "ofd",
}
PLAIN = frozenset({".txt", ".csv", ".md", ".text"})


def read(data: bytes, suffix: str) -> ReadText:
    """The text of a file whose content, before its `suffix`, says what it is; raises UnreadableError."""
    unit, pieces = reader_of(data, suffix)(data)
    kept, cut = _kept(pieces)
    if not kept:
        raise UnreadableError("scanned" if data.startswith(PDF) else "empty")
    return ReadText(tuple(kept), unit, cut)


def reader_of(data: bytes, suffix: str) -> Reader:
    if data[:1024].lstrip().startswith(PDF):
        return _reader("pdf")
    if data.startswith(ZIP):
        names = _names(data)
        found = next((module for part, module in PACKAGES.items() if part in names), None)
        if found is None:
            raise UnreadableError("unsupported")
        return _reader(found)
    if suffix in PLAIN:
        return _reader("plain")
    raise UnreadableError(
        "encrypted" if data.startswith(OLE) and suffix in {".docx", ".xlsx", ".pptx"} else "unsupported"
    )


def _reader(module: str) -> Reader:
    """Imported when it is needed: a workbook's library alone takes a quarter of a second."""
    reader: Reader = import_module(f"search.attachments.formats.{module}").read
    return reader


def _names(data: bytes) -> set[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableError("broken") from error


def _kept(pieces: Iterable[Piece]) -> tuple[list[Piece], bool]:
    """Pieces of at most PIECE characters, without those that say nothing, as far as the limits allow."""
    kept: list[Piece] = []
    room = MAX_CHARACTERS
    for piece in pieces:
        if (piece.number or 0) > MAX_PAGES:
            return kept, True
        for text in split(piece.text.strip()):
            if room <= 0:
                return kept, True
            kept.append(Piece(text[:room], piece.number, piece.name))
            room -= len(text)
    return kept, room < 0


def split(text: str) -> Iterator[str]:
    """A text in pieces of at most PIECE characters, at the end of a line where there is one."""
    while len(text) > PIECE:
        end = text.rfind("\n", PIECE // 2, PIECE)
        end = end if end > 0 else PIECE
        yield text[:end]
        text = text[end:].lstrip("\n")
    if text:
        yield text
