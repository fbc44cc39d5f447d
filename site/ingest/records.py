"""ImportedDocument -> ImportRecord: what was found and removed, kept with the original."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.core.files.base import ContentFile
from wagtail.models import Page

from ingest.document import ImportedDocument
from ingest.models import ImportRecord
from ingest.similarity import sketch, text_hash


def make_record(user: Any | None, document: ImportedDocument, pages: Sequence[Page], data: bytes = b"") -> ImportRecord:
    """Save the record of one file; the original is kept where it gave drafts."""
    code, message = document.error or ("", "")
    record = ImportRecord(
        file_name=_storable(document.file[-255:]),
        sha256=document.sha256 or "",
        size=document.size,
        status=document.status,
        error_code=code,
        error_message=_storable(message),
        kind=document.kind if document.status != "failed" else "",
        text_hash=text_hash(document.text),
        sketch=list(sketch(document.text)) if pages else [],
        page=pages[0] if pages else None,
        enclosed_page=pages[1] if len(pages) > 1 else None,
        created_by=user,
        **_reports(document),
    )
    if data and pages:
        record.original.save(os.path.basename(document.file), ContentFile(data), save=False)
    record.save()
    return record


def _reports(document: ImportedDocument) -> dict[str, Any]:
    """The JSON fields of the record."""
    findings = [
        {"code": f.code, "level": f.level, "offset": f.start, "quote": f.quote, "message": f.message}
        for f in document.findings
    ]
    reports = {
        "fields": {name: {"value": f.value, **f.as_evidence()} for name, f in document.fields.items() if f},
        "removals": [{**asdict(removal), "quotes": list(removal.quotes)} for removal in document.removals],
        "findings": findings,
        "damaged": [{"offset": offset, "text": text} for offset, text in document.damaged],
    }
    return {name: _storable(value) for name, value in reports.items()}


def _storable(value: Any) -> Any:
    """Without the NULs and lone surrogates that no database takes."""
    if isinstance(value, str):
        return value.replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: _storable(item) for key, item in value.items()}
    return [_storable(item) for item in value] if isinstance(value, list) else value
