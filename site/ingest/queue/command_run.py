"""The command's import as a batch: killed and given the same paths again, it goes on with it (接着导入)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.utils import timezone

from ingest.column_maps import ColumnMap, as_json
from ingest.document import ImportedDocument
from ingest.drafts import Beside, DraftMaker, Saved
from ingest.former_pages import remember_sections
from ingest.models import ImportBatch, ImportRecord
from ingest.queue.disk import full_disk_said
from ingest.queue.lease import Lease, hold
from ingest.records import storable
from proofing.finding import Finding
from publications.outbox import drained_together

Status = ImportRecord.Status


class BusyError(Exception):
    """Another process works on the same import; the batch is its argument."""


class CommandRun:
    """One batch for one set of paths; `save` gives for a file what it gave before the run was interrupted."""

    def __init__(self, maker: DraftMaker, batch: ImportBatch, lease: Lease) -> None:
        self.batch = batch
        self._maker = maker
        self._lease = lease
        records = batch.records.select_related("page", "enclosed_page").defer("sketch", "comparison")
        self._before = {(record.file_name, record.sha256): record for record in records}
        self.resumed = len(self._before)

    def save(self, document: ImportedDocument, data: bytes, beside: Beside) -> Saved:
        """Raises DiskFullError, and LostLeaseError where the batch was undone or cancelled meanwhile."""
        record = self._before.pop((storable(document.file[-255:]), document.sha256 or ""), None)
        if record is not None and record.status in (Status.DRAFT, Status.DUPLICATE) and document.status != "failed":
            return _as_before(document, record)
        with full_disk_said():
            self._lease.keep()
            return self._maker.save(document, data, beside, record)

    def finish(self) -> None:
        """Everything is done: the next run with the same paths is a new one."""
        with full_disk_said():
            remember_sections([(old, pk) for old, pk in self.batch.columns_map])
            self.batch.finished_at = timezone.now()
            self.batch.save(update_fields=["finished_at"])


def begin(
    stack: ExitStack, paths: Sequence[str], under: str | None, columns: ColumnMap, addresses: dict[str, str]
) -> CommandRun:
    """The run over these paths, held until `stack` ends. Raises UnknownColumnError and BusyError."""
    given = [sorted(str(Path(path).resolve()) for path in paths), under or ""]
    source = hashlib.sha256(json.dumps(given, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()
    column = DraftMaker(under=under).under
    open_batches = ImportBatch.objects.filter(source=source, finished_at=None, undone_at=None, cancelled_at=None)
    batch = open_batches.order_by("-pk").first()
    if batch is None:
        batch = ImportBatch.objects.create(source=source, column=column, received_at=timezone.now())
    batch.columns_map, batch.addresses = as_json(columns.entries), addresses
    batch.save(update_fields=["columns_map", "addresses"])
    lease = stack.enter_context(hold(batch.pk))
    if lease is None:
        raise BusyError(batch)
    stack.enter_context(drained_together())
    maker = DraftMaker(under=column, batch=batch, fence=lease.must_hold)
    return CommandRun(maker, batch, lease)


def _as_before(document: ImportedDocument, record: ImportRecord) -> Saved:
    """What the interrupted run has made of this file."""
    pages = record.pages if record.status == Status.DRAFT else []
    ids: dict[str, int] = {part.role: page.pk for part, page in zip(document.parts, pages, strict=False)}
    types = {part.role: _label(page) for part, page in zip(document.parts, pages, strict=False)}
    said = {(finding.code, finding.message) for finding in document.findings}
    more = [
        Finding(f["code"], f.get("level", "warning"), f["message"], f["quote"])
        for f in record.findings
        if (f["code"], f["message"]) not in said and f["offset"] is None
    ]
    status: Any = record.status
    return Saved(replace(document, status=status, findings=(*document.findings, *more)), record, ids, types)


def _label(page: Any) -> str:
    return str(page.specific_class._meta.label)
