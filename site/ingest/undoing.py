"""Undo of a batch (撤销导入): its drafts go, as far as nobody has worked on them; its records and originals stay."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex, WorkflowState

from ingest.former_pages import forget
from ingest.models import ImportBatch, ImportRecord
from ingest.records import stamp
from publications.audit import record_event


@dataclass(frozen=True)
class Doomed:
    """A draft of the batch with what speaks against deleting it; `may_confirm`: it goes if somebody says so."""

    page: Page
    record: ImportRecord
    reason: str = ""
    may_confirm: bool = False


@dataclass
class Plan:
    """What an undo would do: `deleted` go at once, `asked` if confirmed, `kept` never."""

    deleted: list[Doomed] = field(default_factory=list)
    asked: list[Doomed] = field(default_factory=list)
    kept: list[Doomed] = field(default_factory=list)
    attachments: int = 0


def plan_undo(batch: ImportBatch, user: Any) -> Plan:
    """Which drafts of the batch an undo deletes; asks a fixed number of queries."""
    plan = Plan()
    records = list(batch.records.select_related("page", "enclosed_page").order_by("pk"))
    pages = [page for record in records for page in record.pages]
    reviewed = set(
        WorkflowState.objects.filter(object_id__in=[str(page.pk) for page in pages]).values_list("object_id", flat=True)
    )
    for record in records:
        for page in record.pages:
            doomed = _judged(page, record, reviewed, user)
            among = plan.asked if doomed.may_confirm else plan.kept if doomed.reason else plan.deleted
            among.append(doomed)
    plan.attachments = sum(1 for record in records if record.document_id)
    return plan


def _judged(page: Page, record: ImportRecord, reviewed: set[str], user: Any) -> Doomed:
    if page.live or page.first_published_at:
        return Doomed(page, record, _("已经发布过，撤销导入不会删除它"))
    if str(page.pk) in reviewed:
        return Doomed(page, record, _("已经送审过，撤销导入不会删除它"))
    if not page.permissions_for_user(user).can_delete():
        return Doomed(page, record, _("您没有删除它的权限"))
    if record.settled.get(str(page.pk)) != stamp(page):
        return Doomed(page, record, _("导入之后有人改过"), may_confirm=True)
    return Doomed(page, record)


def undo(batch: ImportBatch, user: Any, confirmed: bool = False) -> Plan:
    """Delete the drafts and what only they used; write it into the event log. Returns what was done.

    `confirmed`: also those that somebody has edited since. The files may be imported again afterwards.
    """
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        plan = plan_undo(batch, user)
        going = [*plan.deleted, *(plan.asked if confirmed else [])]
        files = _files_of(batch, going)
        titles = [doomed.page.title for doomed in going]
        forget([doomed.page.translation_key for doomed in going])
        for doomed in going:
            Page.objects.get(pk=doomed.page.pk).delete(user=user)
        removed = [file for file in files if not ReferenceIndex.get_references_to(file).exists()]
        for file in removed:
            file.delete()
        _mark(batch)
        kept = [] if confirmed else plan.asked
        batch.undone_at, batch.undone_by = timezone.now(), user
        batch.save(update_fields=["undone_at", "undone_by"])
        record_event(
            "import.undo",
            batch,
            actor=user,
            detail={"deleted": titles, "kept": [d.page.title for d in (*kept, *plan.kept)], "files": len(removed)},
        )
    return Plan(deleted=going, asked=kept, kept=plan.kept, attachments=len(removed))


def _files_of(batch: ImportBatch, going: list[Doomed]) -> list[Any]:
    """Attachments and pictures that this batch brought and its drafts refer to."""
    models = {get_document_model(): [], get_image_model(): []}
    for doomed in going:
        for reference in ReferenceIndex.get_references_for_object(doomed.page.specific):
            model = reference.to_content_type.model_class()
            if model in models:
                models[model].append(reference.to_object_id)
    documents = set(batch.records.exclude(document=None).values_list("document_id", flat=True))
    last = batch.finished_at or timezone.now()
    brought = {"uploaded_by_user": batch.created_by, "created_at__gte": batch.created_at, "created_at__lte": last}
    of_records = Q(pk__in=documents)
    return [
        *get_document_model().objects.filter(of_records | Q(pk__in=models[get_document_model()], **brought)),
        *get_image_model().objects.filter(pk__in=models[get_image_model()], **brought),
    ]


def _mark(batch: ImportBatch) -> None:
    """Records whose drafts are gone, or never came, are undone; those that still have one stay as they are."""
    batch.records.filter(status__in=(ImportRecord.Status.WAITING, ImportRecord.Status.CHECKED)).update(
        status=ImportRecord.Status.UNDONE
    )
    held = (ImportRecord.Status.ATTACHED, ImportRecord.Status.UNMATCHED)
    for record in batch.records.select_related("page", "enclosed_page").all():
        lost_file = record.status in held and record.document_id is None
        lost_draft = record.status == ImportRecord.Status.DRAFT and not record.pages
        if lost_file or lost_draft:
            record.status = ImportRecord.Status.UNDONE
            record.save(update_fields=["status"])
