"""Classes of equal words (同义词组), from lines of text: the reviewed file and what editors have written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from zhtext.folding import fold

FILE = Path(__file__).parent / "classes.txt"


class Found(NamedTuple):
    """A word of a folded text: start and end offsets, and the words that may stand there, always in the same order."""

    start: int
    end: int
    words: tuple[str, ...]


@dataclass(frozen=True)
class Synonyms:
    """words: folded word -> all folded words that are asked for where it is typed, itself among them; none: left alone.

    printed: folded word -> as it is written in its class.
    """

    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    printed: Mapping[str, str] = field(default_factory=dict)
    longest: int = 0

    def find(self, folded: str) -> list[Found]:
        """The words of a folded text that have synonyms, the longest at each place, from left to right."""
        found: list[Found] = []
        place = 0
        while place < len(folded):
            end = self._end_of_word(folded, place)
            if end and (words := self.words[folded[place:end]]):
                found.append(Found(place, end, words))
            place = end or place + 1
        return found

    def _end_of_word(self, folded: str, start: int) -> int:
        """Where the longest word that begins here ends, 0 where none does; Latin words are whole words only."""
        for end in range(min(len(folded), start + self.longest), start + 1, -1):
            if folded[start:end] in self.words and not (_joined(folded, start) or _joined(folded, end)):
                return end
        return 0


def _joined(folded: str, place: int) -> bool:
    """Whether a Latin word or a number goes on across a place."""
    around = folded[max(place - 1, 0) : place + 1]
    return 0 < place < len(folded) and around.isascii() and around.isalnum()


def read_classes(lines: Iterable[str]) -> Synonyms:
    """Classes from lines as in classes.txt. Classes of equals that share a word are one; the last word on a matter counts."""
    classes: list[list[str]] = []
    one_way: dict[str, tuple[str, ...]] = {}
    alone: set[str] = set()
    printed: dict[str, str] = {}
    for line in lines:
        if not line.strip() or line.startswith("# "):
            continue
        words = {fold(word): word for word in line.replace(">", " ").split() if word != "!"}
        if line.startswith("! "):
            alone.update(words)
            continue
        for folded, word in words.items():
            printed.setdefault(folded, word)
        if " > " in line:
            one_way[next(iter(words))] = tuple(words)
        elif len(words) > 1:
            classes = _joined_with(classes, list(words))
    table: dict[str, tuple[str, ...]] = dict.fromkeys(alone, ())
    table |= {word: tuple(words) for words in classes for word in words}
    table |= one_way
    return Synonyms(table, printed, max(map(len, table), default=0))


def _joined_with(classes: list[list[str]], words: list[str]) -> list[list[str]]:
    apart = [one for one in classes if not set(one) & set(words)]
    sharing = [one for one in classes if set(one) & set(words)]
    return [*apart, list(dict.fromkeys([*(word for one in sharing for word in one), *words]))]


def file_lines() -> list[str]:
    """The lines of the reviewed file that say something."""
    return [line for line in FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("# ")]


@cache
def built_in() -> Synonyms:
    """The reviewed file alone."""
    return read_classes(file_lines())


NONE = Synonyms()
