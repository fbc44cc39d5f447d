"""An upload in the admin: files in, one record each; attachments find their notice when all files are there."""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ingest.annexes import Annex, Notice, match_annex
from ingest.attachments import attach, attach_label, check_attachment, may_be_attachment, notice_of
from ingest.batch import Batch
from ingest.document import ImportedDocument
from ingest.drafts import DraftMaker
from ingest.models import ImportBatch, ImportRecord
from ingest.paths import Item, archive_items
from ingest.pipeline import failed, import_document
from ingest.readers import READERS, ReadError
from ingest.records import hold_record, make_record, stamp
from publications.audit import record_event
from publications.choices import RelationKind
from publications.models import Relation

logger = logging.getLogger(__name__)
Status = ImportRecord.Status
# What stands for itself even where a notice lists it: it is a page of its own, and the notice encloses it.
OWN_PAGES = ("plan", "review", "case")


class Upload:
    """One batch while its files come in, all at once or one after the other."""

    def __init__(self, batch: ImportBatch, user: Any) -> None:
        self.batch = batch
        self._user = user
        self._maker = DraftMaker(under=batch.column.specific if batch.column else None, user=user, batch=batch)
        self._run = Batch()

    def add(self, file: UploadedFile) -> list[ImportRecord]:
        """The records of one file, of several for a zip. Whatever a file holds, the next one is not stopped by it."""
        try:
            return [self._one(item) for item in _items(file)]
        except (DatabaseError, OSError):
            logger.exception("upload of %s failed", file.name)
            words = _("保存文件时出现意外错误，请稍后再试一次，仍不成功请找系统管理员。")
            return [self._failed(failed(file.name or "", "unexpected", words))]

    def _one(self, item: Item) -> ImportRecord:
        if not may_be_attachment(item.name):
            document, data = self._run.read(item)
            return self._maker.save(document, data, item.beside).record
        try:
            data = item.load()
        except ReadError as error:
            return self._failed(failed(item.name, error.code, error.message))
        if (objection := check_attachment(item.name, data)) is not None:
            return self._failed(failed(item.name, *objection, size=len(data)))
        return hold_record(self.batch, item.name, data)

    def _failed(self, document: ImportedDocument) -> ImportRecord:
        return make_record(self._user, document, [], batch=self.batch)

    def finish(self) -> None:
        """Bring attachments and notices together; say what is left over."""
        records = list(self.batch.records.select_related("page").order_by("pk"))
        notices = [record for record in records if record.status == Status.DRAFT and record.page_id]
        for record in records:
            self._place(record, notices)
        self.batch.finished_at = timezone.now()
        self.batch.save(update_fields=["finished_at"])
        counts = {status: self.batch.records.filter(status=status).count() for status in Status.values}
        record_event("import.finish", self.batch, detail={"files": {k: n for k, n in counts.items() if n}})

    def _place(self, record: ImportRecord, notices: list[ImportRecord]) -> None:
        others = [notice for notice in notices if notice.pk != record.pk]
        if record.status not in (Status.UNMATCHED, Status.DRAFT) or (record.status == Status.DRAFT and not record.page):
            return
        found = match_annex(record.file_name, [notice_of(notice) for notice in others])
        if record.status == Status.DRAFT:
            if found is not None and record in notices:
                self._listed_draft(record, _named(others, found), found[1].label, notices)
        elif found is not None:
            attach_record(record, _named(others, found), attach_label(record.file_name, found[1]), self._user)
        elif self._attached_before(record):
            record.status = Status.DUPLICATE
            record.save(update_fields=["status"])
        elif not others:
            self._alone(record)

    def _attached_before(self, record: ImportRecord) -> bool:
        """The same bytes are an attachment of a draft that is still there: an archive that came twice."""
        same = ImportRecord.objects.filter(sha256=record.sha256, status=Status.ATTACHED)
        return same.filter(attached_to__page__isnull=False).exists()

    def _listed_draft(self, record: ImportRecord, notice: ImportRecord, label: str, notices: list[Any]) -> None:
        """A file that gave a draft but is listed by a notice: enclosed where it is a plan, else its attachment."""
        if record.kind in OWN_PAGES:
            Relation.relate(notice.page.specific, record.page.specific, RelationKind.ENCLOSES)
        elif not record.annexes.get("listed") and record.settled.get(str(record.page_id)) == stamp(record.page):
            notices.remove(record)
            with transaction.atomic():
                page, record.page, record.status = record.page, None, Status.UNMATCHED
                record.save(update_fields=["page", "status"])
                page.delete(user=self._user)
                attach_record(record, notice, label, self._user)

    def _alone(self, record: ImportRecord) -> None:
        """An attachment without any notice: a draft of its own where it can be read, else said."""
        if f".{record.file_name.lower().rsplit('.', 1)[-1]}" in READERS:
            import_held(record, self._maker)
            return
        document = import_document(b" ", record.file_name)
        record.status, (record.error_code, record.error_message) = Status.FAILED, document.error or ("", "")
        if record.error_code != "unsupported" or not record.error_message.startswith("暂不"):
            record.error_message = _("这种文件只能作为附件：请与通知一起选中再导入，或在稿件的编辑页添加。")
        record.save(update_fields=["status", "error_code", "error_message"])


def _named(notices: list[ImportRecord], found: tuple[Notice, Annex]) -> ImportRecord:
    return next(notice for notice in notices if notice.pk == found[0].key)


def attach_record(record: ImportRecord, notice: ImportRecord, label: str, user: Any) -> None:
    """A held file becomes an attachment of the notice's draft; one that cannot is said in its line."""
    try:
        with transaction.atomic(), record.original.open("rb") as file:
            record.document = attach(notice, record.file_name, file.read(), label, user)
        record.attached_to, record.status, record.error_message = notice, Status.ATTACHED, ""
    except (ValidationError, OSError) as error:
        record.error_message = "；".join(error.messages) if isinstance(error, ValidationError) else _("附件保存失败")
    record.save(update_fields=["document", "attached_to", "status", "error_message"])


def import_held(record: ImportRecord, maker: DraftMaker) -> ImportRecord:
    """A held file becomes a draft of its own after all: its record is replaced."""
    with record.original.open("rb") as file:
        data = file.read()
    with transaction.atomic():
        new = maker.save(import_document(data, record.file_name), data).record
        record.delete()
    return new


def _items(file: UploadedFile) -> list[Item]:
    """The upload itself, or the members of a zip."""
    name = file.name or str(_("文件"))
    if name.lower().endswith(".zip"):
        return list(archive_items(name, file.read))
    return [Item(name, file.read)]
