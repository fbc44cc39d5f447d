"""Excerpts from the original text with what was searched marked; the same characters whatever engine found them.

Folding keeps every character's place, so a token found in the folded text is marked at the same offsets of the original.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from search.backends import text as analysis
from zhtext.canonical import canonical_spans
from zhtext.folding import fold

# Scanning costs by the character: what stands beyond is found, but not excerpted.
SCANNED = 20_000
LENGTH = 90
_BREAK = re.compile(r"[。！？；\n]")
_SPACES = re.compile(r"\s+")


class Part(NamedTuple):
    """A piece of an excerpt. `text` is plain text: templates escape it."""

    text: str
    marked: bool


class Hit(NamedTuple):
    start: int
    end: int
    token: str


@dataclass(frozen=True)
class Marker:
    """Marks what a query asked for: `tokens` as search.backends.text.query_tokens gives them, `phrases` as typed."""

    tokens: tuple[str, ...]
    phrases: tuple[str, ...] = ()

    @cached_property
    def _shown(self) -> list[str]:
        """The tokens worth marking: a single Han character only where it was typed alone."""
        pairs = "".join(token for token in self.tokens if len(token) > 1)
        literal = [fold(phrase) for phrase in self.phrases]
        return literal + [token for token in self.tokens if len(token) > 1 or token not in pairs]

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        words = sorted({re.escape(token) for token in self._shown if token}, key=len, reverse=True)
        latin = [rf"(?<![0-9a-z]){word}(?![0-9a-z])" if word[0].isascii() else word for word in words]
        # Looked for, not consumed: 教师 and 师资 both are found in 教师资格.
        return re.compile(f"(?=({'|'.join(latin)}))") if latin else None

    def hits(self, text: str) -> list[Hit]:
        """Where the text has what was asked, in order."""
        if self._pattern is None:
            return []
        folded = fold(text)
        found = [Hit(m.start(1), m.end(1), m.group(1)) for m in self._pattern.finditer(folded)]
        wanted = set(self.tokens)
        for span in canonical_spans(folded):
            found += [Hit(span.start, span.end, token) for token in span.texts if token in wanted]
        return sorted(found)

    def mark(self, text: str) -> list[Part]:
        """The whole text in parts (a title)."""
        return _parts(text, self.hits(text))

    def excerpt(self, text: str, length: int = LENGTH) -> list[Part]:
        """The stretch of about `length` characters that has most of what was asked; the beginning where it has none."""
        text = text[:SCANNED]
        hits = self.hits(text)
        start = _sentence_start(text, _best_start(hits, length), length) if hits else 0
        end = min(len(text), start + length)
        inside = [Hit(max(h.start, start) - start, min(h.end, end) - start, h.token) for h in hits]
        parts = _parts(text[start:end], [hit for hit in inside if 0 <= hit.start < hit.end])
        before = [Part("…", False)] if start else []
        after = [Part("…", False)] if end < len(text) else []
        return before + parts + after


def marker_for(query: str, phrases: tuple[str, ...] = ()) -> Marker:
    return Marker(analysis.query_tokens(query), phrases)


def _best_start(hits: list[Hit], length: int) -> int:
    """Where the window begins that holds the most different tokens, longer ones counting more."""
    inside: Counter[str] = Counter()
    best, best_start, weight, last = -1, 0, 0, 0
    for hit in hits:
        while last < len(hits) and hits[last].end <= hit.start + length:
            weight += len(hits[last].token) if not inside[hits[last].token] else 0
            inside[hits[last].token] += 1
            last += 1
        if weight > best:
            best, best_start = weight, hit.start
        if inside[hit.token]:
            inside[hit.token] -= 1
            weight -= len(hit.token) if not inside[hit.token] else 0
    return best_start


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
