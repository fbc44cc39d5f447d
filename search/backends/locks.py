"""Locks of an index on this machine: files that the kernel unlocks when their holder dies, however it dies."""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TextIO

from search.backends.errors import IndexBusy
from search.backends.plan import Value

ATTEMPTS, PAUSE = 10, 0.1  # seconds
_holds: set[int] = set()  # file descriptors


def let_go(hold: int) -> None:
    """End what Guard.hold_on() began."""
    _holds.discard(hold)
    os.close(hold)


def _let_go_of_all() -> None:
    """A forked process would keep its parent's locks as long as it lives: those that make records for a rebuild live long."""
    for hold in list(_holds):
        let_go(hold)


os.register_at_fork(after_in_child=_let_go_of_all)


@contextmanager
def held(path: Path, *, wait: bool) -> Iterator[TextIO]:
    """Hold the lock file; without `wait` raise IndexBusy where somebody else has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            raise IndexBusy(f"{path} is held by another process.") from None
        yield handle


class Guard:
    """The locks of one index: `write` for whoever changes it, `rebuild` for whoever builds its successor beside it.

    What is written during a rebuild is noted in a journal, under the write lock, and replayed into the successor under
    the write lock just before the swap: so no save between the rebuild's start and its swap is lost.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.write_path, self.rebuild_path = folder / f"{name}.write-lock", folder / f"{name}.rebuild-lock"
        self.journal_path = folder / f"{name}.journal"
        self._writing: TextIO | None = None  # of whoever holds the write lock in this process

    @contextmanager
    def writing(self, keys: Iterable[Value] = ()) -> Iterator[None]:
        """Hold the write lock; note the keys if a rebuild is under way."""
        with held(self.write_path, wait=True) as self._writing:
            try:
                if self._rebuild_under_way():
                    with self.journal_path.open("a", encoding="utf-8") as journal:
                        journal.writelines(json.dumps(key) + "\n" for key in keys)
                yield
            finally:
                self._writing = None

    def hold_on(self) -> int | None:
        """Within writing(): a second hold on the write lock, for work that outlives the block; let_go() ends it."""
        if self._writing is None:
            return None
        hold = os.dup(self._writing.fileno())
        _holds.add(hold)
        return hold

    @contextmanager
    def rebuilding(self) -> Iterator[None]:
        """Hold the rebuild lock with an empty journal; IndexBusy where another rebuild runs."""
        with self._rebuild_lock():
            with held(self.write_path, wait=True):
                self.journal_path.write_text("", encoding="utf-8")
            try:
                yield
            finally:
                self.journal_path.unlink(missing_ok=True)

    @contextmanager
    def swapping(self) -> Iterator[list[Value]]:
        """Hold the write lock at the end of a rebuild; the keys noted since its start."""
        with held(self.write_path, wait=True):
            lines = self.journal_path.read_text(encoding="utf-8").splitlines() if self.journal_path.exists() else []
            yield list(dict.fromkeys(json.loads(line) for line in lines))

    @contextmanager
    def _rebuild_lock(self) -> Iterator[None]:
        """A writer that looks whether a rebuild is under way has this lock for an instant: that is no rebuild."""
        with ExitStack() as stack:
            for attempt in range(ATTEMPTS):
                try:
                    stack.enter_context(held(self.rebuild_path, wait=False))
                    break
                except IndexBusy:
                    if attempt == ATTEMPTS - 1:
                        raise
                    time.sleep(PAUSE)
            yield

    def _rebuild_under_way(self) -> bool:
        try:
            with held(self.rebuild_path, wait=False):
                return False
        except IndexBusy:
            return True
