"""A million documents in the engine alone: copies of the corpus under keys of their own, as the portal's index holds them."""

from __future__ import annotations

import itertools
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.searching import questions
from benchmarks.searching.archive import BODIES, Text, migrate, texts_of
from benchmarks.searching.asking import FACETS, WARM_UP, Bare, clocked

MILLION = 1_000_000
BLOCK = 5_000
KIND, YEAR, BODY = FACETS


def measured(data: Path | None, distinct: int = 140_000) -> dict[str, Any]:
    """Seconds by kind of question and arm: "bare", and "engine": the portal's plan with its filters, total and facets.

    Django is set up; the database is empty but for its migrations. "documents_per_s" counts the adding and the commits.
    """
    from wagtail.models import Page

    from search.backends.layouts import layout_for
    from search.backends.temporary import temporary_engine

    migrate()
    texts = texts_of(data, distinct)
    asks = {"keyword": questions.keywords(texts), "question": questions.questions(data, texts)}
    with temporary_engine("tantivy", layout=layout_for(Page)) as engine:
        began = time.perf_counter()
        with engine.rebuilding() as build:
            build.add(copies(texts, engine.layout))
            with build.swapping():
                pass
        took = time.perf_counter() - began
        found = {kind: asked(engine, words) for kind, words in asks.items()}
    return {"documents_per_s": round(MILLION / took), "search": found}


def copies(texts: Sequence[Text], layout: Any) -> Iterator[Any]:
    """Records of a million notices; copies of one text lie apart as documents of a large archive do."""
    from search.backends.layout import MODEL
    from search.backends.record import record_of

    names = {name: next(c for c in layout.columns if c.endswith(f"__{name}")) for name in FACETS}
    each = -(-MILLION // len(texts))
    keys = itertools.count(1)
    for at in range(0, len(texts), BLOCK):
        records = [record_of(0, title, body) for title, body in texts[at : at + BLOCK]]
        for record, key in zip(records * each, keys, strict=False):
            columns: dict[str, list[Any]] = {
                MODEL: ["news.noticepage"],
                "live": [int(key % 10 != 9)],
                names[KIND]: ["plan" if key % 4 == 0 else "notice"],
                names[YEAR]: [2006 + key % 21],
                names[BODY]: [key % BODIES + 1],
            }
            yield replace(record, key=key, columns=columns)
            if key == MILLION:
                return


def asked(engine: Any, words: Sequence[str]) -> dict[str, list[float]]:
    """Seconds of each question by arm; "… cpu": of this process."""
    arms = {"bare": Bare(engine).ask, "engine": lambda question: through_engine(engine, question)}
    seconds: dict[str, list[float]] = defaultdict(list)
    for number, question in enumerate([*words[:WARM_UP], *words]):
        for name, ask in arms.items():
            took, used = clocked(ask, question)
            if number >= WARM_UP:
                seconds[name].append(took)
                seconds[f"{name} cpu"].append(used)
    return seconds


def through_engine(engine: Any, words: str) -> None:
    """What the portal asks of its engine for ten objects, the count and three facets of what is live and public."""
    from publications.models import OfficialDocumentPage
    from search.backends.compiler import PlanCompiler
    from search.backends.plan import Facet, Plan
    from search.backends.results import FIRST_PAGE

    compiler = PlanCompiler(OfficialDocumentPage.objects.live().public(), words)
    for plan in compiler.attempts:
        answer = engine.ask(plan, 0, FIRST_PAGE)
        if answer.total:
            break
    names = [compiler.facet_column(name) for name in FACETS]
    engine.facets(Plan(plan.query, plan.filters, facets=tuple(Facet(n, n) for n in names)), answer)
