"""Progress of a long command: a bar with the time that is left on a terminal, a line at the end elsewhere."""

from __future__ import annotations

import time
from typing import Any

WIDTH = 30
LEAST = 0.1  # seconds between two drawings


class ProgressBar:
    """`out`: a command's stdout. show(done, total) as often as one likes."""

    def __init__(self, out: Any, label: str) -> None:
        self.out, self.label = out, label
        self.began, self.drawn, self.ended = time.monotonic(), 0.0, False

    def show(self, done: int, total: int) -> None:
        now, finished = time.monotonic(), done >= total
        if self.ended or (not finished and now - self.drawn < LEAST):
            return
        self.drawn, self.ended = now, finished
        if self.out.isatty():
            self.out.write(f"\r{self._bar(done, total, now)}\x1b[K", ending="\n" if finished else "")
            self.out.flush()
        elif finished:
            self.out.write(f"{self.label:40} {done}")

    def _bar(self, done: int, total: int, now: float) -> str:
        filled = WIDTH * done // max(total, 1)
        spent = now - self.began
        left = f"  {spent / done * (total - done):.0f} 秒" if done and done < total else f"  {spent:.0f} 秒"
        return f"{self.label:40} {'█' * filled}{'·' * (WIDTH - filled)} {done}/{total}{left}"
