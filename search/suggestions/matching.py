"""Whether a phrase is what somebody is typing: in Han, in full pinyin, in initials, or in a mixture of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from search.suggestions.letters import Letters, is_han
from zhtext.folding import fold

_APOSTROPHES = re.compile(r"[\s'’`·]+")


class Match(NamedTuple):
    """`start` and `end`: letters of the phrase that were typed; `short`: how many syllables by less than all of their letters."""

    start: int
    end: int
    short: int


class Typed(NamedTuple):
    """units: Han characters one by one, and runs of Latin letters and digits between them."""

    units: tuple[str, ...]

    @property
    def has_han(self) -> bool:
        return any(is_han(unit[0]) for unit in self.units)

    @property
    def has_latin(self) -> bool:
        return any(not is_han(unit[0]) for unit in self.units)


def read(text: str) -> Typed:
    """jiaoshi pei -> ("jiaoshipei",); 教师pei -> ("教", "师", "pei"); ü is v, as on a keyboard."""
    units: list[str] = []
    for letter in fold(_APOSTROPHES.sub("", text.replace("ü", "v").replace("Ü", "v"))):
        if not letter.isalnum():
            continue
        if units and not is_han(letter) and not is_han(units[-1][0]):
            units[-1] += letter
        else:
            units.append(letter)
    return Typed(tuple(units))


def match_at(typed: Typed, letters: Letters, start: int = 0) -> Match | None:
    """Whether the phrase goes on from letter `start` as it was typed."""
    found = _follow(typed.units, 0, 0, letters, start, set())
    return Match(start, *found) if found else None


def _follow(
    units: Sequence[str], unit: int, place: int, letters: Letters, at: int, failed: set[tuple[int, int, int]]
) -> tuple[int, int] | None:
    """(letters of the phrase read, syllables cut short) from `place` in a unit and letter `at` on; None: not what was typed."""
    if unit == len(units):
        return at, 0
    if at >= len(letters.folded) or (unit, place, at) in failed:
        return None
    typed, letter, syllable = units[unit], letters.folded[at], letters.syllables[at]
    if is_han(typed[0]):
        steps: Iterator[tuple[int, int]] = iter([(1, 0)] if typed == letter else [])
    else:
        steps = _steps(typed, place, syllable, letter)
    for length, short in steps:
        following = (unit, place + length) if place + length < len(typed) else (unit + 1, 0)
        if found := _follow(units, *following, letters, at + 1, failed):
            return found[0], found[1] + short
    failed.add((unit, place, at))
    return None


def _steps(typed: str, place: int, syllable: str, letter: str) -> Iterator[tuple[int, int]]:
    """How much of a run of letters one character may stand for, the most first: its syllable, what there is of it, its initial."""
    if not syllable:
        if letter == typed[place]:
            yield 1, 0
        return
    rest = typed[place:]
    if rest.startswith(syllable):
        yield len(syllable), 0
    elif syllable.startswith(rest):
        yield len(rest), 1
    if len(syllable) > 2 and syllable[1] == "h" and rest.startswith(syllable[:2]):
        yield 2, 1
    if len(syllable) > 1 and rest[0] == syllable[0]:
        yield 1, 1
