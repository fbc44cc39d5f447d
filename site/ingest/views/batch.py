"""A batch: each file with what happened and what is next; attachments to place; undo."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin import messages

from ingest import undoing
from ingest.annexes import file_annex
from ingest.attachments import attach_label
from ingest.batch_report import batch_csv
from ingest.drafts import DraftMaker
from ingest.models import ImportBatch, ImportRecord
from ingest.presentation import STATE_NAMES, doubts, shown_line
from ingest.queue import control
from ingest.queue.control import retryable
from ingest.queue.disk import DiskFullError
from ingest.queue.placing import attach_record, import_held
from ingest.queue.progress import progress_of
from ingest.queue.running import counts
from ingest.queue.tasks import go_on, in_background
from ingest.views.visible import batch_or_404, record_or_404, visible_records
from publications.audit import record_event
from zhtext.numerals import plain_number

Status = ImportRecord.Status
PER_PAGE = 200


def _gone_on(request: HttpRequest, pk: int) -> ImportBatch:
    """A batch, inline after a little more work on it: what a killed process left is taken up by whoever looks."""
    shown = batch_or_404(request, pk)
    if shown.is_waiting and not in_background():
        go_on(shown.pk)
        shown = batch_or_404(request, pk)
    return shown


@require_GET
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """The files of a batch. While it is being worked off the page asks again by itself, and inline goes on with it."""
    shown = _gone_on(request, pk)
    numbers = counts(shown)
    records = visible_records(request.user).filter(batch=shown).order_by("pk")
    state = request.GET.get("state", "")
    drafts = list(records.filter(status=Status.DRAFT, page__isnull=False))
    paginator = Paginator(filtered(records, state), PER_PAGE)
    files = paginator.get_page(request.GET.get("p"))
    found = list(files.object_list)
    earlier = earlier_of(found)
    waiting = [record for record in drafts if not record.confirmed_at]
    context = {
        "batch": shown,
        "lines": [shown_line(record, earlier) for record in found],
        "files": files,
        "state": state,
        "counts": counts_of(numbers, drafts),
        "drafts": drafts if Status.UNMATCHED in numbers else [],
        "first": waiting[0] if waiting else None,
        "clear": sum(1 for record in waiting if not doubts(record)),
        "progress": progress_of(shown),
        "again": retryable(shown).count() if shown.finished_at and not shown.undone_at and not shown.dry_run else 0,
        "columns_url": reverse("ingest_columns", args=[shown.pk]) if shown.finished_at and shown.dry_run else "",
    }
    return render(request, "ingest/batch.html", context)


def filtered(records: QuerySet[ImportRecord], state: str) -> QuerySet[ImportRecord]:
    """Only the files in one state, as counts_of names them."""
    draft = {"to_confirm": {"confirmed_at": None}, "confirmed": {"confirmed_at__isnull": False}}
    if state in draft:
        return records.filter(status=Status.DRAFT, page__isnull=False, **draft[state])
    if state == "gone":
        return records.filter(status=Status.DRAFT, page=None)
    return records.filter(status=state) if state in Status.values else records


def counts_of(numbers: dict[str, int], drafts: list[ImportRecord]) -> list[dict[str, Any]]:
    """[{state, label, count}] of the states that occur, in the order of STATE_NAMES; `numbers` by status."""
    confirmed = sum(1 for record in drafts if record.confirmed_at)
    by_state = {name: number for name, number in numbers.items() if name != Status.DRAFT}
    by_state |= {
        "to_confirm": len(drafts) - confirmed,
        "confirmed": confirmed,
        "gone": numbers.get(Status.DRAFT, 0) - len(drafts),
    }
    return [
        {"state": state, "label": label, "count": by_state[state]}
        for state, label in STATE_NAMES.items()
        if by_state.get(state)
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
    if record.status == Status.UNMATCHED and record.original and record.batch is not None:
        try:
            _claim(request, record, request.POST.get("to", ""))
        except DiskFullError as error:
            messages.error(request, str(error))
    return redirect(reverse("ingest_batch", args=[record.batch_id]))


def _claim(request: HttpRequest, record: ImportRecord, to: str) -> None:
    if to == "own":
        column = record.batch.column
        import_held(record, DraftMaker(column.specific if column else None, request.user, record.batch))
    else:
        chosen = visible_records(request.user).filter(batch=record.batch, status=Status.DRAFT, page__isnull=False)
        notice = chosen.filter(pk=plain_number(to, digits=18)).first()
        if notice is None:
            messages.error(request, _("请选择附到哪份稿件"))
        else:
            attach_record(record, notice, attach_label(record.file_name, file_annex(record.file_name)), request.user)
            if record.status == Status.ATTACHED:
                messages.success(request, _("已附到《%(title)s》") % {"title": notice.page.draft_title})


@require_GET
def progress(request: HttpRequest, pk: int) -> JsonResponse:
    """For a script: {done, total, said} while the batch is being worked off, {} when the page has something new to show."""
    shown = _gone_on(request, pk)
    return JsonResponse(progress_of(shown) or {})


@require_POST
def steer(request: HttpRequest, pk: int) -> HttpResponse:
    """取消, 重试 and 正式导入, by the button that was pressed."""
    shown = batch_or_404(request, pk)
    action = request.POST.get("do", "")
    if action == "cancel" and shown.finished_at is None and not shown.undone_at:
        number = control.cancel(shown, request.user)
        messages.success(request, _("已取消，%(count)d 个文件没有处理") % {"count": number})
    elif action == "retry" and shown.finished_at and not shown.undone_at and not shown.dry_run:
        number = control.retry(shown, request.user)
        messages.success(request, _("%(count)d 个文件重新排队") % {"count": number})
        go_on(shown.pk)
    elif action == "import" and shown.finished_at and not shown.undone_at and shown.dry_run:
        control.do_for_real(shown, request.user)
        go_on(shown.pk)
    return redirect("ingest_batch", shown.pk)


@require_GET
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The batch as CSV, for Excel."""
    shown = batch_or_404(request, pk)
    records = visible_records(request.user).filter(batch=shown).order_by("pk")
    response = HttpResponse(batch_csv(records), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{shown.pk}.csv"'
    return response


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
