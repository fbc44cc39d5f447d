"""The phrases that a document's titles and headings are made of: words and pairs of neighbouring words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, cached_property
from pathlib import Path

from search.suggestions.letters import Letters, is_han, key_of, letters_of
from search.suggestions.numbers import number_key
from zhtext.folding import fold
from zhtext.scripts import convert, detect

MOST = 240  # phrases of one document; a plan with hundreds of headings has said its words by then


class Kind(IntEnum):
    """What a suggestion is."""

    BODY = 1  # 发文机关
    TOPIC = 2  # 主题分类
    NUMBER = 3  # 发文字号
    INDEX_NUMBER = 4  # 索引号
    WORD = 5
    PAIR = 6
    TITLE = 7


# The dictionary does not know what a number counts, and would draw it to the next name: 2026 年云岫区.
_COUNTED = re.compile("[0-9０-９]+ *(?:学年度?|年度|[年月日号届级期次批所名个人])?")

NUMBERS = (Kind.NUMBER, Kind.INDEX_NUMBER)
CORRECTING = (Kind.BODY, Kind.TOPIC, Kind.WORD, Kind.PAIR)  # what a wrong character is put right with


@dataclass(frozen=True)
class Found:
    """A phrase as it stands in a document; `further`: keys by which it is found besides its own."""

    kind: Kind
    text: str
    further: tuple[str, ...] = ()

    @cached_property
    def letters(self) -> Letters:
        return letters_of(self.text)

    @cached_property
    def key(self) -> str:
        """The same for every spelling: folded, without signs; a number keeps its parts apart."""
        return number_key(self.text) if self.kind in NUMBERS else key_of(self.text)

    @cached_property
    def id(self) -> int:
        return phrase_id(self.kind, self.key)


def phrase_id(kind: int, key: str) -> int:
    """Which row a phrase has: 64 bits of a digest, so that nobody needs to look it up (a million collide once in 37 million)."""
    digest = hashlib.blake2b(f"{int(kind)}:{key}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def words_and_pairs(texts: Iterable[str]) -> Iterator[Found]:
    """The words of texts in either script, and each two of them that stand side by side."""
    for text in texts:
        simplified = convert(text, "hans", "tw") if detect(text) == "hant" else text
        # Cut in simplified characters, which the dictionary knows, and taken from the text as it stands.
        yield from _words_and_pairs(text, simplified if len(simplified) == len(text) else text)


def _words_and_pairs(text: str, simplified: str) -> Iterator[Found]:
    import rjieba  # 33 MB and a quarter of a second: only who reads documents needs it

    simplified = _COUNTED.sub(lambda match: " " * len(match[0]), simplified)
    previous: tuple[str, int, int] | None = None
    for word, start, end in _words(simplified, rjieba.tokenize(simplified)):
        if len(word) > 1:
            yield Found(Kind.WORD, text[start:end])
        if previous and previous[2] == start and len(word) + len(previous[0]) > 2:
            yield Found(Kind.PAIR, text[previous[1] : end])
        previous = (word, start, end)
    for _word, start, end in _words(simplified, rjieba.tokenize(simplified, "search")):
        if end - start > 1:
            yield Found(Kind.WORD, text[start:end])


@cache
def _empty() -> frozenset[str]:
    lines = (Path(__file__).parent / "data" / "empty_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("# ") for word in line.split())


def _words(simplified: str, tokens: Sequence[tuple[str, int, int]]) -> Iterator[tuple[str, int, int]]:
    folded = fold(simplified)
    for word, start, end in tokens:
        letters = folded[start:end]
        if (
            word not in _empty()
            and letters.isalnum()
            and not letters.isdigit()
            and (is_han(letters[0]) or end - start > 1)
        ):
            yield word, start, end
