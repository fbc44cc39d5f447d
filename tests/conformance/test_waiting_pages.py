"""What a page that waits for the index is found by meanwhile, on every engine: its own text, never what was attached to it."""

from collections.abc import Iterator
from typing import Any

import pytest

from search.backends.layout import PK, Column
from search.backends.plan import Plan
from search.backends.record import record_of
from search.backends.temporary import LineLayout, temporary_engine
from search.own_text import by_own_text
from search.query_text import read

OWN, ATTACHED, NOT_WAITING = 1, 2, 3
WAITING = {OWN, ATTACHED}
SAID = "暑期校本研修的报名办法见云教发〔2026〕12号，二〇二六年七月三日前报名。"


class Numbered(LineLayout):
    def __init__(self) -> None:
        super().__init__()
        self.columns[PK] = Column(PK, "BigAutoField")


@pytest.fixture(scope="module")
def engine(engine_name: str, request: pytest.FixtureRequest) -> Iterator[Any]:
    url = "" if engine_name == "tantivy" else request.getfixturevalue(f"{engine_name}_url")
    with temporary_engine(engine_name, url, Numbered()) as made:
        made.write(
            [
                record_of(OWN, "通知一", SAID),
                record_of(ATTACHED, "通知二", "正文。", attached=SAID),
                record_of(NOT_WAITING, "通知三", "正文。", attached=SAID),
            ]
        )
        made.refresh()
        yield made


@pytest.mark.parametrize(
    "typed",
    [
        "校本研修",
        "校本研修 报名",
        "校本研修 -足球",
        "“校本研修的报名”",
        "云教发〔2026〕12号",
        "2026年7月3日",
        "暑期的校本研修应当怎样报名，什么时候报名？",
        "資訊 校本研修 報名",
    ],
)
def test_a_page_that_waits_is_found_by_its_own_text_alone(engine: Any, typed: str) -> None:
    for query in read(typed).attempts:
        found = engine.ask(Plan(query), 0, 10)
        if not found.total:
            continue
        own = by_own_text(WAITING, query)
        assert own is not None
        assert set(found.keys) == {OWN, ATTACHED, NOT_WAITING}
        answer = engine.ask(Plan(query, filters=(own,)), 0, 10)
        assert (set(answer.keys), answer.total) == ({OWN, NOT_WAITING}, 2)
        return
    pytest.fail(f"{typed} finds nothing")
