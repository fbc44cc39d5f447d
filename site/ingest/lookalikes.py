"""Which of many texts says almost the same (近似重复), without comparing with each: by the smallest hashes of its sketch. Pure."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from typing import Generic, TypeVar

from ingest.similarity import ALIKE, resemblance

T = TypeVar("T")
# Two texts that share nine tenths of their shingles share one of their sixteen smallest, but for one pair in 10^16.
LEAD = 16


class Lookalikes(Generic[T]):
    """Sketches with something to know each by."""

    def __init__(self) -> None:
        self._known: list[tuple[array[int], T]] = []
        self._by_hash: dict[int, list[int]] = defaultdict(list)

    def add(self, outline: Sequence[int], what: T) -> None:
        if not outline:
            return
        for value in outline[:LEAD]:
            self._by_hash[value].append(len(self._known))
        self._known.append((array("Q", outline), what))

    def like(self, outline: Sequence[int]) -> list[T]:
        """What is alike, the first added first."""
        near: set[int] = set().union(*(self._by_hash.get(value, ()) for value in outline[:LEAD]))
        mine, whole = tuple(outline), frozenset(outline)
        return [self._known[i][1] for i in sorted(near) if _alike(mine, whole, self._known[i][0])]


def _alike(mine: tuple[int, ...], whole: frozenset[int], other: array[int]) -> bool:
    """Notices after one pattern share much and are not alike: most are told by what both hold, which counts fast."""
    if len(whole.intersection(other)) < ALIKE * max(len(mine), len(other)):
        return False
    return resemblance(tuple(other), mine) >= ALIKE
