"""Messages between a process and its child: lengths, then JSON, then byte strings as they are."""

from __future__ import annotations

import json
import os
import select
import struct
import time
from typing import Any

LENGTHS = struct.Struct("!QI")  # bytes of JSON, number of byte strings
SIZE = struct.Struct("!Q")
MAX_JSON = 64 * 1024 * 1024
MAX_BLOBS = 160 * 1024 * 1024
MAX_COUNT = 5_000
CHUNK = 1 << 20


class EndedError(Exception):
    """The other side closed the pipe before the message was whole."""


class LateError(Exception):
    """The message did not come in time."""


class OversizedError(Exception):
    """The message is larger than anything that a document gives."""


def send(fd: int, value: dict[str, Any], blobs: list[bytes]) -> None:
    """Write one message; raises BrokenPipeError."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    _write(fd, LENGTHS.pack(len(text), len(blobs)) + b"".join(SIZE.pack(len(blob)) for blob in blobs) + text)
    for blob in blobs:
        _write(fd, blob)


def _write(fd: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view[:CHUNK]) :]


def receive(fd: int, until: float | None = None) -> tuple[dict[str, Any], list[bytes]]:
    """Read one message; `until` is a time of time.monotonic(). Raises EndedError, LateError, OversizedError."""
    length, count = LENGTHS.unpack(_read(fd, LENGTHS.size, until))
    if length > MAX_JSON or count > MAX_COUNT:
        raise OversizedError
    sizes = [SIZE.unpack_from(head, 0)[0] for head in (_read(fd, SIZE.size, until) for _n in range(count))]
    if sum(sizes) > MAX_BLOBS:
        raise OversizedError
    value = json.loads(_read(fd, length, until).decode("utf-8", "surrogatepass"))
    return value, [bytes(_read(fd, size, until)) for size in sizes]


def _read(fd: int, size: int, until: float | None) -> bytearray:
    out = bytearray()
    while len(out) < size:
        if until is not None and not select.select([fd], [], [], max(until - time.monotonic(), 0))[0]:
            raise LateError
        piece = os.read(fd, min(size - len(out), CHUNK))
        if not piece:
            raise EndedError
        out += piece
    return out
