"""One question to the text and to what is attached: the same documents in the same order in every engine."""

import itertools
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from search.backends import text
from search.backends.plan import Passing, Plan, Sequence, Some, Terms, every
from search.backends.record import Record, record_of
from search.backends.temporary import LineLayout, temporary_engine

WORDS = ["教师", "培训", "研修", "名额", "分配表", "报名", "回执", "课后服务", "2026", "PM2.5"]
QUERIES = [" ".join(words) for size in (1, 2, 3) for words in itertools.combinations(WORDS, size)][:60]
BOTH = "attachment_tokens"


def documents() -> list[Record]:
    """Sixty documents, every third with something attached; lengths differ, so that no two score alike."""
    dice = random.Random(7)

    def prose(most: int) -> str:
        return "，".join(dice.choice(WORDS) for _ in range(dice.randint(1, most)))

    return [record_of(f"{n:03}", prose(3), prose(20), attached=prose(60) if n % 3 == 0 else "") for n in range(60)]


@pytest.fixture(scope="module")
def engine(engine_name: str, request: pytest.FixtureRequest) -> Iterator[Any]:
    url = "" if engine_name == "tantivy" else request.getfixturevalue(f"{engine_name}_url")
    with temporary_engine(engine_name, url) as made:
        made.write(documents())
        made.refresh()
        yield made


def found(engine: Any, query: str, *, of_all: bool, also: tuple[Any, ...] = (BOTH,)) -> list[Any]:
    terms = Terms("text_tokens", text.query_tokens(query), of_all, also)
    return engine.ask(Plan(terms), 0, 100).keys  # type: ignore[no-any-return]


@pytest.mark.parametrize("of_all", [True, False])
def test_a_token_counts_wherever_it_stands(engine: Any, of_all: bool) -> None:
    held = {str(r.key): {*r.text.split(), *r.attached.split()} for r in documents()}
    quantor = all if of_all else any
    for query in QUERIES:
        wanted = {key for key, tokens in held.items() if quantor(t in tokens for t in text.query_tokens(query))}
        assert set(found(engine, query, of_all=of_all)) == wanted, query


def test_scores_of_the_fields_add_up(engine: Any) -> None:
    for query in QUERIES[:20]:
        tokens = text.query_tokens(query)
        alone = [
            dict(zip(a.keys, a.scores, strict=True))
            for f in ("text_tokens", BOTH)
            for a in [engine.ask(Plan(Terms(f, tokens, every=False)), 0, 100)]
        ]
        both = engine.ask(Plan(Terms("text_tokens", tokens, every=False, also=(BOTH,))), 0, 100)
        for key, score in zip(both.keys, both.scores, strict=True):
            assert score == pytest.approx(sum(part.get(key, 0.0) for part in alone), rel=1e-4)


def test_a_phrase_stands_in_one_of_the_fields(engine: Any) -> None:
    words = text.query_words("名额，分配表")
    exact = Some((Sequence("text_words", words), Sequence("attachment_words", words)))
    plan = Plan(every([Terms("text_tokens", text.query_tokens("名额分配表"), False, (BOTH,)), Passing(exact)]))
    wanted = {str(r.key) for r in documents() if any(" ".join(words) in field for field in (r.words, r.attached_words))}
    assert wanted
    assert set(engine.ask(plan, 0, 100).keys) == wanted


def test_the_order_is_tantivys(engine: Any, engine_name: str, tmp_path: Path) -> None:
    from search.backends.tantivy.engine import TantivyEngine

    tantivy = TantivyEngine(tmp_path, LineLayout())  # type: ignore[arg-type]
    tantivy.reset()
    tantivy.write(documents())
    for query, of_all in itertools.product(QUERIES, (True, False)):
        assert found(engine, query, of_all=of_all) == found(tantivy, query, of_all=of_all), (query, of_all)
