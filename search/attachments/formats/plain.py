"""Plain text in the encodings that Chinese files have."""

from __future__ import annotations

from collections.abc import Iterator

from search.attachments.formats import Piece, UnreadableError

ENCODINGS = ("utf-8-sig", "gb18030", "big5hkscs")


def read(data: bytes) -> tuple[str, Iterator[Piece]]:
    return "", iter([Piece(decode(data))])


def decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\x00" in data:
        raise UnreadableError("unsupported")
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableError("broken")
