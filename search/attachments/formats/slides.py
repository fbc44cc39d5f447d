"""Slides (pptx): the text of each slide, a paragraph a line."""

from __future__ import annotations

from collections.abc import Iterator

from search.attachments.formats import Piece
from search.attachments.formats.archive import Archive, local


def read(data: bytes) -> tuple[str, Iterator[Piece]]:
    archive = Archive(data)
    return "slide", _slides(archive)


def _slides(archive: Archive) -> Iterator[Piece]:
    for number, name in enumerate(archive.numbered(r"ppt/slides/slide(\d+)\.xml"), 1):
        root = archive.root(name)
        paragraphs = [element for element in root.iter() if local(element) == "p"] if root is not None else []
        lines = ["".join(t.text or "" for t in paragraph.iter() if local(t) == "t") for paragraph in paragraphs]
        yield Piece("\n".join(line for line in lines if line.strip()), number)
