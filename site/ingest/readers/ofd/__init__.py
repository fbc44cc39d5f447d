"""OFD files (GB/T 33190 版式文件): what stands on their pages, put into reading order as that of a pdf is."""

from __future__ import annotations

from ingest.readers.ofd.package import pages_of
from ingest.readers.pdf.document import laid_out
from ingest.readers.source import SourceDocument

__all__ = ["read_ofd"]


def read_ofd(data: bytes) -> SourceDocument:
    """bytes of an ofd -> SourceDocument; raises ReadError."""
    return laid_out(pages_of(data), "ofd")
