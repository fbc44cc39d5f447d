"""What of a text counts when somebody types it: its letters, without signs and spaces, folded."""

from __future__ import annotations

import re
from typing import NamedTuple

from zhtext.folding import fold
from zhtext.pinyin import readings

LONGEST = 60  # letters of a key; who types more has found it
_SPELLINGS = {"lve": "lue", "nve": "nue"}
# Pairs that many speakers do not tell apart: 平翘舌, n and l, front and back nasals.
_BLURS = ((re.compile(r"^([zcs])h"), r"\1"), (re.compile(r"^n"), "l"), (re.compile(r"(?<=[aei]n)g$"), ""))


class Letters(NamedTuple):
    """The letters of a text: folded, each one's offset in the text, and its toneless syllable ("" where there is none)."""

    folded: str
    offsets: tuple[int, ...]
    syllables: tuple[str, ...]

    @property
    def sound(self) -> str:
        """jiaoshipeixun."""
        return "".join(self.syllables)

    @property
    def initials(self) -> str:
        """jspx."""
        return "".join(syllable[:1] for syllable in self.syllables)

    @property
    def blurred(self) -> str:
        """The syllables with what sounds alike made one: what two homophones share."""
        return " ".join(map(blur, self.syllables))

    def starting_at(self, place: int) -> Letters:
        return Letters(self.folded[place:], self.offsets[place:], self.syllables[place:])


def key_of(text: str) -> str:
    """The letters alone."""
    folded = fold(text)
    return folded if folded.isalnum() else "".join(filter(str.isalnum, folded))


def letters_of(text: str) -> Letters:
    """The letters of a text with their readings in its context."""
    folded = fold(text)
    offsets = tuple(place for place, letter in enumerate(folded) if letter.isalnum())
    sounds = readings(text)
    syllables = tuple(_SPELLINGS.get(sounds[place], sounds[place]) for place in offsets)
    return Letters("".join(folded[place] for place in offsets), offsets, syllables)


def blur(syllable: str) -> str:
    for pattern, kept in _BLURS:
        syllable = pattern.sub(kept, syllable)
    return syllable


def is_han(letter: str) -> bool:
    """Whether a letter is typed by its sound: Han characters are, Latin and digits stand for themselves."""
    return letter >= "\u3007"
