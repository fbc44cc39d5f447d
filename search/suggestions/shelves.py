"""Shelves: phrases sorted roughly by worth, so that the first few of any prefix are read without sorting thousands.

Within a shelf, what begins alike lies side by side. Whoever asks takes the shelves from the top until there is enough.
"""

from __future__ import annotations

from bisect import bisect_right

from search.suggestions.phrases import NUMBERS, Kind

TITLES, NAMES, NUMBERED = 0, 8, 9
_LEAST = (2, 5, 20, 100, 1000)  # documents: from so many on a word stands one shelf higher
WORDS = tuple(range(len(_LEAST) + 1, 0, -1))


def shelf_of(kind: int, weight: int) -> int:
    if kind == Kind.TITLE:
        return TITLES
    if kind in NUMBERS:
        return NUMBERED
    if kind in (Kind.BODY, Kind.TOPIC):
        return NAMES
    return 1 + bisect_right(_LEAST, weight)
