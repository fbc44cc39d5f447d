"""Word files (docx): paragraphs and rows of tables in order; pages where Word has noted them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from search.attachments.formats import Piece, UnreadableError
from search.attachments.formats.archive import Archive, local
from zhtext.numerals import plain_number

# What was deleted or moved away, what older programs get instead of a drawing, and codes of fields.
SKIPPED = frozenset({"del", "moveFrom", "Fallback", "instrText", "pPr"})
BETWEEN_CELLS = " ｜ "


def read(data: bytes) -> tuple[str, Iterator[Piece]]:
    archive = Archive(data)
    root = archive.root("word/document.xml")
    if root is None:
        raise UnreadableError("broken")
    pages = list(_pages(root))
    notes = [archive.root(f"word/{name}.xml") for name in ("footnotes", "endnotes")]
    behind = [text for note in notes if note is not None for text in _pages(note)]
    if len(pages) == 1 or len(pages) != _noted(archive):
        return "", iter([Piece("\n".join([*pages, *behind]))])
    numbered = [Piece(text, number) for number, text in enumerate(pages, 1)]
    return "page", iter([*numbered, *(Piece(text) for text in behind)])


def _noted(archive: Archive) -> int:
    """How many pages the file says it has, 0 where it does not: only then its page breaks are all there."""
    root = archive.root("docProps/app.xml")
    said = {local(element): (element.text or "").strip() for element in root} if root is not None else {}
    return plain_number(said.get("Pages", ""), digits=9) or 0


def _pages(root: Any) -> Iterator[str]:
    """The text between the page breaks that Word noted when it last saw the file."""
    lines: list[str] = []
    line: list[str] = []
    cells: list[list[str]] = []
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        name = local(element)
        if event == "start":
            if name in SKIPPED or (name == "r" and _is_hidden(element)):
                walker.skip_subtree()
            elif name == "lastRenderedPageBreak":
                yield "\n".join([*lines, "".join(line)]).strip()
                lines, line = [], []
            elif name == "t":
                line.append(element.text or "")
            elif name in {"tab", "br", "cr"}:
                line.append(" " if name == "tab" else "\n")
            elif name == "tr":
                cells.append([])
        elif name == "p" and not cells:
            lines.append("".join(line))
            line = []
        elif name == "p":
            line.append(" ")
        elif name == "tc" and cells:
            cells[-1].append("".join(line).strip())
            line = []
        elif name == "tr" and cells:
            row = BETWEEN_CELLS.join(cell for cell in cells.pop() if cell)
            (line if cells else lines).append(row)
    yield "\n".join([*lines, "".join(line)]).strip()


def _is_hidden(run: Any) -> bool:
    """A run that Word does not show."""
    for properties in run:
        if local(properties) == "rPr":
            for child in properties:
                if local(child) == "vanish":
                    value = next((v for k, v in child.attrib.items() if k.endswith("val")), "true")
                    return value not in {"0", "false", "off"}
    return False
