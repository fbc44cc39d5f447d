"""Classes of equal words (同义词组), from lines of text: the reviewed file and what editors have written."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from zhtext.folding import fold

FILE = Path(__file__).parent / "classes.txt"
LONGEST = 40  # characters of a word
MOST_RESPELLED = 6


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

    def find(self, folded: str, longest: int = LONGEST) -> list[Found]:
        """The words of a folded text that have synonyms, the longest at each place, from left to right."""
        found: list[Found] = []
        place = 0
        while place < len(folded):
            end = self._end_of_word(folded, place, min(self.longest, longest))
            if end and (words := self.words[folded[place:end]]):
                found.append(Found(place, end, words))
            place = end or place + 1
        return found

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(word[:2] for word in self.words)

    def _end_of_word(self, folded: str, start: int, longest: int) -> int:
        """Where the longest word that begins here ends, 0 where none does; Latin words are whole words only."""
        if folded[start : start + 2] not in self._beginnings:
            return 0
        for end in range(min(len(folded), start + longest), start + 1, -1):
            if folded[start:end] in self.words and not (_joined(folded, start) or _joined(folded, end)):
                return end
        return 0


def _joined(folded: str, place: int) -> bool:
    """Whether a Latin word or a number goes on across a place."""
    around = folded[max(place - 1, 0) : place + 1]
    return 0 < place < len(folded) and around.isascii() and around.isalnum()


def read_classes(lines: Iterable[str]) -> Synonyms:
    """Classes from lines as in classes.txt. Classes of equals that share a word are one."""
    class_of: dict[str, list[str]] = {}
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
            _join(class_of, list(words))
    classes = list({id(words): words for words in class_of.values()}.values())
    equal = {word: tuple(words) for words in classes for word in words}
    first = _synonyms(equal | dict.fromkeys(alone, ()), printed)
    for words in classes:
        respelled = _respelled(words, first)
        equal |= {word: respelled for word in respelled if word not in first.words or word in words}
    return _synonyms(equal | dict.fromkeys(alone, ()) | one_way, printed)


def _synonyms(table: dict[str, tuple[str, ...]], printed: dict[str, str]) -> Synonyms:
    return Synonyms(table, printed, max(map(len, table), default=0))


def _respelled(words: list[str], synonyms: Synonyms) -> tuple[str, ...]:
    """The words of a class, and those with other words within them in each spelling: 幼儿园教师 is 幼稚园老师, too."""
    out = dict.fromkeys(words)
    for word in words:
        found = synonyms.find(word, len(word) - 1)
        # 国小 and 学 are not what 中小学 is made of.
        if found and all(len(piece) != 1 for piece in _between(word, found)):
            choices = itertools.islice(itertools.product(*(one.words for one in found)), MOST_RESPELLED)
            out.update(dict.fromkeys(spelled(word, found, chosen) for chosen in choices))
    return tuple(out)


def spelled(folded: str, found: list[Found], words: Sequence[str]) -> str:
    """A folded text with other words in the places found."""
    pieces = _between(folded, found)
    return "".join(itertools.chain(*zip(pieces, words, strict=False), pieces[-1:]))


def _between(folded: str, found: list[Found]) -> list[str]:
    """What stands before, between and after the words found."""
    starts = [0, *(one.end for one in found)]
    ends = [*(one.start for one in found), len(folded)]
    return [folded[start:end] for start, end in zip(starts, ends, strict=True)]


def _join(class_of: dict[str, list[str]], words: list[str]) -> None:
    """Make one class of the words and of the classes that some of them stand in."""
    known = [other for word in words for other in class_of.get(word, ())]
    joined = list(dict.fromkeys([*known, *words]))
    class_of.update(dict.fromkeys(joined, joined))


def file_lines() -> list[str]:
    """The lines of the reviewed file that say something."""
    return [line for line in FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("# ")]


@cache
def built_in() -> Synonyms:
    """The reviewed file alone."""
    return read_classes(file_lines())


NONE = Synonyms()
