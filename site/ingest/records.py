"""ImportedDocument -> ImportRecord: what was found and removed, kept with the original."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from typing import Any

from django.core.files.base import ContentFile
from wagtail.models import Page

from ingest.annexes import find_annexes, mentioned_numbers
from ingest.comparison import compare
from ingest.document import ImportedDocument
from ingest.metadata.evidence import Found
from ingest.models import ImportBatch, ImportRecord
from ingest.similarity import sketch, text_hash


def make_record(
    user: Any | None,
    document: ImportedDocument,
    pages: Sequence[Page],
    data: bytes = b"",
    batch: ImportBatch | None = None,
    record: ImportRecord | None = None,
    comparing: bool = True,
) -> ImportRecord:
    """Save the record of one file, in the row where it waited if it did; the original is kept where it gave drafts.

    `comparing`: write the side-by-side comparison at once, which is otherwise made when somebody looks."""
    code, message = document.error or ("", "")
    record = record or ImportRecord(batch=batch, created_by=user)
    values: dict[str, Any] = {
        "file_name": storable(document.file[-255:]),
        "sha256": document.sha256 or record.sha256,
        "size": document.size,
        "status": document.status,
        "error_code": code,
        "error_message": storable(message),
        "kind": document.kind if document.status != "failed" else "",
        "text_hash": text_hash(document.text),
        "sketch": list(sketch(document.text)) if document.status == "draft" else [],
        "page": pages[0] if pages else None,
        "enclosed_page": pages[1] if len(pages) > 1 else None,
        "settled": {str(page.pk): stamp(page) for page in pages},
        "comparison": storable(compare(document)) if pages and comparing else {},
        **reports_of(document),
    }
    for name, value in values.items():
        setattr(record, name, value)
    if data and pages and not record.original:
        record.original.save(os.path.basename(document.file), ContentFile(data), save=False)
    record.save()
    return record


def hold_record(batch: ImportBatch, name: str, data: bytes, record: ImportRecord | None = None) -> ImportRecord:
    """A file that waits for the notice to which it belongs, with its original."""
    record = record or ImportRecord(batch=batch, created_by=batch.created_by)
    record.file_name = storable(name[-255:])
    record.sha256, record.size = hashlib.sha256(data).hexdigest(), len(data)
    record.status = ImportRecord.Status.UNMATCHED
    if not record.original:
        record.original.save(os.path.basename(name), ContentFile(data), save=False)
    record.save()
    return record


def stamp(page: Page) -> str:
    """When the page's newest revision was written: another one means that somebody has worked on it since."""
    written = page.latest_revision_created_at
    return written.isoformat() if written else ""


def reports_of(document: ImportedDocument) -> dict[str, Any]:
    """The JSON fields of the record."""
    findings = [
        {"code": f.code, "level": f.level, "offset": f.start, "quote": f.quote, "message": f.message}
        for f in document.findings
    ]
    reports = {
        "fields": {
            name: {"value": f.value, **f.as_evidence(), "others": _others(f)}
            for name, f in document.fields.items()
            if f
        },
        "removals": [
            {
                "rule": r.rule,
                "reason": r.reason,
                "count": r.count,
                "quotes": list(r.quotes),
                "kept": len(r.kept),
                "decidable": bool(r.places or r.kept),
            }
            for r in document.removals
        ],
        "findings": findings,
        "damaged": [{"offset": offset, "text": text} for offset, text in document.damaged],
        "annexes": {
            "listed": [[annex.number, annex.title] for annex in find_annexes(document.text)],
            "mentioned": sorted(mentioned_numbers(document.text)),
        },
    }
    return {name: storable(value) for name, value in reports.items()}


def _others(found: Found) -> list[dict[str, Any]]:
    """What other places of the document say instead (冲突)."""
    return [{"value": other.value, **other.as_evidence()} for other in found.others]


def storable(value: Any) -> Any:
    """Without the NULs and lone surrogates that no database takes."""
    if isinstance(value, str):
        return value.replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: storable(item) for key, item in value.items()}
    return [storable(item) for item in value] if isinstance(value, list) else value
