"""`manage.py search_lines`: the portal's search as a filter of JSON lines, over a temporary index of its own.

-> {"op": "index", "docs": [{"id", "title", "body"}, …]}   <- {"ok": true}
-> {"op": "commit"}                                         <- {"ok": true}
-> {"op": "search", "q": "…", "k": 10}                      <- {"ids": […]}, best first, as they were given

One answer a line; {"error": "…"} where a line cannot be answered. Messages go to stderr. Neither the site's index nor its
database is touched.
"""

from __future__ import annotations

import json
import logging
import signal
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from search.backends.temporary import ENGINES, temporary_engine
from search.lines import LineIndex


class Command(BaseCommand):
    help = "以 JSON 行提供检索（临时索引，不触及网站的索引和数据库）"
    requires_migrations_checks = False
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--engine", choices=ENGINES, default="tantivy", help="default: tantivy")

    def handle(self, *args: Any, engine: str, **options: Any) -> None:
        logging.getLogger().handlers = [logging.StreamHandler(sys.stderr)]
        # As an exception, so that the temporary index is removed on the way out.
        signal.signal(signal.SIGTERM, _leave)
        urls = {"elasticsearch": settings.SEARCH_ELASTICSEARCH_URL, "opensearch": settings.SEARCH_OPENSEARCH_URL}
        with temporary_engine(engine, urls.get(engine, "")) as made, LineIndex(made) as index:
            for line in sys.stdin.buffer:
                print(json.dumps(answer(index, line)), flush=True)


def answer(index: LineIndex, line: bytes) -> dict[str, Any]:
    """The answer to one line; a line that cannot be answered is answered with its error."""
    try:
        # Not text mode: half a surrogate pair, escaped in JSON, is a question like any other.
        message = json.loads(line)
        operation = message["op"]
        if operation == "index":
            index.add(_documents(message["docs"]))
        elif operation == "commit":
            index.commit()
        elif operation == "search":
            return {"ids": index.search(message["q"], int(message.get("k", 10)))}
        else:
            return {"error": f"unknown op {operation!r}: index, commit or search"}
    except Exception as error:
        logging.getLogger(__name__).exception("search_lines")
        return {"error": f"{type(error).__name__}: {error}"[:300]}
    return {"ok": True}


def _documents(documents: Iterable[dict[str, Any]]) -> list[tuple[int | str, str, str]]:
    return [(document["id"], document.get("title") or "", document.get("body") or "") for document in documents]


def _leave(*_: Any) -> None:
    raise SystemExit(0)
