"""Parsers in warm child processes with limits (隔离读取): what breaks one breaks nothing else. `ask` is the whole interface."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ingest.readers.worker.operations import answer_of
from ingest.readers.worker.pool import Pool

__all__ = ["Answer", "ask", "in_this_process", "stop"]

Answer = tuple[dict[str, Any], list[bytes]]
_pool = Pool()
_here = False


def ask(operation: str, name: str, data: bytes) -> Answer:
    """What the operation (`operations.py`) makes of a file: plain data and byte strings; raises ReadError.

    Safe from threads, after a fork, and when the child has died since: a dead one is replaced."""
    if _here:
        return answer_of(operation, name, data)
    return _pool.ask(operation, name, data)


def stop() -> None:
    """End the warm children; the next file starts one again."""
    _pool.stop()


@contextmanager
def in_this_process() -> Iterator[None]:
    """Parse without a child, for tests that look inside a parser. Limits of size and depth hold, memory and time do not."""
    global _here
    before, _here = _here, True
    try:
        yield
    finally:
        _here = before
