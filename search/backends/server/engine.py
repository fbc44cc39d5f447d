"""Asks and writes one index of an Elasticsearch or OpenSearch server. Its name is an alias; a rebuild moves it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from search.backends.errors import IndexOutdated, SearchUnavailable
from search.backends.layout import DIGEST, PK, Layout
from search.backends.locks import Guard
from search.backends.plan import Answer, Between, Plan, Value
from search.backends.record import Record
from search.backends.server.compiler import ONLY_KEYS, Json, ServerCompiler, group_of
from search.backends.server.schema import document_of, index_body

# from + size above this is an error 400; what lies deeper is walked to.
DEEPEST = 10_000
BLOCK = 5_000
BULK = 500


class ServerEngine:
    """The engine of one index. `failures`: what the client raises where the server does not do what it is asked.

    Its locks are this machine's: where several machines serve one portal, one of them drains the outbox and rebuilds.
    """

    def __init__(
        self,
        client: Any,
        alias: str,
        layout: Layout,
        locks: Path,
        failures: tuple[type[Exception], ...],
        bulk: Callable[..., Any],
        patient_client: Any,
        replicas: int = 0,
    ) -> None:
        self.replicas = replicas
        self.patient_client = patient_client
        self.client, self.alias, self.layout = client, alias, layout
        self.guard = Guard(locks, alias)
        self.failures, self._bulk = failures, bulk
        self._checked = False

    @property
    def name(self) -> str:
        return self.alias

    @contextmanager
    def _reporting(self) -> Iterator[None]:
        try:
            yield
        except self.failures as error:
            self._checked = False
            raise SearchUnavailable(f"The search server did not do what {self.alias} asked: {error}"[:500]) from error

    def _ready(self) -> None:
        """The index exists (an empty one is made) and has the columns of the code."""
        if self._checked:
            return
        with self._reporting():
            if not self.client.indices.exists_alias(name=self.alias):
                self._point_to(self._create())
            found = self.client.indices.get_mapping(index=self.alias)
        digests = {index["mappings"].get("_meta", {}).get("layout") for index in found.values()}
        if digests != {self.layout.digest}:
            raise IndexOutdated(self.alias)
        self._checked = True

    # --- asking -----------------------------------------------------------------------------------------------------------

    def ask(self, plan: Plan, start: int = 0, stop: int | None = None) -> Answer:
        self._ready()
        body = ServerCompiler(self.layout).compile(plan)
        if stop is None or stop > DEEPEST:
            return self._walk(body, plan, start, stop)
        body.update({"from": start, "size": max(stop - start, 0)})
        with self._reporting():
            found = self.client.search(index=self.alias, body=body)
        hits = found["hits"]["hits"]
        answer = Answer(
            [self._key(hit) for hit in hits], [hit["_score"] for hit in hits], found["hits"]["total"]["value"]
        )
        answer.facets = self._counted(plan, found)
        return answer

    def facets(self, plan: Plan, answer: Answer) -> dict[str, dict[Value | None, int]]:
        """What filters hits and total afterwards is left out: only the counts are wanted."""
        self._ready()
        body = {**ServerCompiler(self.layout).compile(plan), "size": 0, "track_total_hits": False}
        body.pop("post_filter", None)
        with self._reporting():
            return self._counted(plan, self.client.search(index=self.alias, body=body))

    def _walk(self, body: Json, plan: Plan, start: int, stop: int | None) -> Answer:
        """Block after block behind the last hit of the one before."""
        body = {
            **body,
            "sort": [*body.get("sort", ["_score"]), {PK: "asc"}],
            "track_scores": plan.order is None,
            "size": BLOCK,
        }
        keys: list[Value] = []
        scores: list[float | None] = []
        total = 0
        facets: dict[str, dict[Value | None, int]] = {}
        while True:
            with self._reporting():
                found = self.client.search(index=self.alias, body=body)
            if "search_after" not in body:
                total = found["hits"]["total"]["value"]
                facets = self._counted(plan, found)
                body.pop("aggs", None)
            hits = found["hits"]["hits"]
            keys += [self._key(hit) for hit in hits]
            scores += [hit["_score"] for hit in hits]
            if len(hits) < BLOCK or (stop is not None and len(keys) >= stop):
                return Answer(keys[start:stop], scores[start:stop], total, facets)
            body["search_after"] = hits[-1]["sort"]

    def _key(self, hit: Json) -> Value:
        key: Value = hit["fields"][PK][0]
        return key

    def _counted(self, plan: Plan, found: Json) -> dict[str, dict[Value | None, int]]:
        """Each facet's values; of a column with one value a document, the documents without one under None."""
        facets: dict[str, dict[Value | None, int]] = {}
        for facet in plan.facets:
            group = found["aggregations"][group_of(facet, plan)]
            counts: dict[Value | None, int] = {b["key"]: b["doc_count"] for b in group[facet.name]["buckets"]}
            without = group["doc_count"] - sum(counts.values()) - group[facet.name]["sum_other_doc_count"]
            if self.layout.columns[facet.column].single and without > 0:
                counts[None] = without
            facets[facet.name] = counts
        return facets

    def every_key(self) -> set[Value]:
        from search.backends.plan import Everything

        return set(self.ask(Plan(Everything(), order=(PK, False))).keys)

    def digests(self, low: int | None = None, high: int | None = None) -> dict[Value, int]:
        self._ready()
        within = ServerCompiler(self.layout).filter(Between(PK, low, high))
        body: Json = {"query": {"bool": {"filter": [within]}}, "size": BLOCK, "sort": [{PK: "asc"}]}
        body.update({**ONLY_KEYS, "docvalue_fields": [PK, DIGEST]})
        found: dict[Value, int] = {}
        while True:
            with self._reporting():
                hits = self.client.search(index=self.alias, body=body)["hits"]["hits"]
            found.update((self._key(hit), hit["fields"].get(DIGEST, [-1])[0]) for hit in hits)
            if len(hits) < BLOCK:
                return found
            body["search_after"] = hits[-1]["sort"]

    # --- writing ----------------------------------------------------------------------------------------------------------

    @contextmanager
    def writing(self, keys: Iterable[Value]) -> Iterator[None]:
        with self.guard.writing(keys):
            yield

    def write(self, records: Iterable[Record], deleted: Iterable[Value] = ()) -> None:
        self._ready()
        self._send(self.client, self.alias, records, deleted)

    def _send(self, client: Any, index: str, records: Iterable[Record], deleted: Iterable[Value] = ()) -> None:
        """One bulk request a block; a document that is not there any more counts as deleted."""
        actions: list[Json] = [{"_op_type": "delete", "_index": index, "_id": str(key)} for key in deleted]
        with self._reporting():
            if actions:
                self._bulk(client, actions, ignore_status=404)
            stream = (
                {"_index": index, "_id": str(record.key), "_source": document_of(record, self.layout)}
                for record in records
            )
            self._bulk(client, stream, chunk_size=BULK)

    def refresh(self) -> None:
        self._ready()
        with self._reporting():
            self.client.indices.refresh(index=self.alias)

    def reset(self) -> None:
        with self.guard.writing():
            self._swap(self._create())

    def remove(self) -> None:
        """Delete every index of this name (temporary indexes)."""
        with self._reporting():
            for index in self._indexes():
                self.patient_client.indices.delete(index=index)

    # --- indexes behind the alias -------------------------------------------------------------------------------------------

    def _create(self) -> str:
        name = f"{self.alias}.{secrets.token_hex(4)}"
        with self._reporting():
            self.patient_client.indices.create(index=name, body=index_body(self.layout, self.replicas))
        return name

    def _indexes(self) -> list[str]:
        return sorted(self.patient_client.indices.get(index=f"{self.alias}.*", expand_wildcards="open"))

    def _point_to(self, name: str) -> None:
        """Move the alias in one step."""
        remove = [{"remove": {"index": old, "alias": self.alias}} for old in self._indexes() if old != name]
        present = self.patient_client.indices.get_alias(index=f"{self.alias}.*")
        bound = {old for old, facts in present.items() if self.alias in facts["aliases"]}
        actions = [action for action in remove if action["remove"]["index"] in bound]
        self.patient_client.indices.update_aliases(
            body={"actions": [{"add": {"index": name, "alias": self.alias}}, *actions]}
        )

    def _swap(self, name: str) -> None:
        """Make `name` the live index and delete what is no longer live."""
        with self._reporting():
            self._point_to(name)
            for old in self._indexes():
                if old != name:
                    self.patient_client.indices.delete(index=old)
        self._checked = False

    # --- rebuilding -------------------------------------------------------------------------------------------------------

    @contextmanager
    def rebuilding(self) -> Iterator[ServerBuild]:
        """A successor beside the live index, which goes on answering; call build.swapping(), or nothing happened."""
        with self.guard.rebuilding():
            build = ServerBuild(self)
            try:
                yield build
            finally:
                build.clear_away()


