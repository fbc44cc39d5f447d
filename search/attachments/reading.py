"""bytes and a name -> the text of an attached file, read in a child process with limits of time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path, PurePath

from search.attachments.formats import OLE, RTF, ZIP, Piece, ReadText, UnreadableError
from search.attachments.office import TARGETS, converted

MAX_BYTES = 60 * 1024 * 1024
SECONDS, MEGABYTES = 60, 600
ROOT = Path(__file__).resolve().parents[2]


def read_file(data: bytes, name: str) -> ReadText:
    """Raises UnreadableError, for whatever a file may hold."""
    if len(data) > MAX_BYTES:
        raise UnreadableError("too_large")
    suffix = PurePath(name).suffix.lower()
    if suffix in TARGETS and not data.startswith(ZIP) and data.startswith((OLE, RTF)):
        data, suffix = converted(data, suffix), TARGETS[suffix].suffix
    return _in_child(data, suffix)


def _in_child(data: bytes, suffix: str) -> ReadText:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "search.attachments.child", suffix or ".", str(SECONDS), str(MEGABYTES)],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=3 * SECONDS,  # the limit counts the child's own time, on a busy machine it passes more slowly
            env={"PYTHONPATH": f"{ROOT}:{ROOT / 'site'}", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableError("too_slow") from error
    if done.returncode in (-9, -24):  # SIGKILL, SIGXCPU: the time is up
        raise UnreadableError("too_slow")
    if done.returncode:
        raise UnreadableError("broken")
    answer = json.loads(done.stdout)
    if "code" in answer:
        raise UnreadableError(answer["code"])
    pieces = tuple(Piece(text, number, name) for number, name, text in answer["pieces"])
    return ReadText(pieces, answer["unit"], answer["cut"])
