"""Elasticsearch and OpenSearch: searches through Wagtail and, by turns, the same questions by their bare client."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from benchmarks.searching.asking import FACETS, through_wagtail

WARM_UP = 40  # a server's Java is slow until it has compiled what it does often


@contextmanager
def served(name: str, url: str) -> Iterator[Any]:
    """The documents in an index of this block's own on a server; gives its engine."""
    from django.test import override_settings
    from wagtail.models import Page

    from search.backends.backend import forget_engines
    from search.backends.url import backend_settings
    from search.indexing import engine_for, rebuild

    address = f"{name}://{url.split('://')[1]}/benchmark-{secrets.token_hex(4)}"
    with override_settings(WAGTAILSEARCH_BACKENDS={"default": backend_settings(address)}):
        forget_engines()
        rebuild(Page, processes=2)
        engine = engine_for(Page)
        engine.refresh()
        try:
            yield engine
        finally:
            engine.remove()
            forget_engines()


def asked(name: str, url: str, words: Sequence[str]) -> dict[str, list[float]]:
    """Seconds of each question by arm: "bare" and "wagtail"."""
    seconds: dict[str, list[float]] = {"bare": [], "wagtail": []}
    with served(name, url) as engine:
        for number, question in enumerate([*words[:WARM_UP], *words]):
            for arm, ask in (("bare", lambda q: _bare(engine, q)), ("wagtail", through_wagtail)):
                began = time.perf_counter()
                ask(question)
                if number >= WARM_UP:
                    seconds[arm].append(time.perf_counter() - began)
    return seconds


def _bare(engine: Any, words: str) -> None:
    """As many requests as the portal sends: hits with the exact count, then facets."""
    from publications.models import OfficialDocumentPage
    from search.backends import text
    from search.backends.compiler import PlanCompiler

    compiler = PlanCompiler(OfficialDocumentPage.objects.all(), "")
    aggregations = {n: {"terms": {"field": compiler.facet_column(n), "size": 10_000}} for n in FACETS}
    tokens = " ".join(text.query_tokens(words))
    for operator in ("and", "or") if text.is_short(words) else ("or",):
        query = {"match": {"text_tokens": {"query": tokens, "operator": operator}}}
        body = {"query": query, "size": 10, "track_total_hits": True, "_source": False}
        found = engine.client.search(index=engine.alias, body=body)
        if found["hits"]["total"]["value"]:
            break
    engine.client.search(index=engine.alias, body={"query": query, "size": 0, "aggs": aggregations})
