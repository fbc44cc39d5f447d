"""Every engine gives the list that tantivy gives: the same documents in the same order, the same facets."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from wagtail.models import Page

from search import facets
from search.backends.layout import PK
from search.backends.layouts import layout_for
from search.backends.plan import Plan
from search.backends.tantivy.engine import TantivyEngine
from search.documents import NEWEST, load, records
from search.indexing import engine_for
from search.queries import plans
from search.query_text import read
from search.state import SearchState

pytestmark = pytest.mark.once
QUERIES = [
    "教师",
    "教师培训",
    "教師培訓工作計畫",
    "通知",
    "“三年行动计划”",
    "School visit",
    "3+X",
    "青年教师足球",
    "请问今年暑期的校本研修工作应该怎样安排才好呢",
    "面向全区中小学教师的培训有哪些案例可以在工作中参考",
    "云教发〔2026〕12号",
    "",
]


def asked(engine: Any, plan: Plan) -> tuple[Any, ...]:
    answer = engine.ask(plan, 0, 100)
    return answer.keys, answer.total, {name: dict(counts) for name, counts in answer.facets.items()}


def test_lists_totals_and_facets_are_tantivys(searched: list[Any], tmp_path: Path, savepoint: None) -> None:
    layout = layout_for(Page)
    tantivy, engine = TantivyEngine(tmp_path, layout), engine_for(Page)
    # Both take the documents in the same order: it decides between equal scores.
    pages = sorted(load(Page, Page.objects.values_list("pk", flat=True)), key=lambda page: page.pk)
    for one in (tantivy, engine):
        one.reset()
        one.write(records(layout, pages))
        one.refresh()
    states = [
        SearchState(),
        SearchState(kind=("notice",)),
        SearchState(kind=("plan", "review"), year=(2021,)),
        SearchState(body=(1,)),
        SearchState(validity=("in_force", "not_yet")),
        SearchState.read({"published_from": "2021", "written_to": "2026-06"}),
    ]
    different = []
    for query in QUERIES:
        for plan in plans(read(query)):
            for state in states:
                full = replace(plan, choices=facets.choices(state), facets=facets.facets(state))
                for order in (None, (NEWEST, True), (PK, False)):
                    if order is None and not query:
                        continue  # every score is equal
                    ordered = replace(full, order=order)
                    if asked(tantivy, ordered) != asked(engine, ordered):
                        different.append((query, state, order))
    assert different == []
