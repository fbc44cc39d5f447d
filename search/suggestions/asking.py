"""What to suggest while somebody types (检索建议)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from publications.templatetags.chinese import active_script, converted
from search.query_text import clean
from search.suggestions import candidates
from search.suggestions.candidates import Candidate
from search.suggestions.letters import Letters, key_of
from search.suggestions.matching import Match, Typed, match_at, read
from search.suggestions.numbers import typed_keys
from search.suggestions.phrases import NUMBERS, Kind
from search.suggestions.public import public
from zhtext.folding import fold

MOST, MOST_TITLES, CHECKED, PIVOTS = 8, 3, 20, 2
LONGEST = 60  # characters that are read of what somebody types

NAMES = {
    Kind.BODY: "body",
    Kind.TOPIC: "topic",
    Kind.NUMBER: "number",
    Kind.INDEX_NUMBER: "index_number",
    Kind.WORD: "word",
    Kind.PAIR: "phrase",
    Kind.TITLE: "title",
}
LABELS: dict[int, str | Promise] = {
    Kind.BODY: _("发文机关"),
    Kind.TOPIC: _("主题"),
    Kind.NUMBER: _("文号"),
    Kind.INDEX_NUMBER: _("索引号"),
    Kind.WORD: _("词语"),
    Kind.PAIR: _("词语"),
    Kind.TITLE: _("标题"),
}
# What is asked for by name comes before what merely has the word.
_WORTH = {
    Kind.NUMBER: 14.0,
    Kind.INDEX_NUMBER: 13.0,
    Kind.BODY: 7.0,
    Kind.TOPIC: 7.0,
    Kind.WORD: 3.0,
    Kind.PAIR: 3.0,
    Kind.TITLE: 1.0,
}


@dataclass(frozen=True)
class Suggestion:
    """`text` in the reader's script; `marks`: [start, end) offsets, in characters, of what was typed."""

    text: str
    kind: str
    label: str
    marks: list[tuple[int, int]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {"text": self.text, "kind": self.kind, "label": self.label, "marks": [list(mark) for mark in self.marks]}


@dataclass(frozen=True)
class _Ranked:
    candidate: Candidate
    match: Match | None
    score: float


def suggest(text: str) -> list[Suggestion]:
    """At most eight phrases of documents that everybody may read now, best first. Any string may be typed."""
    text = clean(text[: 4 * LONGEST])[:LONGEST]
    typed = read(text)
    if not typed.units:
        return []
    return [_suggestion(ranked) for ranked in _readable(_mixed(_ranked(text, typed)))]


def _ranked(text: str, typed: Typed) -> list[_Ranked]:
    found = {c.id: c for c in candidates.beginning(text, typed)}
    kept = {ranked.candidate.id: ranked for ranked in _matching(found.values(), text, typed)}
    if len(kept) < MOST and typed.has_latin:
        fresh = [c for c in candidates.divided(typed) if c.id not in kept]
        kept |= {ranked.candidate.id: ranked for ranked in _matching(fresh, text, typed)}
    words = [r.candidate.key for r in sorted(kept.values(), key=_by_score) if r.candidate.kind == Kind.WORD][:PIVOTS]
    if not typed.has_latin:
        words.append("".join(typed.units))
    fresh = [c for c in candidates.inside(words, only_titles=len(kept) >= MOST) if c.id not in kept]
    kept |= {ranked.candidate.id: ranked for ranked in _matching(fresh, text, typed, words)}
    return sorted(kept.values(), key=_by_score)


def _by_score(ranked: _Ranked) -> tuple[float, int, int, str]:
    """The best first, of equals the newest page's."""
    candidate = ranked.candidate
    return -ranked.score, -candidate.page, len(candidate.key), candidate.key


def _matching(found: Iterable[Candidate], text: str, typed: Typed, words: Sequence[str] = ()) -> Iterator[_Ranked]:
    """Those that are what was typed, with their score; an index knows beginnings only, not where syllables end.

    `words`: where what was typed may begin inside a phrase.
    """
    keys, han = typed_keys(text), "" if typed.has_latin else "".join(typed.units)
    for candidate in found:
        match: Match | None
        if candidate.by in {"number", "further"}:
            match = _literal(typed, candidate)
        elif han:
            start = candidate.key.find(han)
            match = Match(start, start + len(han), 0) if start >= 0 else None
        else:
            letters = _letters(candidate)
            starts = (letters.folded.find(word) for word in words) if candidate.by == "inside" else (0,)
            match = next((m for start in starts if start >= 0 and (m := match_at(typed, letters, start))), None)
        if match or candidate.by == "further":
            yield _Ranked(candidate, match, _score(candidate, match, keys))


def _letters(candidate: Candidate) -> Letters:
    """Its letters and their syllables as the row has them, without reading the text again; no offsets."""
    return Letters(candidate.key, (), tuple(candidate.syllables.split(" ")))


def _literal(typed: Typed, candidate: Candidate) -> Match | None:
    """Where a name has just what was typed, brackets and spaces left out of account; a number typed in another way is it whole."""
    folded = key_of(candidate.hans or candidate.hant)
    start = folded.find("".join(typed.units))
    if start >= 0:
        return Match(start, start + sum(map(len, typed.units)), 0)
    if candidate.kind in NUMBERS:
        return Match(0, len(folded), 0)
    letters = _letters(candidate)
    return next((match for start in range(len(letters.folded)) if (match := match_at(typed, letters, start))), None)


def _score(candidate: Candidate, match: Match | None, keys: list[str]) -> float:
    worth = _WORTH[Kind(candidate.kind)] if keys or candidate.kind not in NUMBERS else 0.0
    score = worth + 1.2 * math.log2(1 + max(candidate.weight, 1))
    length = len(candidate.key)
    if match is None or candidate.by in {"number", "further"}:
        return score + (6 if candidate.key in keys else 0) - length / 20
    whole = match.start == 0 and match.end == length
    short = 0 if candidate.kind == Kind.TITLE else length / 20
    return score + (4 if whole else 0) - (3 if match.start else 0) - 1.5 * bool(match.short > 1) - short


def _mixed(ranked: list[_Ranked]) -> list[_Ranked]:
    """Words first, yet with room for titles: three of the eight, where there are so many; the rest follows."""
    titles = [r for r in ranked if r.candidate.kind == Kind.TITLE]
    others = [r for r in ranked if r.candidate.kind != Kind.TITLE]
    room = MOST - min(len(titles), MOST_TITLES)
    return (
        others[:room]
        + titles[: MOST - min(len(others), room)]
        + others[room:]
        + titles[MOST - min(len(others), room) :]
    )


def _readable(ranked: list[_Ranked]) -> list[_Ranked]:
    """The first eight that everybody may read, no text twice."""
    found: list[_Ranked] = []
    seen: set[str] = set()
    for start in range(0, len(ranked), CHECKED):
        some = ranked[start : start + CHECKED]
        open_to_all = public([r.candidate.id for r in some])
        for r in some:
            if r.candidate.id in open_to_all and r.candidate.key not in seen:
                seen.add(r.candidate.key)
                found.append(r)
        if len(found) >= MOST:
            break
    return found[:MOST]


def _suggestion(ranked: _Ranked) -> Suggestion:
    candidate = ranked.candidate
    text = shown(candidate)
    return Suggestion(text, NAMES[Kind(candidate.kind)], str(LABELS[candidate.kind]), _marks(text, ranked.match))


def shown(candidate: Candidate) -> str:
    """How the phrase stands in documents of the reader's script, else converted; a number is never converted.

    Bodies and topics have one name for both scripts.
    """
    script = active_script()
    if candidate.kind in (Kind.BODY, Kind.TOPIC):
        return converted(candidate.hans or candidate.hant, script)
    own, other = (candidate.hant, candidate.hans) if script == "hant" else (candidate.hans, candidate.hant)
    return own or (other if candidate.kind in NUMBERS else converted(other, script))


def _marks(text: str, match: Match | None) -> list[tuple[int, int]]:
    if match is None:
        return []
    places = [place for place, letter in enumerate(fold(text)) if letter.isalnum()][match.start : match.end]
    return [(places[0], places[-1] + 1)] if places else []
