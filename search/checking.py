"""The index against the database: what it lacks, what it should not have, what it has of an earlier state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import models

from publications.models import OutboxRow
from search.backends.layout import PK
from search.documents import load, records
from search.indexing import CONSUMER, bring_in_line, engine_for

if TYPE_CHECKING:
    from search.backends.engine import Engine

CHUNK = 500
Progress = Callable[[int, int], None]


@dataclass
class Comparison:
    """Keys by what is wrong with their records. waiting: differences that the outbox will still follow up."""

    index: str
    documents: int = 0
    missing: list[Any] = field(default_factory=list)
    phantom: list[Any] = field(default_factory=list)
    outdated: list[Any] = field(default_factory=list)
    waiting: int = 0

    @property
    def differing(self) -> list[Any]:
        return [*self.missing, *self.phantom, *self.outdated]


def compare(root: type[models.Model], backend: str = "default", progress: Progress | None = None) -> Comparison:
    """Compare one index with its database, some hundred keys at a time. Raises SearchUnavailable.

    What is being saved meanwhile may differ for a moment: differences are looked at a second time, and those of which
    the outbox has a row count as waiting.
    """
    engine = engine_for(root, backend)
    found = Comparison(engine.layout.label)
    total = root._base_manager.count()
    for low, keys, high in _ranges(engine, root):
        wanted = _wanted(engine, root, keys)
        found.documents += len(wanted)
        _sort(found, wanted, engine.digests(low, high))
        if progress:
            progress(min(found.documents, total), total)
    _look_again(found, engine, root)
    return found


def compare_newest(root: type[models.Model], backend: str = "default") -> Comparison:
    """Compare the newest CHUNK objects alone, within a second or two: for who looks often. Raises SearchUnavailable."""
    engine = engine_for(root, backend)
    found = Comparison(engine.layout.label)
    keys = list(root._base_manager.order_by("-pk").values_list("pk", flat=True)[:CHUNK])
    if keys:
        wanted = _wanted(engine, root, keys)
        found.documents = len(wanted)
        _sort(found, wanted, engine.digests(min(keys), None))
        _look_again(found, engine, root)
    return found


def _ranges(engine: Engine, root: type[models.Model]) -> Iterator[tuple[int | None, list[Any], int | None]]:
    """(first key, keys that the database has, last key): together all that an integer can be; all at once for other keys."""
    if engine.layout.columns[PK].kind != "integer":
        yield None, list(root._base_manager.values_list("pk", flat=True)), None
        return
    low: int | None = None
    while True:
        rows = root._base_manager.order_by("pk")
        rows = rows if low is None else rows.filter(pk__gte=low)
        keys = list(rows.values_list("pk", flat=True)[:CHUNK])
        if len(keys) < CHUNK:
            yield low, keys, None
            return
        yield low, keys, keys[-1]
        low = keys[-1] + 1


def _wanted(engine: Engine, root: type[models.Model], keys: list[Any]) -> dict[Any, int]:
    return {record.key: record.digest() for record in records(engine.layout, load(root, keys))}


def _sort(found: Comparison, wanted: dict[Any, int], there: dict[Any, int]) -> None:
    found.missing += [key for key in wanted if key not in there]
    found.phantom += [key for key in there if key not in wanted]
    found.outdated += [key for key, digest in wanted.items() if key in there and there[key] != digest]


def _look_again(found: Comparison, engine: Engine, root: type[models.Model]) -> None:
    column = engine.layout.columns[PK]
    suspects = found.differing
    followed = _followed(root)
    found.missing, found.phantom, found.outdated = [], [], []
    for at in range(0, len(suspects), CHUNK):
        block = suspects[at : at + CHUNK]
        due = [key for key in block if str(column.decode(key)) in followed]
        found.waiting += len(due)
        certain = [key for key in block if key not in set(due)]
        if certain:
            wanted = _wanted(engine, root, [column.decode(key) for key in certain])
            numeric = column.kind == "integer"
            there = engine.digests(min(certain), max(certain)) if numeric else engine.digests()
            _sort(found, wanted, {key: digest for key, digest in there.items() if key in set(certain)})


def _followed(root: type[models.Model]) -> set[str]:
    """The keys that rows of the outbox name, as it writes them."""
    labels = [m._meta.label_lower for m in (root, *_subclasses(root))]
    rows = OutboxRow.objects.filter(consumer=CONSUMER, model__in=labels)
    return set(rows.values_list("object_id", flat=True))


def _subclasses(model: type[models.Model]) -> Iterator[type[models.Model]]:
    for subclass in model.__subclasses__():
        if hasattr(subclass, "_meta"):
            yield subclass
            yield from _subclasses(subclass)


def repair(found: Comparison, root: type[models.Model], backend: str = "default") -> int:
    """Write what the database has of what differs, delete what it has not. Records brought in line."""
    engine = engine_for(root, backend)
    keys = [engine.layout.columns[PK].decode(key) for key in found.differing]
    for at in range(0, len(keys), CHUNK):
        bring_in_line(engine, root, set(keys[at : at + CHUNK]))
    engine.refresh()
    return len(keys)
