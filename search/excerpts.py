"""Excerpts from the original text with what was searched marked; the same characters whatever engine found them.

Folding keeps every character's place, so a token found in the folded text is marked at the same offsets of the original.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from search.backends import text as analysis
from zhtext.canonical import canonical_spans
from zhtext.folding import fold

# Scanning costs by the character (100,000 take 8 ms): what stands beyond is found, but not excerpted.
SCANNED = 60_000
LENGTH = 90
_BREAK = re.compile(r"[。！？；\n]")
_SPACES = re.compile(r"\s+")
_CANONICAL = re.compile(r"y\d{4}|№\d|第\d")
_REACH = 24  # characters: no date, ordinal or number goes further from its sign
_ONES = "一二三四五六七八九"
_LETTERS = frozenset("0123456789abcdefghijklmnopqrstuvwxyz")


class Part(NamedTuple):
    """A piece of an excerpt. `text` is plain text: templates escape it."""

    text: str
    marked: bool


class Hit(NamedTuple):
    start: int
    end: int
    token: str


class Window(NamedTuple):
    """The stretch of a text that shows best what was asked. first: the offset of its first hit, None where it has none.

    found: what of what was asked stands anywhere in the text.
    """

    parts: list[Part]
    first: int | None
    found: frozenset[str]


@dataclass(frozen=True)
class Marker:
    """Marks what a query asked for: `tokens` as search.backends.text.query_tokens gives them, `phrases` as typed.

    added: words that the search took along (synonyms); they are marked whole, not by their characters.
    """

    tokens: tuple[str, ...]
    phrases: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @cached_property
    def _words(self) -> list[str]:
        """What is looked for literally: a single Han character only where it was typed alone."""
        literal = [fold(phrase) for phrase in (*self.phrases, *self.added)]
        shown = [token for token in self.tokens if token in self.asked]
        return [word for word in dict.fromkeys(literal + shown) if word.strip()]

    @cached_property
    def _canonical(self) -> frozenset[str]:
        """The tokens that stand for dates, ordinals and document numbers in any spelling."""
        of_added = (text for word in self.added for span in canonical_spans(fold(word)) for text in span.texts[-1:])
        return frozenset([*(token for token in self.tokens if _CANONICAL.match(token)), *of_added])

    @cached_property
    def _signs(self) -> list[str]:
        """Where a text has none of these it has none of the canonical tokens: looking for dates costs more than all else."""
        years = {int(match[0]) for token in self._canonical if (match := re.search(r"\d{4}", token))}
        signs = {fold(spelling) for year in years for spelling in (*_spellings(year), *_spellings(year - 1911))}
        return sorted(signs | ({"第"} if any(token.startswith("第") for token in self._canonical) else set()))

    def hits(self, text: str) -> list[Hit]:
        """Where the text has what was asked, in order."""
        folded = fold(text)
        found = [Hit(start, start + len(word), word) for word in self._words for start in _places(folded, word)]
        for start, end in _around(folded, self._signs):
            for span in canonical_spans(folded[start:end]):
                at = span.start + start, span.end + start
                found += [Hit(*at, token) for token in span.texts if token in self._canonical]
        return sorted(found)

    @cached_property
    def asked(self) -> frozenset[str]:
        """What a document has to have: the tokens, but single characters that are part of a pair."""
        pairs = "".join(token for token in self.tokens if len(token) > 1)
        return frozenset(token for token in self.tokens if len(token) > 1 or token not in pairs)

    def tokens_of(self, text: str) -> frozenset[str]:
        """What of what was asked stands in the text."""
        return frozenset(hit.token for hit in self.hits(text))

    def mark(self, text: str) -> list[Part]:
        """The whole text in parts (a title)."""
        return _parts(text, self.hits(text))

    def window(self, text: str, length: int = LENGTH) -> Window:
        """The stretch of about `length` characters that has most of what was asked; the beginning where it has none."""
        text = text[:SCANNED]
        hits = self.hits(text)
        best = _best_start(hits, 2 * length // 3)  # the window may begin a third before its first hit
        start = _sentence_start(text, best, length) if hits else 0
        end = min(len(text), start + length)
        inside = [hit for hit in hits if hit.end > start and hit.start < end]
        clipped = [Hit(max(h.start, start) - start, min(h.end, end) - start, h.token) for h in inside]
        before = [Part("…", False)] if start else []
        after = [Part("…", False)] if end < len(text) else []
        parts = before + _parts(text[start:end], clipped) + after
        return Window(parts, best if hits else None, frozenset(hit.token for hit in hits))

    def excerpt(self, text: str, length: int = LENGTH) -> list[Part]:
        """The parts of the best window."""
        return self.window(text, length).parts


def marker_for(query: str, phrases: tuple[str, ...] = (), added: tuple[str, ...] = ()) -> Marker:
    return Marker(analysis.query_tokens(query), phrases, added)


def _around(folded: str, signs: list[str]) -> list[tuple[int, int]]:
    """The stretches in which a canonical token may stand that has one of the signs, apart from each other."""
    places = sorted(place for sign in signs for place in _all_places(folded, sign))
    stretches: list[tuple[int, int]] = []
    for place in places:
        start, end = max(0, place - _REACH), min(len(folded), place + 2 * _REACH)
        if stretches and start <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], end)
        else:
            stretches.append((start, end))
    return stretches


def _all_places(folded: str, word: str) -> Iterator[int]:
    place = folded.find(word)
    while place >= 0:
        yield place
        place = folded.find(word, place + 1)


def _spellings(year: int) -> list[str]:
    """2026, 二〇二六, 二零二六; of a year of the republic also how it is counted: 百十五, 百一十五, 民国九十九."""
    if year <= 0:
        return []
    digits = [str(year).translate(str.maketrans("0123456789", f"{zero}{_ONES}")) for zero in "〇零"]
    return [str(year), *digits, *(_counted(year) if year < 200 else [])]


def _counted(year: int) -> list[str]:
    tens, ones = divmod(year % 100, 10)
    rest = _ONES[ones - 1] if ones else ""
    shapes = ["十" + rest, "一十" + rest] if tens == 1 else [(_ONES[tens - 1] + "十" if tens else "") + rest]
    if year >= 100:
        return ["百" + shape for shape in shapes] + ["百零" + rest, "百〇" + rest] * (tens == 0)
    return ["国" + shape for shape in shapes]


def _places(folded: str, word: str) -> Iterator[int]:
    """Where a word stands, overlapping places too; Latin words and numbers only where they are not part of longer ones."""
    for place in _all_places(folded, word):
        end = place + len(word)
        inside = (word[0] in _LETTERS and folded[place - 1 : place] in _LETTERS) or (
            word[-1] in _LETTERS and folded[end : end + 1] in _LETTERS
        )
        if not inside:
            yield place


def _best_start(hits: list[Hit], length: int) -> int:
    """Where the window begins that holds most of what was asked.

    Longer tokens weigh more, and less what stands everywhere in the text: that says little about one place of it.
    """
    often = Counter(hit.token for hit in hits)
    weights = {token: len(token) / (1 + math.log(count)) for token, count in often.items()}
    inside: Counter[str] = Counter()
    best, first, weight, last = -1.0, 0, 0.0, 0
    for at, hit in enumerate(hits):
        while last < len(hits) and hits[last].end <= hit.start + length:
            weight += 0 if inside[hits[last].token] else weights[hits[last].token]
            inside[hits[last].token] += 1
            last += 1
        if weight > best + 1e-9:
            best, first = weight, at
        if inside[hit.token]:
            inside[hit.token] -= 1
            weight -= 0 if inside[hit.token] else weights[hit.token]
    return _tight_start(hits, first, length) if hits else 0


def _tight_start(hits: list[Hit], first: int, length: int) -> int:
    """The same window without the repetitions at its beginning, so that the rarer words come near the middle."""
    end = hits[first].start + length
    window = [hit for hit in hits[first:] if hit.end <= end]
    left = Counter(hit.token for hit in window)
    if len(left) < 2:
        return hits[first].start
    for hit in window:
        if left[hit.token] == 1:
            return hit.start
        left[hit.token] -= 1
    return hits[first].start


def _sentence_start(text: str, hit: int, length: int) -> int:
    """The beginning of the hit's sentence where that is near, else a little before the hit."""
    least = max(0, hit - length // 3)
    breaks = [match.end() for match in _BREAK.finditer(text, least, hit)]
    start = breaks[0] if breaks else least
    return 0 if start < length // 4 else start


def _parts(text: str, hits: Iterable[Hit]) -> list[Part]:
    """Text and marks by turns; hits that touch are one mark."""
    spans: list[list[int]] = []
    for start, end, _ in sorted(hits):
        if spans and start <= spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], end)
        else:
            spans.append([start, end])
    parts, place = [], 0
    for start, end in spans:
        parts += [Part(text[place:start], False), Part(text[start:end], True)]
        place = end
    parts.append(Part(text[place:], False))
    return [Part(_SPACES.sub(" ", part.text), part.marked) for part in parts if part.text]
