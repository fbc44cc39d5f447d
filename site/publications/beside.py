"""A thread of this process that works whenever it is woken and ends when nothing is left to do."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from django.db import connections

logger = logging.getLogger(__name__)


class Beside:
    """`work` in a thread of its own, once after every wake(), which returns at once. No wake is lost.

    The process does not end before the work has, unless the thread is a `daemon`.
    """

    def __init__(self, name: str, work: Callable[[], None], *, daemon: bool = False) -> None:
        self.name, self.work, self.daemon = name, work, daemon
        self._thread: threading.Thread | None = None
        self._woken = False
        self._changing = threading.Lock()

    def wake(self) -> None:
        with self._changing:
            self._woken = True
            # A forked child has its parent's thread, but not alive.
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name=self.name, daemon=self.daemon)
                self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Until nothing is left to do, or that long; whether nothing is left."""
        until = time.monotonic() + seconds
        while (thread := self._thread) is not None and thread.is_alive():
            thread.join(max(until - time.monotonic(), 0.0))
            if time.monotonic() >= until:
                return False
        return True

    def _run(self) -> None:
        try:
            while self._is_woken():
                self.work()
        except Exception:
            logger.exception("%s: what was to be done waits for the next wake", self.name)
        finally:
            connections.close_all()

    def _is_woken(self) -> bool:
        with self._changing:
            woken, self._woken = self._woken, False
            if not woken:
                self._thread = None
            return woken
