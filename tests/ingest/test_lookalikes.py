"""Almost the same text among many after one pattern: what is found, without comparing with each."""

from __future__ import annotations

import random

from ingest.lookalikes import Lookalikes
from ingest.similarity import ALIKE, SKETCH, resemblance


def outlines(count: int, chance: random.Random) -> list[tuple[int, ...]]:
    """Sketches of short and long texts, most of which share a pattern and differ in none to an eighth of it."""
    pattern = [chance.getrandbits(32) for _ in range(400)]
    found = []
    for _number in range(count):
        base = pattern if chance.random() < 0.7 else [chance.getrandbits(32) for _ in range(400)]
        changed = chance.uniform(0, 0.12)
        values = (
            v if chance.random() > changed else chance.getrandbits(32) for v in base[: chance.choice((33, 140, 400))]
        )
        found.append(tuple(sorted(set(values))[:SKETCH]))
    return found


def test_what_is_found_is_what_comparing_with_each_finds() -> None:
    known: Lookalikes[int] = Lookalikes()
    earlier: list[tuple[int, ...]] = []
    hits = 0
    for number, outline in enumerate(outlines(300, random.Random(5))):
        expected = [i for i, other in enumerate(earlier) if resemblance(other, outline) >= ALIKE]
        assert known.like(outline) == expected
        hits += len(expected)
        known.add(outline, number)
        earlier.append(outline)
    assert hits > 100


def test_a_text_too_short_to_tell_is_like_nothing() -> None:
    known: Lookalikes[str] = Lookalikes()
    known.add((), "空")
    known.add(tuple(range(1, 60)), "文")
    assert known.like(()) == []
