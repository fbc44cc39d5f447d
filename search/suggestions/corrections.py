"""Did you mean (您要找的是不是): what a query would be with a homophone or a wrong character put right.

A phrase of documents stands in the place of a stretch (window) of the query that is none. A homophone of the same
characters comes first, then sounds that are often taken for one another, then one swapped, wrong, missing or extra
character. Two errors in one phrase are found only where they sound right.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection

from search.suggestions.asking import shown
from search.suggestions.candidates import _AFTER, _COLUMNS, Candidate
from search.suggestions.letters import Letters, blur, is_han, letters_of
from search.suggestions.phrases import CORRECTING, phrase_id
from search.suggestions.public import public

SHORTEST, LONGEST_WINDOW, LONGEST_QUERY = 2, 10, 40  # letters
EDITED = range(3, 9)  # letters of a window of which one may be wrong: of two there are too many
READINGS, MOST_SOUNDS, MOST_ROWS, MOST = 3, 400, 300, 12

# What an error costs; a character that sounds alike is what an input method gets wrong.
SAME_SOUND, LIKE_SOUND, SWAPPED, OTHER, MISSING, EXTRA = 1.0, 1.8, 1.6, 2.2, 1.9, 2.5
UNCHANGED = 1.0  # times the share of the query that stays as it is: long phrases are better evidence
UNEXPLAINED = 0.7  # for each letter that stays and that no phrase explains


class Window(NamedTuple):
    start: int
    end: int


@dataclass(frozen=True)
class Correction:
    """`text`: the whole query put right, in the reader's script; `cost`: the less, the likelier; `phrase`: its row's id."""

    text: str
    cost: float
    phrase: int


def corrections(query: str) -> list[Correction]:
    """What the query may have meant, the likeliest first; only phrases that everybody may read now. Any string may be asked."""
    letters = letters_of(query)
    if not SHORTEST <= len(letters.folded) <= LONGEST_QUERY or not any(map(is_han, letters.folded)):
        return []
    windows = _windows(letters)
    known = _known(letters, windows)
    explained = {place for window in known for place in range(*window)}
    unexplained = {place for place, letter in enumerate(letters.folded) if is_han(letter)} - explained
    found = [
        *_homophones(letters, windows, known),
        *_swapped(letters, windows, known),
        *_edits(letters, windows, known, unexplained),
    ]
    best: dict[str, Correction] = {}
    for window, candidate, cost in found:
        text = _put_right(query, letters, window, candidate)
        cost += UNCHANGED * (1 - (window.end - window.start) / len(letters.folded))
        cost += UNEXPLAINED * len(unexplained.difference(range(*window))) - 0.1 * math.log2(1 + candidate.weight)
        if text not in best or cost < best[text].cost:
            best[text] = Correction(text, cost, candidate.id)
    ranked = sorted(best.values(), key=lambda c: (c.cost, c.text))[:MOST]
    readable = public([c.phrase for c in ranked])
    return [c for c in ranked if c.phrase in readable]


def _windows(letters: Letters) -> list[Window]:
    """Stretches of letters that may stand for a phrase: the longest first."""
    total = len(letters.folded)
    return [
        Window(start, start + size)
        for size in range(min(total, LONGEST_WINDOW), SHORTEST - 1, -1)
        for start in range(total - size + 1)
        if any(map(is_han, letters.folded[start : start + size]))
    ]


def _known(letters: Letters, windows: Iterable[Window]) -> set[Window]:
    """The windows that are phrases as they stand."""
    ids = {phrase_id(kind, letters.folded[w.start : w.end]): w for w in windows for kind in CORRECTING}
    places = ", ".join(["%s"] * len(ids))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT p.id FROM search_phrase p WHERE p.id IN ({places})", list(ids))
        return {ids[row[0]] for row in cursor.fetchall()}


Hit = tuple[Window, Candidate, float]

# --- what sounds alike ------------------------------------------------------------------------------------------------


def _homophones(letters: Letters, windows: list[Window], known: set[Window]) -> Iterator[Hit]:
    """Phrases that sound like a window, exactly or nearly."""
    readings = _readings(letters)
    sounds: dict[str, list[Window]] = {}
    for window in windows:
        if window not in known:
            for sound in _sounds(readings[window.start : window.end]):
                if len(sounds) < MOST_SOUNDS:
                    sounds.setdefault(sound, []).append(window)
    for candidate, blurred in _rows("blurred", sounds):
        for window in sounds[blurred]:
            typed = letters.folded[window.start : window.end]
            if len(candidate.key) == len(typed) and candidate.key != typed:
                yield window, candidate, _cost_of_sounds(typed, readings[window.start : window.end], candidate)


def _readings(letters: Letters) -> list[tuple[str, ...]]:
    """The syllables that each letter may have: in its context, and those of the character alone."""
    from pypinyin import Style, pinyin  # 44 MB, and most processes correct nothing

    found = []
    for letter, syllable in zip(letters.folded, letters.syllables, strict=True):
        alone = pinyin(letter, style=Style.NORMAL, heteronym=True)[0] if is_han(letter) else []
        found.append(tuple(dict.fromkeys([syllable, *alone]))[:READINGS])
    return found


def _sounds(readings: list[tuple[str, ...]]) -> Iterator[str]:
    blurred = (tuple(dict.fromkeys(map(blur, some))) for some in readings)
    return map(" ".join, itertools.islice(itertools.product(*blurred), 8))


def _cost_of_sounds(typed: str, readings: list[tuple[str, ...]], candidate: Candidate) -> float:
    syllables = candidate.syllables.split(" ")
    wrong = [place for place, letter in enumerate(candidate.key) if letter != typed[place]]
    costs = [SAME_SOUND if syllables[place] in readings[place] else LIKE_SOUND for place in wrong]
    # One wrong of two says less than one wrong of five.
    return sum(costs) + len(wrong) / len(typed)


# --- one character --------------------------------------------------------------------------------------------------------


def _edits(letters: Letters, windows: list[Window], known: set[Window], unexplained: set[int]) -> Iterator[Hit]:
    """Phrases of which a window differs by one character. Half of a window is right then: its first half or its last.

    Only where some letter is of no phrase, if there are any such.
    """
    chosen = [w for w in windows if w.end - w.start in EDITED and w not in known]
    if unexplained:
        chosen = [w for w in chosen if unexplained.intersection(range(*w))]
    fronts: dict[tuple[int, str], list[Window]] = {}
    ends: dict[tuple[int, str], list[Window]] = {}
    for window in chosen:
        typed = letters.folded[window.start : window.end]
        half = len(typed) // 2
        for length in (len(typed) - 1, len(typed), len(typed) + 1):
            fronts.setdefault((length, typed[:half]), []).append(window)
            ends.setdefault((length, typed[half:][::-1]), []).append(window)
    for column, halves in (("key", fronts), ("backwards", ends)):
        for candidate, sought in _beginning(column, halves):
            for window in halves[sought]:
                if cost := _cost_of_edit(letters.folded[window.start : window.end], candidate.key):
                    yield window, candidate, cost


def _swapped(letters: Letters, windows: list[Window], known: set[Window]) -> Iterator[Hit]:
    """Phrases of which two neighbouring letters have changed places; across the middle neither half is right."""
    swapped: dict[str, Window] = {}
    for window in windows:
        typed = letters.folded[window.start : window.end]
        if window not in known and len(typed) < EDITED.stop:
            for at in range(len(typed) - 1):
                swapped[typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :]] = window
    ids = {phrase_id(kind, key): window for key, window in swapped.items() for kind in CORRECTING}
    for candidate, _ in _rows("id", ids):
        yield ids[candidate.id], candidate, SWAPPED


def _cost_of_edit(typed: str, phrase: str) -> float | None:
    """None where they differ by more than one character, or not at all."""
    if typed == phrase:
        return None
    if len(typed) == len(phrase):
        wrong = [place for place, letter in enumerate(typed) if letter != phrase[place]]
        if len(wrong) == 1:
            return OTHER
        first = wrong[0]
        swapped = (
            len(wrong) == 2 and wrong[1] == first + 1 and typed[first : first + 2] == phrase[first + 1] + phrase[first]
        )
        return SWAPPED if swapped else None
    longer, shorter, cost = (typed, phrase, EXTRA) if len(typed) > len(phrase) else (phrase, typed, MISSING)
    without = any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))
    return cost if without and len(longer) - len(shorter) == 1 else None


# --- rows ------------------------------------------------------------------------------------------------------------------


def _rows(column: str, values: Iterable[Any]) -> list[tuple[Candidate, Any]]:
    wanted = list(values)
    if not wanted:
        return []
    places = ", ".join(["%s"] * len(wanted))
    sql = f"SELECT p.{column}, {_COLUMNS}, 'corrects' FROM search_phrase p WHERE p.{column} IN ({places})"
    with connection.cursor() as cursor:
        cursor.execute(sql, wanted)
        return [(Candidate(*row[1:]), row[0]) for row in cursor.fetchall()]


def _beginning(column: str, halves: Iterable[tuple[int, str]]) -> list[tuple[Candidate, tuple[int, str]]]:
    """Phrases of a length that begin (`column` key) or end (backwards) in one of these ways."""
    parts, values = [], []
    for length, half in halves:
        parts.append(
            f"SELECT * FROM (SELECT p.length, {len(values)}, {_COLUMNS}, 'corrects' FROM search_phrase p WHERE p.length = %s "
            f"AND p.{column} >= %s AND p.{column} < %s AND p.backwards IS NOT NULL LIMIT {MOST_ROWS}) s"
        )
        values += [length, half, half + _AFTER]
    sought = [(values[place], values[place + 1]) for place in range(0, len(values), 3)]
    found = []
    with connection.cursor() as cursor:
        for start in range(0, len(parts), 40):
            cursor.execute(" UNION ALL ".join(parts[start : start + 40]), values[3 * start : 3 * (start + 40)])
            found += [(Candidate(*row[2:]), sought[row[1] // 3]) for row in cursor.fetchall()]
    return found


def _put_right(query: str, letters: Letters, window: Window, candidate: Candidate) -> str:
    """The query with the phrase in the window's place, the rest as it was typed."""
    return query[: letters.offsets[window.start]] + shown(candidate) + query[letters.offsets[window.end - 1] + 1 :]
