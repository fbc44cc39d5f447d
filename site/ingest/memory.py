"""Memory that is free but still this process's: glibc keeps what large files took, so the portal never shrinks again."""

from __future__ import annotations

import ctypes
import functools
from collections.abc import Callable

LARGE = 512 * 1024
_tidied = False


@functools.cache
def _trim() -> Callable[[int], int] | None:
    """glibc's malloc_trim; None where the C library has none (musl, macOS)."""
    try:
        found: Callable[[int], int] = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError):
        return None
    return found


def give_back_memory(size: int) -> None:
    """Return free memory to the system behind a file of `size` bytes, if it was a large one (5 ms) or the first: building
    the tables of characters leaves 27 MB."""
    global _tidied
    trim = _trim() if size >= LARGE or not _tidied else None
    _tidied = True
    if trim is not None:
        trim(0)
