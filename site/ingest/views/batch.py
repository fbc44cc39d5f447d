"""A batch: each file with what happened and what is next; attachments to place; undo."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin import messages

from ingest import undoing
from ingest.annexes import file_annex
from ingest.attachments import attach_label
from ingest.drafts import DraftMaker
from ingest.models import ImportBatch, ImportRecord
from ingest.presentation import STATE_NAMES, doubts, shown_line
from ingest.uploads import attach_record, import_held
from ingest.views.visible import batch_or_404, record_or_404, visible_records
from publications.audit import record_event

Status = ImportRecord.Status


@require_GET
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """The files of a batch."""
    shown = batch_or_404(request, pk)
    records = list(visible_records(request.user).filter(batch=shown).order_by("pk"))
    lines = [shown_line(record, earlier_of(records)) for record in records]
    drafts = [line for line in lines if line["state"] in ("to_confirm", "confirmed")]
    waiting = [line for line in lines if line["state"] == "to_confirm"]
    context = {
        "batch": shown,
        "lines": lines,
        "counts": counts_of(line["state"] for line in lines),
        "drafts": drafts,
        "first": waiting[0] if waiting else None,
        "clear": sum(1 for line in waiting if not line["doubts"]),
    }
    return render(request, "ingest/batch.html", context)


def counts_of(states: Any) -> list[dict[str, Any]]:
    """[{state, label, count}] of the states that occur, in the order of STATE_NAMES."""
    states = list(states)
    return [
        {"state": state, "label": label, "count": states.count(state)}
        for state, label in STATE_NAMES.items()
        if state in states
    ]


def earlier_of(records: list[ImportRecord]) -> dict[str, ImportRecord]:
    """What the same bytes gave before, by digest, in one query: a draft, or an attachment of one."""
    digests = {record.sha256 for record in records if record.status == Status.DUPLICATE}
    if not digests:
        return {}
    draft = Q(status=Status.DRAFT, page__isnull=False)
    attached = Q(status=Status.ATTACHED, attached_to__page__isnull=False)
    found = ImportRecord.objects.filter(draft | attached, sha256__in=digests).select_related("attached_to")
    return {record.sha256: record for record in found.defer("sketch", "comparison").order_by("-pk")}


@require_POST
def confirm_clear(request: HttpRequest, pk: int) -> HttpResponse:
    """确认没有疑点的: drafts in which nothing was unsure, as they are."""
    shown = batch_or_404(request, pk)
    records = visible_records(request.user).filter(batch=shown, status=Status.DRAFT, confirmed_at=None)
    clear = [record.pk for record in records if record.page_id and not doubts(record)]
    ImportRecord.objects.filter(pk__in=clear).update(confirmed_at=timezone.now(), confirmed_by=request.user)
    record_event("import.confirm", shown, detail={"records": clear})
    messages.success(request, _("已确认 %(count)d 份没有疑点的稿件") % {"count": len(clear)})
    return redirect("ingest_batch", shown.pk)


@require_POST
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """A file that found no notice: attached to the draft that the editor names, or a draft of its own."""
    record = record_or_404(request, pk)
    to = request.POST.get("to", "")
    if record.status == Status.UNMATCHED and record.original and record.batch is not None:
        if to == "own":
            column = record.batch.column
            import_held(record, DraftMaker(column.specific if column else None, request.user, record.batch))
        else:
            chosen = visible_records(request.user).filter(batch=record.batch, status=Status.DRAFT, page__isnull=False)
            notice = chosen.filter(pk=int(to)).first() if to.isascii() and to.isdigit() and len(to) < 19 else None
            if notice is None:
                messages.error(request, _("请选择附到哪份稿件"))
            else:
                attach_record(
                    record, notice, attach_label(record.file_name, file_annex(record.file_name)), request.user
                )
    return redirect(reverse("ingest_batch", args=[record.batch_id]))


@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """撤销导入: what will be deleted, then the deed."""
    shown: ImportBatch = batch_or_404(request, pk)
    if request.method == "POST" and not shown.undone_at:
        done = undoing.undo(shown, request.user, confirmed=request.POST.get("edited") == "yes")
        words = _("已撤销导入：删除草稿 %(drafts)d 份、附件和图片 %(files)d 个") % {
            "drafts": len(done.deleted),
            "files": done.attachments,
        }
        if done.asked or done.kept:
            words += _("，保留 %(kept)d 份") % {"kept": len(done.asked) + len(done.kept)}
        messages.success(request, words)
        return redirect("ingest_batch", shown.pk)
    plan = undoing.plan_undo(shown, request.user)
    return render(request, "ingest/undo.html", {"batch": shown, "plan": plan})
