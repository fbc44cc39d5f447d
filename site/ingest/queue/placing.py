"""When all files of a batch are there: attachments find their notice (附件归位), and what is left over is said."""

from __future__ import annotations

import time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model

from ingest.annexes import Annex, Notice, match_annex
from ingest.attachments import attach, attach_label, notice_of
from ingest.drafts import DraftMaker
from ingest.models import ImportBatch, ImportRecord
from ingest.pipeline import import_document
from ingest.queue.disk import DiskFullError, explain, is_full
from ingest.readers import READERS
from ingest.records import stamp
from ingest.storage import drop_orphan
from publications.choices import RelationKind
from publications.models import Relation

Status = ImportRecord.Status
# What stands for itself even where a notice lists it: it is a page of its own, and the notice encloses it.
OWN_PAGES = ("plan", "review", "case")


class Placing:
    """Brings the attachments and the notices of one batch together."""

    def __init__(self, batch: ImportBatch, user: Any, maker: DraftMaker) -> None:
        self._user = user
        self._maker = maker
        heavy = ("sketch", "comparison", "fields", "removals", "findings", "damaged")
        self._records = list(batch.records.select_related("page").defer(*heavy).order_by("pk"))
        self._drafts = {r.pk: r for r in self._records if r.status == Status.DRAFT and r.page_id}
        self._notices = {pk: notice_of(record) for pk, record in self._drafts.items()}
        self._listing = any(notice.annexes or notice.mentioned for notice in self._notices.values())

    def place_all(self, until: float) -> bool:
        """Every record in its turn; False where the time was up before. Going over what is placed already changes nothing."""
        for record in self._records:
            if time.monotonic() > until:
                return False
            self._place(record)
        return True

    def _place(self, record: ImportRecord) -> None:
        if record.status == Status.DRAFT:
            if record.pk in self._drafts and self._listing and (found := self._match(record)):
                self._listed_draft(record, self._drafts[found[0].key], found[1].label)
            return
        if record.status != Status.UNMATCHED:
            return
        found = self._match(record)
        if found is not None:
            label = attach_label(record.file_name, found[1])
            attach_record(record, self._drafts[found[0].key], label, self._user)
        elif self._attached_before(record):
            record.status = Status.DUPLICATE
            record.save(update_fields=["status"])
        elif not self._drafts:
            self._alone(record)

    def _match(self, record: ImportRecord) -> tuple[Notice, Annex] | None:
        return match_annex(record.file_name, [notice for pk, notice in self._notices.items() if pk != record.pk])

    def _attached_before(self, record: ImportRecord) -> bool:
        """The same bytes are an attachment of a draft that is still there: an archive that came twice."""
        same = ImportRecord.objects.filter(sha256=record.sha256, status=Status.ATTACHED)
        return same.filter(attached_to__page__isnull=False).exists()

    def _listed_draft(self, record: ImportRecord, notice: ImportRecord, label: str) -> None:
        """A file that gave a draft but is listed by a notice: enclosed where it is a plan, else its attachment."""
        if record.kind in OWN_PAGES:
            Relation.relate(notice.page.specific, record.page.specific, RelationKind.ENCLOSES)
        elif not record.annexes.get("listed") and record.settled.get(str(record.page_id)) == stamp(record.page):
            self._notices.pop(record.pk)
            self._drafts.pop(record.pk)
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


def attach_record(record: ImportRecord, notice: ImportRecord, label: str, user: Any) -> None:
    """A held file becomes an attachment of the notice's draft; one that cannot is said in its line."""
    name = record.file_name.rpartition("/")[2]
    try:
        with record.original.open("rb") as file:
            data = file.read()
        drop_orphan(get_document_model(), name, data)
        with transaction.atomic():
            record.document = attach(notice, record.file_name, data, label, user)
            record.attached_to, record.status, record.error_message = notice, Status.ATTACHED, ""
            record.save(update_fields=["document", "attached_to", "status", "error_message"])
    except ValidationError as error:
        _not_attached(record, "；".join(error.messages))
    except OSError as error:
        if is_full(error):
            drop_orphan(get_document_model(), name, data)
            raise DiskFullError(explain()) from error
        _not_attached(record, _("附件保存失败"))


def _not_attached(record: ImportRecord, message: str) -> None:
    record.document, record.attached_to, record.error_message = None, None, message
    record.status = Status.UNMATCHED
    record.save(update_fields=["document", "attached_to", "status", "error_message"])


def import_held(record: ImportRecord, maker: DraftMaker) -> ImportRecord:
    """A held file becomes a draft of its own after all, in the same record."""
    with record.original.open("rb") as file:
        data = file.read()
    return maker.save(import_document(data, record.file_name), data, record=record).record
