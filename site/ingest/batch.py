"""A run over many files: duplicates within the run and near duplicates found, one bad file never stops the rest."""

from __future__ import annotations

from dataclasses import replace

from ingest.document import ImportedDocument
from ingest.lookalikes import Lookalikes
from ingest.paths import Item
from ingest.pipeline import failed, import_document
from ingest.readers import ReadError
from ingest.similarity import sketch, text_hash
from proofing.finding import Finding


class Batch:
    """Remembers what the run has seen."""

    def __init__(self) -> None:
        self._by_digest: dict[str, str] = {}
        self._by_text: dict[str, str] = {}
        self._by_sketch: Lookalikes[str] = Lookalikes()

    def read(self, item: Item) -> tuple[ImportedDocument, bytes]:
        """The document of one file and its bytes; `duplicate` where the same bytes came earlier in the run."""
        try:
            data = item.load()
        except ReadError as error:
            return failed(item.name, error.code, error.message), b""
        document = import_document(data, item.name)
        if document.status == "failed" or document.sha256 is None:
            return document, data
        if document.sha256 in self._by_digest:
            return replace(document, status="duplicate"), data
        self._by_digest[document.sha256] = item.name
        return self._with_near_duplicate(document), data

    def _with_near_duplicate(self, document: ImportedDocument) -> ImportedDocument:
        key, outline = text_hash(document.text), sketch(document.text)
        same = self._by_text.get(key, "") if key else ""
        if not same:
            same = next(iter(self._by_sketch.like(outline)), "")
        if key:
            self._by_text.setdefault(key, document.file)
        self._by_sketch.add(outline, document.file)
        return near_duplicate(document, f"本批文件“{same}”") if same else document


def near_duplicate(document: ImportedDocument, other: str) -> ImportedDocument:
    """The document with the finding that its text is that of another."""
    finding = Finding("near_duplicate", "warning", f"文字与{other}几乎相同，请确认不是重复稿件")
    return replace(document, findings=(*document.findings, finding))
