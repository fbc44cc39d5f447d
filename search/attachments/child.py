"""The program that reads one file: `python -m search.attachments.child SUFFIX SECONDS MEGABYTES`, the file on standard input.

Limits come first, so that a file which breaks or exhausts a parser ends this process and nothing else.
"""

from __future__ import annotations

import json
import os
import resource
import sys

from search.attachments.formats import UnreadableError, read


def main(suffix: str, seconds: int, megabytes: int) -> None:
    os.nice(10)
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a parser prints is no answer
    try:
        found = read(sys.stdin.buffer.read(), suffix)
        pieces = [(piece.number, piece.name, piece.text) for piece in found.pieces]
        answer = {"unit": found.unit, "cut": found.cut, "pieces": pieces}
    except UnreadableError as error:
        answer = {"code": error.code}
    except MemoryError:
        answer = {"code": "too_large"}
    except RecursionError:
        answer = {"code": "broken"}
    answers.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))
    answers.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
