"""One warm child as its parent sees it: start, ask, end."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from ingest.readers.worker.frames import EndedError, LateError, OversizedError, receive, send

SOURCE_ROOT = Path(__file__).resolve().parents[3]
MEGABYTES = 256
START_SECONDS = 60
PROGRAM = "ingest.readers.worker.serve"


class LostError(Exception):
    """The child is gone without an answer; `reason`: time, size, idle (it had nothing to do), crash."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Child:
    """Raises OSError where no process can be started."""

    def __init__(self) -> None:
        lifeline, self._lifeline = os.pipe()
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-m", PROGRAM, str(lifeline), str(MEGABYTES)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                cwd="/",
                env={"PYTHONPATH": str(SOURCE_ROOT), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
                pass_fds=[lifeline],
                start_new_session=True,
            )
        except BaseException:
            os.close(self._lifeline)
            raise
        finally:
            os.close(lifeline)
        self.asked = 0

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, operation: str, name: str, data: bytes, seconds: int) -> tuple[dict[str, Any], list[bytes]]:
        """The answer; raises LostError, after which the child must be ended."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        first = self.asked == 0
        self.asked += 1
        until = time.monotonic() + 3 * seconds + (START_SECONDS if first else 0)
        task = {"operation": operation, "name": name, "seconds": seconds}
        try:
            send(self._process.stdin.fileno(), task, [data])
            return receive(self._process.stdout.fileno(), until)
        except LateError as error:
            raise LostError("time") from error
        except OversizedError as error:
            raise LostError("size") from error
        except (EndedError, BrokenPipeError) as error:
            raise LostError(self._why()) from error

    def _why(self) -> str:
        try:
            code = self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return "crash"
        if code == 0:
            return "idle"
        return "time" if code == -signal.SIGXCPU else "crash"

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def end(self) -> None:
        """Kill and reap it."""
        self.let_go()
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        self._process.wait()

    def let_go(self) -> None:
        """Close our ends of its pipes: in the process that started it this ends it, in a fork it only forgets it."""
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        if self._lifeline >= 0:
            with contextlib.suppress(OSError):
                os.close(self._lifeline)
            self._lifeline = -1
