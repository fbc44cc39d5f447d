"""Working off a batch: one file after the other, each in its own transaction, from wherever the last process stopped."""

from __future__ import annotations

import functools
import logging
import math
import threading
import time
from typing import Any

from django.db import DatabaseError
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from ingest.attachments import check_attachment, may_be_attachment
from ingest.drafts import DraftMaker
from ingest.former_pages import remember_sections
from ingest.models import ImportBatch, ImportRecord
from ingest.paths import Item, attached_to
from ingest.pipeline import failed, import_document
from ingest.queue.disk import DiskFullError, explain, is_full
from ingest.queue.lease import Lease, LostLeaseError, hold
from ingest.queue.placing import Placing
from ingest.queue.receiving import is_archive, items_of, open_archive
from ingest.readers import ReadError
from ingest.records import hold_record, make_record
from publications.audit import record_event
from publications.outbox import drained_together
from zhtext.pinyin import slugify

logger = logging.getLogger(__name__)
Status = ImportRecord.Status
# So often is a file begun; what kills its process each time would otherwise stop the batch for ever.
MAX_ATTEMPTS = 5
FIRST_TEXT = "关于开展教师研修的通知\n各中小学：\n现将有关事项通知如下。"
STOP = threading.Event()  # this process is to end: after the file at hand


def advance(batch_id: int, seconds: float = math.inf) -> bool:
    """Go on with a batch for about so long; False where nothing is left to do, or somebody else is at it."""
    with hold(batch_id) as lease, drained_together():
        batch = ImportBatch.objects.select_related("column", "created_by").get(pk=batch_id)
        if lease is None or batch.finished_at or batch.undone_at or batch.cancelled_at:
            return False
        try:
            return Run(batch, lease, time.monotonic() + seconds).go()
        except LostLeaseError:
            return False
        except DiskFullError as error:
            halt(batch, str(error))
            return True
        except (DatabaseError, OSError) as error:
            if not is_full(error):
                raise
            halt(batch, explain())
            return True


def halt(batch: ImportBatch, reason: str) -> None:
    """Say in the batch why the work has stopped, as far as that can still be written."""
    logger.error("import batch %s halted: %s", batch.pk, reason)
    try:
        ImportBatch.objects.filter(pk=batch.pk).update(halted=reason[:255])
    except DatabaseError:
        logger.error("that could not be written either")


class Run:
    """One process's turn at a batch."""

    def __init__(self, batch: ImportBatch, lease: Lease, until: float) -> None:
        self._batch = batch
        self._lease = lease
        self._until = until
        self._user = batch.created_by
        column = batch.column.specific if batch.column else None
        self._maker = DraftMaker(under=column, user=self._user, batch=batch, fence=lease.must_hold)
        self._archives: dict[str, dict[str, Item]] = {}

    def go(self) -> bool:
        """True where something is left for another turn."""
        if self._batch.halted:
            self._batch.halted = ""
            self._batch.save(update_fields=["halted"])
        while (record := self._next()) is not None:
            get_ready()
            self._maker.get_ready()
            if not self._lease.keep():
                return False
            self._one(record)
            if STOP.is_set() or time.monotonic() > self._until:
                return True
        if self._batch.received_at is None:
            return False
        return not self._finish()

    def _next(self) -> ImportRecord | None:
        waiting = ImportRecord.objects.filter(batch=self._batch, status=Status.WAITING)
        return waiting.order_by("pk").first()

    def _one(self, record: ImportRecord) -> None:
        """Whatever a file holds, the next one is not stopped by it."""
        record.attempts += 1
        record.save(update_fields=["attempts"])
        if record.attempts > MAX_ATTEMPTS:
            words = _("处理这个文件时程序多次中断，已跳过。请把文件交给系统管理员查看，或另存为 docx 再导入。")
            self._fail(record, "gave_up", words)
            return
        try:
            if is_archive(record):
                open_archive(record)
                return
            item = self._item(record)
            data = item.load()
        except ReadError as error:
            self._fail(record, error.code, error.message)
            return
        except OSError as error:
            if is_full(error):
                raise
            self._fail(record, "unreadable", _("服务器上存着的原件读不出来，请重新上传这个文件。"))
            return
        self._read(record, item, data)

    def _read(self, record: ImportRecord, item: Item, data: bytes) -> None:
        name = record.file_name
        if may_be_attachment(name):
            if (objection := check_attachment(name, data)) is not None:
                self._fail(record, *objection, size=len(data))
            else:
                hold_record(self._batch, name, data, record)
        elif self._batch.dry_run:
            self._maker.check(import_document(data, name), data, record)
        else:
            self._maker.save(import_document(data, name), data, item.beside, record)

    def _item(self, record: ImportRecord) -> Item:
        if not record.archive:
            beside = attached_to(record.file_name, lambda: _read_original(record))
            return Item(record.file_name, lambda: _read_original(record), beside or (lambda _reference: None))
        if record.archive not in self._archives:
            self._archives = {record.archive: items_of(record.archive, record.file_name.split("/", 1)[0])}
        item = self._archives[record.archive].get(record.file_name)
        if item is None:
            raise ReadError("unreadable", _("压缩包里找不到这个文件了，请重新上传。"))
        return item

    def _fail(self, record: ImportRecord, code: str, message: str, size: int = 0) -> None:
        document = failed(record.file_name, code, message, record.sha256 or None, size or record.size)
        make_record(self._user, document, [], batch=self._batch, record=record)

    def _finish(self) -> bool:
        """Attachments find their notice; False where the time was up before."""
        if not self._batch.dry_run:
            if not Placing(self._batch, self._user, self._maker).place_all(self._until):
                return False
            remember_sections([(old, pk) for old, pk in self._batch.columns_map])
        if not self._lease.keep():
            return False
        self._batch.finished_at = timezone.now()
        self._batch.save(update_fields=["finished_at"])
        record_event("import.finish", self._batch, detail={"files": counts(self._batch)}, actor=self._user)
        return True


@functools.cache
def get_ready() -> None:
    """The child, the rules' tables and the readings of characters (some 0.8 s), once a process and before a file is begun.

    A process that is killed meanwhile was not killed by the file: only its own time counts as an attempt."""
    import_document(FIRST_TEXT.encode(), "first.txt")
    slugify(FIRST_TEXT[:4])


def _read_original(record: ImportRecord) -> bytes:
    with record.original.open("rb") as file:
        return bytes(file.read())


def counts(batch: ImportBatch) -> dict[str, int]:
    """{status: number of files} of a batch, without zeros."""
    rows = batch.records.order_by().values("status").annotate(number=Count("pk")).values_list("status", "number")
    return dict(sorted(rows))


def unfinished() -> Any:
    """Batches that wait for a worker: received whole, not finished, cancelled or undone."""
    found = ImportBatch.objects.filter(finished_at=None, undone_at=None, cancelled_at=None).exclude(received_at=None)
    return found.filter(source="").order_by("pk")
