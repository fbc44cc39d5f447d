"""OFD (版式文件, GB/T 33190): the text of each page, in the order in which it is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from search.attachments.formats import Piece
from search.attachments.formats.archive import Archive, local

_PAGE = r"(?:.*/)?Pages/Page_(\d+)/Content\.xml"
_SPACES = re.compile(r"\s+")


def read(data: bytes) -> tuple[str, Iterator[Piece]]:
    archive = Archive(data)
    return "page", _pages(archive)


def _pages(archive: Archive) -> Iterator[Piece]:
    for number, name in enumerate(archive.numbered(_PAGE), 1):
        root = archive.root(name)
        if root is not None:
            yield Piece(_text(root), number)


def _text(root: Any) -> str:
    """Text objects on one height are one line."""
    out: list[str] = []
    height = None
    for thing in root.iter():
        if local(thing) != "TextObject":
            continue
        said = _SPACES.sub("", "".join(code.text or "" for code in thing.iter() if local(code) == "TextCode"))
        box = (thing.get("Boundary") or "").split()
        top = round(float(box[1])) if len(box) == 4 and re.fullmatch(r"-?[\d.]+", box[1]) else None
        if out and top != height:
            out.append("\n")
        out.append(said)
        height = top
    return "".join(out)