class ServerBuild:
    """An index being built."""

    def __init__(self, engine: ServerEngine) -> None:
        self.engine = engine
        self.index = engine._create()
        self._waiting: list[Record] = []
        self.swapped = False

    def add(self, records: Iterable[Record]) -> None:
        self._waiting.extend(records)
        if len(self._waiting) >= BULK:
            self._flush()

    def _flush(self) -> None:
        self.engine._send(self.engine.patient_client, self.index, self._waiting)
        self._waiting.clear()

    def replace(self, records: Iterable[Record], deleted: Iterable[Value]) -> None:
        self._flush()
        self.engine._send(self.engine.patient_client, self.index, records, deleted)

    @contextmanager
    def swapping(self) -> Iterator[list[Value]]:
        self._flush()
        with self.engine.guard.swapping() as keys:
            yield keys
            self._flush()
            with self.engine._reporting():
                self.engine.patient_client.indices.refresh(index=self.index)
                # One segment: the statistics of what was written twice are gone, and scores equal tantivy's.
                self.engine.patient_client.indices.forcemerge(index=self.index, max_num_segments=1)
            self.engine._swap(self.index)
            self.swapped = True

    def clear_away(self) -> None:
        if not self.swapped:
            with self.engine._reporting():
                self.engine.patient_client.indices.delete(index=self.index, ignore_unavailable=True)
