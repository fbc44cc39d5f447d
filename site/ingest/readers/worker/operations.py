"""What a child can be asked to do with a file. Parsers are imported here, when they are first needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Made = tuple[dict[str, Any], list[bytes]]


def answer_of(operation: str, name: str, data: bytes) -> Made:
    """Do it in this process; raises ReadError."""
    return OPERATIONS[operation](name, data)


def _read(name: str, data: bytes) -> Made:
    from ingest.readers.formats import parse
    from ingest.readers.portable import to_plain

    return to_plain(parse(data, name))


def _strip(name: str, data: bytes) -> Made:
    from ingest.readers.stripping import strip

    stripped = strip(data, name)
    changed = stripped.data is not data
    return {"removed": stripped.removed, "remarks": stripped.remarks}, [stripped.data] if changed else []


def _attached(_name: str, data: bytes) -> Made:
    from ingest.readers.eml import files_in_mail

    found = files_in_mail(data)
    return {"names": list(found)}, list(found.values())


OPERATIONS: dict[str, Callable[[str, bytes], Made]] = {"read": _read, "strip": _strip, "attached": _attached}
# Processor seconds for one file; a busy machine may take three times as long.
SECONDS = {".pdf": 60, ".ofd": 60}
OTHERWISE = 20
