"""Phrases that begin as somebody types, from the highest shelf down: a few dozen, whatever the prefix and the size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from search.suggestions.letters import LONGEST, Letters, is_han, letters_of
from search.suggestions.matching import Typed
from search.suggestions.numbers import typed_keys
from search.suggestions.phrases import Kind, phrase_id
from search.suggestions.shelves import NAMES, NUMBERED, TITLES, WORDS
from search.suggestions.syllables import initials_of

MOST, MOST_TITLES, PIVOT_PAGES = 40, 16, 12
_ROW = "p.id, p.kind, p.weight, p.hans, p.hant, p.syllables, p.key"
_COLUMNS = f"{_ROW}, 0"
_AFTER = "\U0010ffff"


@dataclass(frozen=True)
class Candidate:
    """A row of search_phrase. `by`: where it came from: "begins", "sound", "initials", "number", "further" or "inside".

    page: the page on which it was found inside, else 0.
    """

    id: int
    kind: int
    weight: int
    hans: str
    hant: str
    syllables: str
    key: str
    page: int
    by: str


Part = tuple[str, list[Any]]


def begins(column: str, prefix: str) -> tuple[str, list[str]]:
    """A condition that an index answers: what begins with the prefix, in order of code points."""
    return f"p.{column} >= %s AND p.{column} < %s", [prefix, prefix + _AFTER]


def _shelf(by: str, column: str, prefix: str, shelf: int, most: int) -> Part:
    condition, values = begins(column, prefix)
    sql = f"SELECT {_COLUMNS}, '{by}' FROM search_phrase p WHERE p.shelf = %s AND {condition} LIMIT {most}"
    return f"SELECT * FROM ({sql}) s", [shelf, *values]


def _shelves(by: str, column: str, prefix: str) -> list[Part]:
    """Names and words from the top until there are MOST, and some titles."""
    words = [_shelf(by, column, prefix, shelf, MOST) for shelf in (NAMES, *WORDS)]
    together = " UNION ALL ".join(sql for sql, _ in words)
    return [
        (f"SELECT * FROM ({together} LIMIT {MOST}) w", [value for _, values in words for value in values]),
        _shelf(by, column, prefix, TITLES, MOST_TITLES),
    ]


def _numbers(typed: str) -> list[Part]:
    """Numbers that begin so, or that go on so from their year or within the agency's code."""
    parts: list[Part] = []
    for key in typed_keys(typed):
        parts.append(_shelf("number", "key", key[:LONGEST], NUMBERED, MOST_TITLES))
        parts.append(_further("number", key))
    return parts


def _further(by: str, key: str) -> Part:
    sql = (
        f"SELECT {_COLUMNS}, '{by}' FROM "
        f"(SELECT phrase_id FROM search_phrasekey WHERE key >= %s AND key < %s ORDER BY key LIMIT {MOST_TITLES}) k "
        "CROSS JOIN search_phrase p WHERE p.id = k.phrase_id"
    )
    return f"SELECT * FROM ({sql}) f", [key[:LONGEST], key[:LONGEST] + _AFTER]


def beginning(text: str, typed: Typed) -> list[Candidate]:
    """What begins as typed: by its letters, or where Latin letters were typed by sound and initials."""
    letters = "".join(typed.units)[:LONGEST]
    parts = _numbers(text)
    if not typed.has_latin or letters.isdigit():
        parts += _shelves("begins", "key", letters)
        parts.append(_shelf("begins", "key", letters, NUMBERED, MOST_TITLES))
        parts.append(_further("further", letters))
    else:
        parts += _shelves("sound", "sound", _spelled(typed, whole=True)[: 2 * LONGEST])
        parts += _shelves("initials", "initials", _spelled(typed, whole=False)[:LONGEST])
        parts.append(_further("further", letters))
        parts.append(_shelf("initials", "initials", letters, NUMBERED, MOST_TITLES))
    return _ask(parts)


def divided(typed: Typed) -> list[Candidate]:
    """What begins with the initials of the syllables that were typed (jiaospx, jiao教peix)."""
    prefixes = [""]
    for unit in typed.units:
        ways = [letters_of(unit).initials] if is_han(unit[0]) else initials_of(unit)
        prefixes = [prefix + way for prefix in prefixes for way in ways][:8]
    return _ask([part for prefix in prefixes if prefix for part in _shelves("initials", "initials", prefix[:LONGEST])])


def inside(words: Sequence[str], *, only_titles: bool) -> list[Candidate]:
    """Titles, and if wanted phrases, that have one of these words (their keys) somewhere, of the newest pages that have it."""
    if not words:
        return []
    likes = " OR ".join(["p.key LIKE %s"] * len(words))
    pages = (
        "(SELECT DISTINCT page_id FROM (SELECT page_id FROM search_phraseuse "
        f"WHERE phrase_id IN ({', '.join(['%s'] * len(words))}) ORDER BY page_id DESC LIMIT {PIVOT_PAGES}) n) w"
    )
    if only_titles:
        phrases = "search_phrasepage u CROSS JOIN search_phrase p WHERE u.page_id = w.page_id AND p.id = u.title_id"
    else:
        phrases = "search_phraseuse u CROSS JOIN search_phrase p WHERE u.page_id = w.page_id AND p.id = u.phrase_id"
    sql = (
        f"SELECT {_ROW}, u.page_id, 'inside' FROM {pages} CROSS JOIN {phrases} "
        f"AND p.shelf NOT IN ({NUMBERED}) AND p.kind <> {int(Kind.WORD)} AND ({likes})"
    )
    return _ask([(sql, [*(phrase_id(Kind.WORD, word) for word in words), *(f"%{word}%" for word in words)])])


def _spelled(typed: Typed, *, whole: bool) -> str:
    """What was typed as one run of letters: Han by their syllables, or by their initials."""
    han = "".join(unit for unit in typed.units if is_han(unit[0]))
    read: Letters = letters_of(han)
    sounds = iter(read.syllables)
    return "".join(
        (next(sounds, "") if whole else next(sounds, "")[:1]) if is_han(unit[0]) else unit for unit in typed.units
    )


def _ask(parts: Iterable[Part]) -> list[Candidate]:
    """All of it in one query; a phrase that came in several ways counts as what it came as first."""
    parts = list(parts)
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(sql for sql, _ in parts), [value for _, values in parts for value in values])
        rows = cursor.fetchall()
    found: dict[int, Candidate] = {}
    for row in rows:
        found.setdefault(row[0], Candidate(*row))
    return list(found.values())
