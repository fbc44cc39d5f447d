"""bytes and a name -> SourceDocument. The extension says what it should be, the content must agree; parsers run in a child."""

from __future__ import annotations

import os

from ingest.readers.errors import ReadError
from ingest.readers.formats import READERS
from ingest.readers.office import LEGACY, word_of
from ingest.readers.portable import from_plain
from ingest.readers.signatures import MAX_BYTES, check_content, sniff
from ingest.readers.source import SourceDocument
from ingest.readers.stripping import FAILED, Stripped
from ingest.readers.worker import ask

__all__ = [
    "MAX_BYTES",
    "READERS",
    "ReadError",
    "SourceDocument",
    "Stripped",
    "files_in_mail",
    "read",
    "sniff",
    "stripped",
]


def read(data: bytes, name: str) -> SourceDocument:
    """Read one file; raises ReadError for anything that a file can hold."""
    extension = os.path.splitext(name)[1].lower()
    check_content(data, extension)
    if extension in LEGACY:
        data = word_of(data, extension)
    return from_plain(*ask("read", f"file{extension}", data))


def files_in_mail(data: bytes, name: str) -> dict[str, bytes]:
    """{name: bytes} of the files that a saved mail holds; empty for other files and for a mail that breaks the child."""
    extension = os.path.splitext(name)[1].lower()
    if extension != ".eml":
        return {}
    try:
        value, blobs = ask("attached", f"file{extension}", data)
    except (ReadError, RuntimeError):
        return {}
    return dict(zip(value["names"], blobs, strict=True))


def stripped(data: bytes, name: str) -> Stripped:
    """The file as it may be published, without authors, companies and places; one that breaks the child stays as it is."""
    extension = os.path.splitext(name)[1].lower()
    try:
        value, blobs = ask("strip", f"file{extension}", data)
    except ReadError:
        return Stripped(data, remarks=(FAILED,))
    return Stripped(blobs[0] if blobs else data, tuple(value["removed"]), tuple(value["remarks"]))
