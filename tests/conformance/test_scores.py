"""What makes a score of several: the best of some spellings, and a document's own weight."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from search.backends import text
from search.backends.layout import Column
from search.backends.plan import Best, Facet, OneOf, Passing, Plan, Sequence, Terms, every
from search.backends.record import Record, record_of
from search.backends.temporary import LineLayout, temporary_engine

WEIGHT = "weight"
# (title, text, factor; none: no value)
DOCUMENTS = [
    ("网络信息办法", "网络信息安全。", 1.0),
    ("資訊辦法", "網路資訊安全，網路资讯管理。", 2.0),
    ("信息与資訊", "网络信息，也叫網路資訊。", None),
    ("教师办法", "教师培训的网络。", 3.5),
]


class Weighted(LineLayout):
    def __init__(self) -> None:
        super().__init__()
        self.columns[WEIGHT] = Column(WEIGHT, "FloatField")


@pytest.fixture(scope="module")
def engine(engine_name: str, request: pytest.FixtureRequest) -> Iterator[Any]:
    url = "" if engine_name == "tantivy" else request.getfixturevalue(f"{engine_name}_url")
    with temporary_engine(engine_name, url, Weighted()) as made:
        made.write([_record(n, *document) for n, document in enumerate(DOCUMENTS)])
        made.refresh()
        yield made


def _record(number: int, title: str, body: str, factor: float | None) -> Record:
    record = record_of(str(number), title, body)
    if factor is not None:
        record.columns[WEIGHT] = [2**factor - 2]
    return record


def terms(words: str, *, of_all: bool = False) -> Terms:
    return Terms("text_tokens", text.query_tokens(words), of_all)


def scores(engine: Any, plan: Plan) -> dict[str, float]:
    answer = engine.ask(plan, 0, 10)
    assert answer.total == len(answer.keys)
    return dict(zip(answer.keys, answer.scores, strict=True))


def test_of_two_spellings_the_better_counts(engine: Any) -> None:
    one, other = terms("信息", of_all=True), terms("资讯", of_all=True)
    first, second = scores(engine, Plan(one)), scores(engine, Plan(other))
    best = scores(engine, Plan(Best((one, other))))
    assert set(best) == {"0", "1", "2"}
    for key, score in best.items():
        assert score == pytest.approx(max(first.get(key, 0), second.get(key, 0)), rel=1e-5)


def test_beside_other_words_the_spellings_are_required_and_added(engine: Any) -> None:
    plan = Plan(every([terms("网络", of_all=True), Best((terms("信息", of_all=True), terms("资讯", of_all=True)))]))
    assert set(scores(engine, plan)) == {"0", "2"}


def test_a_documents_weight_multiplies_its_score_and_changes_no_total(engine: Any) -> None:
    plain = engine.ask(Plan(terms("网络")), 0, 10)
    weighed = engine.ask(Plan(terms("网络"), weighed_by=WEIGHT), 0, 10)
    before = dict(zip(plain.keys, plain.scores, strict=True))
    assert weighed.total == plain.total
    assert set(weighed.keys) == set(plain.keys)
    for key, score in zip(weighed.keys, weighed.scores, strict=True):
        assert score == pytest.approx(before[key] * (DOCUMENTS[int(key)][2] or 1.0), rel=1e-5)


def test_filters_and_counts_go_with_a_weight(engine: Any) -> None:
    plan = Plan(terms("网络"), filters=(OneOf("pk", ("0", "1", "3")),), weighed_by=WEIGHT)
    facet = Facet(WEIGHT, WEIGHT)
    answer = engine.ask(replace(plan, facets=(facet,)), 0, 10)
    assert (answer.keys[0], answer.total, len(answer.facets[WEIGHT])) == ("3", 3, 3)


def test_a_phrase_may_be_asked_of_the_title_alone(engine: Any) -> None:
    words = text.query_words("网络信息")
    assert engine.ask(Plan(Passing(Sequence("title_words", words))), 0, 10).keys == ["0"]
    assert engine.ask(Plan(Passing(Sequence("text_words", words))), 0, 10).total == 2
