"""Run as a program: a pdf on standard input, its SourceDocument as JSON on standard output."""

from ingest.readers.limited import serve
from ingest.readers.pdf.document import source_of

if __name__ == "__main__":
    serve(source_of)
