"""Searches through Wagtail's search() and, by turns, the same questions to tantivy itself over the same index."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.searching.archive import private_sections

FACETS = ("kind", "year", "issuing_body_id")
WARM_UP = 10


class Bare:
    """tantivy over the tokens of the portal's index: top ten keys, exact count, three facets; no filter, no object."""

    def __init__(self, engine: Any) -> None:
        from publications.models import OfficialDocumentPage
        from search.backends.compiler import PlanCompiler
        from search.backends.layout import PK
        from search.backends.tantivy.schema import values_field

        self.store, self.key = engine.store, PK
        compiler = PlanCompiler(OfficialDocumentPage.objects.all(), "")
        columns = [values_field(engine.layout.columns[compiler.facet_column(name)]) for name in FACETS]
        self.aggregation = {c: {"terms": {"field": c, "size": 10_000, "segment_size": 10_000}} for c in columns}

    def ask(self, words: str) -> None:
        import tantivy

        from search.backends import text

        searcher, schema = self.store.searcher()
        tokens = text.query_tokens(words)
        for occur in (tantivy.Occur.Must, tantivy.Occur.Should) if text.is_short(words) else (tantivy.Occur.Should,):
            terms = [tantivy.Query.term_query(schema, "text_tokens", t, index_option="freq") for t in tokens]
            query = tantivy.Query.boolean_query([(occur, term) for term in terms])
            found = searcher.search(query, 10, count=True)
            if found.count:
                break
        searcher.fast_field_values(self.key, [address for _, address in found.hits])
        searcher.aggregate(query, self.aggregation)


def through_wagtail(words: str, *, specific: bool = False) -> None:
    """Ten objects, the exact count, three facets; of what is live and public."""
    from wagtail.search.backends import get_search_backend

    from publications.models import OfficialDocumentPage

    pages = OfficialDocumentPage.objects.live().public()
    found = get_search_backend().search(words, pages.specific() if specific else pages)
    list(found[:10])
    found.count()
    for name in FACETS:
        found.facet(name)


def clocked(ask: Callable[[str], Any], question: str) -> tuple[float, float]:
    """Seconds on the clock, and of this process's CPU."""
    began, cpu = time.perf_counter(), time.process_time()
    ask(question)
    return time.perf_counter() - began, time.process_time() - cpu


def asked(words: Sequence[str]) -> dict[str, list[float]]:
    """Seconds of each question by arm: bare, wagtail, specific, private (thirty closed sections); "… cpu": of this process."""
    from wagtail.models import Page, PageViewRestriction

    from search.indexing import engine_for

    bare, closed = Bare(engine_for(Page)), private_sections()
    arms: dict[str, Callable[[str], Any]] = {
        "bare": bare.ask,
        "wagtail": through_wagtail,
        "specific": lambda question: through_wagtail(question, specific=True),
        "private": through_wagtail,
    }
    seconds: dict[str, list[float]] = defaultdict(list)
    for number, question in enumerate([*words[:WARM_UP], *words]):
        for name, ask in arms.items():
            if name == "private":
                PageViewRestriction.objects.bulk_create(closed)
            took, used = clocked(ask, question)
            if name == "private":
                PageViewRestriction.objects.filter(pk__in=[r.pk for r in closed])._raw_delete("default")
            if number >= WARM_UP:
                seconds[name].append(took)
                seconds[f"{name} cpu"].append(used)
    return seconds
