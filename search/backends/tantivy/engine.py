"""Asks and writes one tantivy index."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any

import tantivy

from search.backends.errors import SearchUnavailable
from search.backends.layout import DIGEST, PK, Layout
from search.backends.plan import Answer, Between, Facet, Plan, Value
from search.backends.record import Record
from search.backends.tantivy.compiler import TantivyCompiler
from search.backends.tantivy.schema import document_of, unmarked, values_field
from search.backends.tantivy.store import Store, Writer

_TOTAL = "number of documents"  # no facet has this name


class TantivyEngine:
    """The engine of one index; safe to share between threads. See search.backends.engine for the contract."""

    def __init__(self, folder: Path, layout: Layout) -> None:
        self.layout = layout
        self.store = Store(folder, layout)

    @property
    def name(self) -> str:
        return str(self.store.link)

    # --- asking -----------------------------------------------------------------------------------------------------------

    def ask(self, plan: Plan, start: int = 0, stop: int | None = None) -> Answer:
        searcher, schema = self.store.searcher()
        compiler = TantivyCompiler(self.layout, schema, searcher)
        try:
            query = compiler.compile(plan)
            wants_hits = stop is None or stop > start
            answer = self._hits(searcher, query, plan, start, stop) if wants_hits else Answer([], [], -1)
            for without, group in groupby(sorted(plan.facets, key=lambda f: f.without), key=lambda f: f.without):
                applied = without if any(name == without for name, _ in plan.choices) else ""
                own = compiler.compile(plan, applied) if applied else query
                total, found = self._facets(searcher, own, list(group), -1 if applied else answer.total)
                answer.facets.update(found)
                if not applied:
                    answer.total = total
            if answer.total < 0:
                answer.total, _ = self._facets(searcher, query, [])
        except (ValueError, OSError) as error:
            raise SearchUnavailable(f"tantivy refused a query on {self.name}: {error}") from error
        return answer

    def facets(self, plan: Plan, answer: Answer) -> dict[str, dict[Value | None, int]]:
        """Of the very commit that was asked, so that they sum up to its total."""
        searcher, query = answer.asked
        try:
            return self._facets(searcher, query, list(plan.facets), answer.total)[1]
        except (ValueError, OSError) as error:
            raise SearchUnavailable(f"tantivy refused a query on {self.name}: {error}") from error

    def _hits(
        self, searcher: tantivy.Searcher, query: tantivy.Query, plan: Plan, start: int, stop: int | None
    ) -> Answer:
        # A limit of 0 is a panic (an empty index has no document); one hit too many costs nothing.
        asked = {"limit": max((searcher.num_docs if stop is None else stop) - start, 1), "offset": start, "count": True}
        if plan.order is None:
            result = searcher.search(query, weight_by_field=plan.weighed_by or None, **asked)
        else:
            column, descending = plan.order
            order = tantivy.Order.Desc if descending else tantivy.Order.Asc
            result = searcher.search(query, order_by_field=column, order=order, **asked)
        scores = [float(score) if plan.order is None else None for score, _ in result.hits]
        keys = self._keys(searcher, [address for _, address in result.hits])
        return Answer(keys, scores, result.count, asked=(searcher, query))

    def _keys(self, searcher: tantivy.Searcher, addresses: list[tantivy.DocAddress]) -> list[Value]:
        if not addresses:
            return []
        if self.layout.columns[PK].kind == "integer":
            return searcher.fast_field_values(PK, addresses)
        return [searcher.doc(address)[PK][0] for address in addresses]

    def _facets(
        self, searcher: tantivy.Searcher, query: tantivy.Query, facets: list[Facet], total: int = -1
    ) -> tuple[int, dict[str, dict[Value | None, int]]]:
        """The number of documents, counted here where it is not known (-1), and the facets; no score is computed for them."""
        wanted: dict[str, Any] = {}
        for f in facets:
            field = values_field(self.layout.columns[f.column])
            wanted[f.name] = {"terms": {"field": field, "size": f.size, "segment_size": f.size}}
        if total < 0:
            wanted[_TOTAL] = {"value_count": {"field": PK}}
        found = searcher.aggregate(query, wanted)
        if total < 0:
            total = int(found[_TOTAL]["value"])
        return total, {f.name: self._counts(f, found[f.name], total) for f in facets}

    def _counts(self, facet: Facet, found: dict, total: int) -> dict[Value | None, int]:
        column = self.layout.columns[facet.column]
        number = int if column.kind == "integer" else (float if column.kind == "number" else unmarked)
        counts: dict[Value | None, int] = {number(bucket["key"]): bucket["doc_count"] for bucket in found["buckets"]}
        without = total - sum(counts.values()) - found.get("sum_other_doc_count", 0)
        if column.single and without > 0:
            counts[None] = without
        return counts

    def every_key(self) -> set[Value]:
        """The keys of every document."""
        searcher, _ = self.store.searcher()
        if not searcher.num_docs:
            return set()
        hits = searcher.search(tantivy.Query.all_query(), searcher.num_docs, count=False).hits
        return set(self._keys(searcher, [address for _, address in hits]))

    def digests(self, low: int | None = None, high: int | None = None) -> dict[Value, int]:
        searcher, schema = self.store.searcher()
        query = TantivyCompiler(self.layout, schema, searcher).filter(Between(PK, low, high))
        count = searcher.search(query, 1, count=True).count
        if not count:
            return {}
        addresses = [address for _, address in searcher.search(query, count, count=False).hits]
        return dict(zip(self._keys(searcher, addresses), searcher.fast_field_values(DIGEST, addresses), strict=True))

    # --- writing ----------------------------------------------------------------------------------------------------------

    def write(self, records: Iterable[Record], deleted: Iterable[Value] = ()) -> None:
        """Replace and delete documents in one commit; nothing is visible, or kept, unless all of it is."""
        writer = Writer(self.store.live_folder())
        self._put(writer, records, deleted)
        if (hold := self.store.guard.hold_on()) is not None:
            writer.commit_and_merge_later(hold)
        else:
            writer.commit()

    def _put(self, writer: Writer, records: Iterable[Record], deleted: Iterable[Value]) -> None:
        for key in deleted:
            writer.delete(PK, key)
        for record in records:
            writer.delete(PK, record.key)
            writer.add(document_of(record, self.layout))

    @contextmanager
    def writing(self, keys: Iterable[Value]) -> Iterator[None]:
        with self.store.guard.writing(keys):
            yield

    def refresh(self) -> None:
        """Nothing to do: a search reads the last commit."""

    def reset(self) -> None:
        """An empty index."""
        with self.store.guard.writing():
            self.store.make_live(self.store.new_folder())

    def remove(self) -> None:
        """Delete the index with its folder (temporary indexes), when the merges of the last commit have ended."""
        with self.store.guard.writing():
            shutil.rmtree(self.store.folder, ignore_errors=True)

    # --- rebuilding -------------------------------------------------------------------------------------------------------

    @contextmanager
    def rebuilding(self) -> Iterator[TantivyBuild]:
        """A successor beside the live index, which goes on answering; call build.swap(), or nothing happened."""
        with self.store.guard.rebuilding():
            build = TantivyBuild(self)
            try:
                yield build
            finally:
                build.clear_away()


class TantivyBuild:
    """An index being built."""

    def __init__(self, engine: TantivyEngine) -> None:
        self.engine = engine
        self.path = engine.store.new_folder()
        self.writer: Writer | None = Writer(self.path)
        self.swapped = False

    def add(self, records: Iterable[Record]) -> None:
        assert self.writer is not None
        for record in records:
            self.writer.add(document_of(record, self.engine.layout))

    @contextmanager
    def swapping(self) -> Iterator[list[Value]]:
        """Make it live at the end of the block, where the keys that were written meanwhile have been replaced."""
        with self.engine.store.guard.swapping() as keys:
            yield keys
            assert self.writer is not None
            self.writer.commit()
            self.writer = None
            self.engine.store.make_live(self.path)
            self.swapped = True

    def replace(self, records: Iterable[Record], deleted: Iterable[Value]) -> None:
        assert self.writer is not None
        self.engine._put(self.writer, records, deleted)

    def clear_away(self) -> None:
        if self.writer is not None:
            self.writer.discard()
            self.writer = None
        if not self.swapped:
            shutil.rmtree(self.path, ignore_errors=True)
