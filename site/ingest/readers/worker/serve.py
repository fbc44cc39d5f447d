"""The child's program: `python -m ingest.readers.worker.serve LIFELINE MEGABYTES`, one file after the other on standard input."""

from __future__ import annotations

import gc
import os
import resource
import select
import sys
import traceback
from typing import Any

from ingest.readers import docx, html  # noqa: F401  warm for most files
from ingest.readers.errors import ReadError
from ingest.readers.worker.frames import EndedError, receive, send
from ingest.readers.worker.limits import MEGABYTE, allow_seconds, end_with, limit_memory, shut_in
from ingest.readers.worker.operations import Made, answer_of

IDLE_SECONDS = 180
GROWN = 96 * MEGABYTE  # 63 with every parser loaded
STDIN, STDOUT, STDERR = 0, 1, 2


def main() -> None:
    lifeline, megabytes = int(sys.argv[1]), int(sys.argv[2])
    answers = os.dup(STDOUT)
    os.dup2(STDERR, STDOUT)  # what a parser prints is no answer
    end_with(lifeline)
    limit_memory(megabytes)
    shut_in()
    gc.freeze()
    while select.select([STDIN], [], [], IDLE_SECONDS)[0]:
        try:
            task, blobs = receive(STDIN)
        except EndedError:
            return
        allow_seconds(task["seconds"])
        value, made = _answer(task, blobs[0])
        del blobs
        send(answers, value, made)
        if value.get("last"):
            return
        del value, made


def _answer(task: dict[str, Any], data: bytes) -> Made:
    """The answer; `last` where this process should not be asked again."""
    try:
        value, blobs = answer_of(task["operation"], task["name"], data)
    except ReadError as error:
        value, blobs = {"code": error.code, "message": error.message}, []
    except MemoryError:
        return {"failed": "memory", "last": True}, []
    except Exception:
        value, blobs = {"failed": "unexpected", "trace": traceback.format_exc()[-4000:]}, []
    return ({**value, "last": True} if _resident() > GROWN else value), blobs


def _resident() -> int:
    """Bytes of memory in use now."""
    try:
        with open("/proc/self/statm", encoding="ascii") as statm:
            return int(statm.read().split()[1]) * resource.getpagesize()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    main()
    os._exit(0)
