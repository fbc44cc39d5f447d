"""pdf files: text in reading order, paragraphs whole again, tables by their lines, pictures in their place."""

from ingest.readers.pdf.document import laid_out, read_pdf

__all__ = ["laid_out", "read_pdf"]
