"""Documents that are no pages (a title and a text under any id), searched with the very queries of /search/."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING

from search.backends.plan import Plan
from search.backends.record import Record, record_of
from search.query_text import read
from search.titles import TITLE, title_keys

if TYPE_CHECKING:
    from search.backends.engine import Build, Engine

Id = int | str


class LineIndex:
    """A temporary index. Ids come back as they were given, numbers as numbers, strings as strings.

    As a context manager it has ended all writing when the block ends, so that the index's folder can be deleted.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._stack = ExitStack()
        self._first: Build | None = self._stack.enter_context(engine.rebuilding())
        self._built: set[str] = set()
        self._waiting: dict[str, Record] = {}

    def __enter__(self) -> LineIndex:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def add(self, documents: Sequence[tuple[Id, str, str]]) -> None:
        """Add (id, title, text); they are found after commit(). An id that is there already is replaced."""
        for key, title, body in documents:
            record = record_of(json.dumps(key), title, body)
            record.columns[TITLE] = list(title_keys(title))
            if self._first is not None and record.key not in self._built:
                self._built.add(str(record.key))
                self._first.add([record])
            else:
                self._waiting[str(record.key)] = record

    def commit(self) -> None:
        if self._first is not None:
            with self._first.swapping():
                self._first = None
            self._stack.close()
            self._built.clear()
        if self._waiting:
            self.engine.write(self._waiting.values())
            self.engine.refresh()
            self._waiting.clear()

    def search(self, query: str, limit: int) -> list[Id]:
        """The ids of the best `limit` documents."""
        for node in read(query).attempts:
            found = self.engine.ask(Plan(node), 0, limit)
            if found.total:
                return [json.loads(str(key)) for key in found.keys]
        return []
