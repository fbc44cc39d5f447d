"""Dividing typed letters into syllables (jiaospx -> jiao s p x), to find phrases by their initials."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

_INITIAL = "zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]"
_FINAL = "iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|van|ai|ei|ao|ou|an|en|in|un|vn|ia|ie|iu|ua|uo|ui|ue|ve|er|a|o|e|i|u|v"
_WHOLE = re.compile(rf"(?:(?:{_INITIAL})(?:{_FINAL})|ang|eng|ai|ei|ao|ou|an|en|er|a|o|e)")
_SHORT = re.compile(_INITIAL)
MOST, TRIED = 6, 100


def initials_of(typed: str) -> list[str]:
    """The initials of the ways to divide a run of letters, the one with the longest syllables first: xian -> x, xa."""
    lengths = [_lengths(typed[place:]) for place in range(len(typed))]
    ends = [False] * len(typed) + [True]
    for place in reversed(range(len(typed))):
        lengths[place] = [length for length in lengths[place] if ends[place + length]]
        ends[place] = bool(lengths[place])
    divided = itertools.islice(_divided(typed, 0, lengths), TRIED)
    return list(dict.fromkeys(divided))[:MOST]


def _divided(typed: str, place: int, lengths: list[list[int]]) -> Iterator[str]:
    if place == len(typed):
        yield ""
        return
    for length in lengths[place]:
        for rest in _divided(typed, place + length, lengths):
            yield typed[place] + rest


def _lengths(typed: str) -> list[int]:
    """How long a first syllable may be, longest first; a digit or an initial stands alone."""
    lengths = {1} if typed[0].isdigit() else set()
    if short := _SHORT.match(typed):
        lengths |= {short.end(), 1}
    if whole := _WHOLE.match(typed):
        lengths.add(whole.end())
        # xian is also xi an, fangan is fang an and fan gan.
        lengths |= {end for end in range(1, whole.end()) if _WHOLE.fullmatch(typed, 0, end)}
    return sorted(lengths, reverse=True)
