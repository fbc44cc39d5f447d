"""What is asked: words out of the documents, one or two of them, and questions of laypersons."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from pathlib import Path

KEYWORDS, QUESTIONS = 200, 100
_CLAUSE = re.compile(r"[一-鿿]{4,}")


def keywords(texts: Sequence[tuple[str, str]]) -> list[str]:
    """Two characters, four, or two pairs of one document: as common and as rare as the text has them."""
    chance, out = random.Random(7), {}
    while len(out) < KEYWORDS:
        clauses = _CLAUSE.findall(chance.choice(texts)[1])
        if clauses:
            one, other = chance.choice(clauses), chance.choice(clauses)
            at, beside = chance.randrange(len(one) - 3), chance.randrange(len(other) - 1)
            forms = (one[at : at + 2], one[at : at + 4], f"{one[at : at + 2]} {other[beside : beside + 2]}")
            out[chance.choice(forms)] = None
    return list(out)


def questions(data: Path | None, texts: Sequence[tuple[str, str]]) -> list[str]:
    """Of DATA/queries.jsonl, else clauses of the documents turned into questions."""
    chance = random.Random(8)
    if data is not None:
        with (data / "queries.jsonl").open(encoding="utf-8") as lines:
            return chance.sample([json.loads(line)["text"] for line in lines], QUESTIONS)
    clauses = [clause for _, body in texts[:2000] for clause in _CLAUSE.findall(body) if len(clause) > 9]
    return [f"请问学校应当怎样{clause[:24]}才符合规定呢" for clause in chance.sample(clauses, QUESTIONS)]
