"""A pdf's own words on who made it: the information dictionary and the XMP stream."""

from __future__ import annotations

import io
import logging
from typing import Any

import pypdf
from pypdf.generic import NameObject

from ingest.readers.stripping import AUTHOR, COMPANY, CUSTOM, LOCKED, SIGNED, Stripped

SIGNATURE = b"/ByteRange"
NAMED = {"/Author": AUTHOR, "/Company": COMPANY, "/Manager": AUTHOR, "/SourceModified": CUSTOM}
KEPT = ("/Title",)


def strip_pdf(data: bytes) -> Stripped:
    """Raises what pypdf raises for a file that it cannot read."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        return Stripped(data, remarks=(LOCKED,))
    about: dict[str, Any] = dict(reader.metadata or {})
    removed = {what for name, what in NAMED.items() if str(about.get(name, "")).strip()}
    removed |= {CUSTOM} if any(str(key).startswith("/") and key not in STANDARD for key in about) else set()
    if not removed and b"creator" not in _described(reader):
        return Stripped(data)
    if SIGNATURE in data:
        return Stripped(data, remarks=(SIGNED,))
    writer = pypdf.PdfWriter(clone_from=reader)
    writer.metadata = None
    if "/Metadata" in writer.root_object:
        del writer.root_object[NameObject("/Metadata")]
    titles = {name: str(about[name]) for name in KEPT if about.get(name)}
    if titles:
        writer.add_metadata(titles)
    out = io.BytesIO()
    writer.write(out)
    return Stripped(out.getvalue(), tuple(sorted(removed or {AUTHOR})))


STANDARD = frozenset(
    {"/Title", "/Subject", "/Keywords", "/Creator", "/Producer", "/CreationDate", "/ModDate", "/Trapped", *NAMED}
)


def _described(reader: pypdf.PdfReader) -> bytes:
    """The XMP stream, empty where there is none."""
    stream: Any = reader.root_object.get("/Metadata")
    return bytes(stream.get_object().get_data()) if stream is not None else b""
