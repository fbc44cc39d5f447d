"""A query and its other wordings as tokens to ask for. Any wording typed gives the same tokens in the same order.

What has no synonym is asked for once. Where a word has some, its own tokens and those that join it to its neighbours are
asked for in each spelling, and a document is scored by its best: so nothing counts twice, and nothing typed is lost.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

from search.backends import text
from search.synonyms.classes import Found, Synonyms, spelled
from zhtext.folding import fold
from zhtext.tokens import query_terms

Tokens = tuple[str, ...]
# Words side by side (教师培训) are asked for in every combination, up to so many; beyond, each for itself.
MOST_COMBINATIONS = 8
# Further ones of a query are asked for as they were typed.
MOST_PLACES = 12
# Where there are more, only the first counts: for titles, and for how long a query is.
MOST_WORDINGS = 16


@dataclass(frozen=True)
class Wording:
    """common: tokens of what is said in one way only. places: for each place with synonyms, the tokens of each spelling.

    wordings: the whole query in its spellings, the same first one whichever was typed. added: words that were not typed.
    """

    common: Tokens
    places: tuple[tuple[Tokens, ...], ...]
    wordings: tuple[str, ...]
    added: tuple[str, ...] = ()

    @property
    def tokens(self) -> Tokens:
        """Every token that is asked for, once, in whichever spelling."""
        return tuple(dict.fromkeys(itertools.chain(self.common, *itertools.chain(*self.places))))

    @property
    def is_empty(self) -> bool:
        return not self.common and not self.places

    @property
    def is_short(self) -> bool:
        return text.is_short(self.wordings[0])


def word(query: str, synonyms: Synonyms) -> Wording:
    """The wording of a query of at most some hundred characters."""
    folded = fold(query)
    found = synonyms.find(folded)[:MOST_PLACES]
    if not found:
        return Wording(text.query_tokens(query), (), (query,))
    runs = _runs(found)
    common = text.query_tokens(_without(folded, runs))
    seen = set(common)
    places: list[tuple[Tokens, ...]] = []
    for run in runs:
        spellings = _spellings(folded, run, seen, found)
        if len(spellings) > 1 or spellings[0]:
            places.append(spellings)
        seen.update(itertools.chain(*spellings))
    return Wording(common, tuple(places), _wordings(folded, found), _added(folded, found, synonyms))


def _runs(found: list[Found]) -> list[list[Found]]:
    """The words found, those that stand side by side together while their combinations are few."""
    runs: list[list[Found]] = []
    combinations = 0
    for one in found:
        combinations *= len(one.words)
        if runs and runs[-1][-1].end == one.start and combinations <= MOST_COMBINATIONS:
            runs[-1].append(one)
        else:
            runs.append([one])
            combinations = len(one.words)
    return runs


def _without(folded: str, runs: list[list[Found]]) -> str:
    pieces, place = [], 0
    for run in runs:
        pieces.append(folded[place : run[0].start])
        place = run[-1].end
    return " ".join([*pieces, folded[place:]])


def _spellings(folded: str, run: list[Found], seen: set[str], found: list[Found]) -> tuple[Tokens, ...]:
    """The tokens of each spelling with the characters around it, without those that are asked for anyway."""
    start, end = run[0].start, run[-1].end
    # A neighbour that has synonyms itself would give other tokens in each of its spellings.
    before = "" if any(one.end == start for one in found) else folded[:start][-1:]
    after = "" if any(one.start == end for one in found) else folded[end:][:1]
    spellings = ("".join(words) for words in itertools.product(*(one.words for one in run)))
    tokens = (tuple(t for t in query_terms(f"{before}{words}{after}") if t not in seen) for words in spellings)
    return tuple(dict.fromkeys(tokens))


def _wordings(folded: str, found: list[Found]) -> tuple[str, ...]:
    choices = itertools.product(*(one.words for one in found))
    many = math.prod(len(one.words) for one in found) > MOST_WORDINGS
    return tuple(spelled(folded, found, words) for words in itertools.islice(choices, 1 if many else None))


def _added(folded: str, found: list[Found], synonyms: Synonyms) -> tuple[str, ...]:
    typed = {folded[one.start : one.end] for one in found}
    others = (word for one in found for word in one.words if word not in typed and word in synonyms.printed)
    return tuple(dict.fromkeys(synonyms.printed[word] for word in others))
