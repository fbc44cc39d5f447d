"""What an editor may do with a batch while or after it is worked off: cancel it, try again what failed, do a dry run for real."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ingest.models import ImportBatch, ImportRecord
from publications.audit import record_event

Status = ImportRecord.Status
HAS_BYTES = ~Q(original="") | ~Q(archive="")
ASIDE = (Status.FAILED, Status.CANCELLED)


def received(batch: ImportBatch) -> None:
    """All files of the batch are there."""
    ImportBatch.objects.filter(pk=batch.pk, received_at=None).update(received_at=timezone.now())


def cancel(batch: ImportBatch, user: Any) -> int:
    """What still waits is not imported; the file at hand is rolled back. How many files that are."""
    with transaction.atomic():
        locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        stopped = locked.records.filter(status=Status.WAITING).update(status=Status.CANCELLED)
        now = timezone.now()
        fields = {"cancelled_at": now, "finished_at": now, "received_at": locked.received_at or now, "halted": ""}
        ImportBatch.objects.filter(pk=batch.pk, finished_at=None).update(**fields)
        record_event("import.cancel", batch, actor=user, detail={"files": stopped})
    return stopped


def retryable(batch: ImportBatch) -> Any:
    return batch.records.filter(HAS_BYTES, status__in=ASIDE)


def retry(batch: ImportBatch, user: Any) -> int:
    """Failed and cancelled files wait again. How many."""
    with transaction.atomic():
        ImportBatch.objects.select_for_update().get(pk=batch.pk)
        again = {"status": Status.WAITING, "attempts": 0, "error_code": "", "error_message": ""}
        number: int = retryable(batch).update(**again)
        if number:
            _reopen(batch)
            record_event("import.retry", batch, actor=user, detail={"files": number})
    return number


def do_for_real(batch: ImportBatch, user: Any) -> int:
    """After a dry run: every file of the batch is imported. How many."""
    with transaction.atomic():
        ImportBatch.objects.select_for_update().get(pk=batch.pk)
        seen = batch.records.filter(HAS_BYTES, status__in=(*ASIDE, Status.CHECKED, Status.DUPLICATE, Status.UNMATCHED))
        number: int = seen.update(status=Status.WAITING, attempts=0, error_code="", error_message="", planned=[])
        ImportBatch.objects.filter(pk=batch.pk).update(dry_run=False)
        _reopen(batch)
        record_event("import.start", batch, actor=user, detail={"files": number})
    return number


def _reopen(batch: ImportBatch) -> None:
    ImportBatch.objects.filter(pk=batch.pk).update(finished_at=None, cancelled_at=None, halted="")
