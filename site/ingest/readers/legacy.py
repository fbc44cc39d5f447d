"""A file called .doc, .wps or .rtf as it is read in a child: LibreOffice has made a docx of it, or it was something else."""

from __future__ import annotations

from ingest.readers.charset import decode
from ingest.readers.docx import read_docx
from ingest.readers.errors import ReadError
from ingest.readers.html import read_html
from ingest.readers.office import BROKEN, OLE, RTF, ZIP
from ingest.readers.source import SourceDocument
from ingest.readers.text import MARKUP


def read_held(data: bytes) -> SourceDocument:
    """A docx, or a page: many systems export pages under the name .doc; raises ReadError."""
    if data.startswith(ZIP):
        return read_docx(data)
    if data.startswith((OLE, RTF)) or not MARKUP.match(_head(data)):
        raise ReadError("broken", BROKEN)
    return read_html(data)


def _head(data: bytes) -> str:
    try:
        return decode(data[:4096].rsplit(b">", 1)[0] + b">")[0]
    except ReadError:
        return ""
