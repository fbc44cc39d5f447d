"""The same text in other bytes (近似重复): a hash of what is said, and a sketch for texts that differ in a few words."""

from __future__ import annotations

import functools
import hashlib
import re
import zlib

from ingest.wording import plain

SAID = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffffA-Za-z0-9]+")
SHINGLE = 8
SKETCH = 128
ALIKE = 0.9
LEAST = 40


def said(text: str) -> str:
    """Han, letters and digits only, script folded."""
    return "".join(SAID.findall(plain(text))).lower()


@functools.lru_cache(maxsize=8)  # asked within the run, among earlier imports and for the record
def text_hash(text: str) -> str:
    """Equal for texts that differ in layout, punctuation, width or script only; empty for texts too short to tell."""
    words = said(text)
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest() if len(words) >= LEAST else ""


@functools.lru_cache(maxsize=8)
def sketch(text: str) -> tuple[int, ...]:
    """The 128 smallest hashes of its 8-character shingles, in order."""
    words = said(text)
    if len(words) < LEAST:
        return ()
    shingles = {zlib.crc32(words[i : i + SHINGLE].encode("utf-8", "replace")) for i in range(len(words) - SHINGLE + 1)}
    return tuple(sorted(shingles)[:SKETCH])


def resemblance(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Estimated Jaccard similarity of the shingles of two texts, from their sketches."""
    if not one or not other:
        return 0.0
    smallest = sorted(set(one) | set(other))[:SKETCH]
    both = set(one) & set(other)
    return sum(value in both for value in smallest) / len(smallest)
