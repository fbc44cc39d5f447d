"""pdf files: text in reading order, paragraphs whole again, tables by their lines, pictures in their place."""

from ingest.readers.pdf.document import read_pdf, source_of

__all__ = ["read_pdf", "source_of"]
