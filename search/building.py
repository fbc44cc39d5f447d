"""The records of all objects of a model for a rebuild, made by a few processes where that pays: Python's share is nine tenths of it."""

from __future__ import annotations

import ctypes
import gc
import itertools
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, connections, models

from search.backends.layouts import layout_for
from search.backends.record import Record
from search.documents import records, with_relations

# Below this the processes would cost more than they save.
WORTH_IT = 5_000  # objects
AHEAD = 2  # chunks that wait for each process
PR_SET_PDEATHSIG = 1
Task = tuple[str, Any, Any]  # label of a model, first and last key


class Maker:
    """Makes records in this process or, with a pool, in others."""

    def __init__(self, pool: Any = None, processes: int = 1) -> None:
        self.pool, self.processes = pool, processes

    def chunks(self, model: type[models.Model], size: int) -> Iterator[list[Record]]:
        """The records of all indexed objects of a model, in the order of their keys, `size` at a time."""
        if self.pool is None:
            layout, objects = layout_for(model), with_relations(model).order_by("pk").iterator(chunk_size=size)
            while chunk := list(itertools.islice(objects, size)):
                yield list(records(layout, chunk))
            return
        waiting: deque[Any] = deque()
        for task in _tasks(model, size):
            waiting.append(self.pool.apply_async(_make, task))
            if len(waiting) > AHEAD * self.processes:
                yield waiting.popleft().get()
        while waiting:
            yield waiting.popleft().get()


@contextmanager
def maker(processes: int, objects: int) -> Iterator[Maker]:
    """`processes` that make records; this one alone for few objects, or where others would not see its transaction."""
    if processes < 2 or objects < WORTH_IT or connection.in_atomic_block:
        yield Maker()
        return
    connections.close_all()  # a connection must not be shared with what is forked
    with multiprocessing.get_context("fork").Pool(processes, _begin) as pool:
        yield Maker(pool, processes)


def sensible_processes() -> int:
    """As many as there are processors to spare, at most four: one process writes what they make."""
    return max(1, min(4, len(os.sched_getaffinity(0))))


def _tasks(model: type[models.Model], size: int) -> Iterator[Task]:
    keys = model.get_indexed_objects().order_by("pk").values_list("pk", flat=True).iterator(chunk_size=10_000)  # type: ignore[attr-defined]
    while chunk := list(itertools.islice(keys, size)):
        yield model._meta.label, chunk[0], chunk[-1]


def _begin() -> None:
    """Die with the process that is rebuilding, however it dies; leave interrupts to it."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _make(label: str, first: Any, last: Any) -> list[Record]:
    model = apps.get_model(label)
    objects = list(with_relations(model).filter(pk__gte=first, pk__lte=last).order_by("pk"))
    return list(records(layout_for(model), objects))
