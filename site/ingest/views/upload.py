"""The upload: all files in one request, or, with a script, one after the other with each one's state shown."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from ingest.access import writable_columns
from ingest.batch_forms import BatchForm
from ingest.forms import OneFileForm, messages_of
from ingest.models import ImportBatch, ImportRecord
from ingest.presentation import STATE_NAMES, shown_line
from ingest.queue import control
from ingest.queue.disk import DiskFullError
from ingest.queue.receiving import receive
from ingest.queue.tasks import go_on, in_background
from ingest.views.visible import batch_or_404, must_be_allowed, refuse, visible_batches

RECENT = 5
FIRST = 20  # members of an archive that are named at once


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """The form; a POST receives the files and goes on to the draft's fields, or to the batch."""
    form = _form(request)
    if form.is_valid():
        batch = _begin(request, form)
        try:
            for file in form.cleaned_data["files"]:
                receive(batch, file)
        except DiskFullError as error:
            messages.error(request, str(error))
            return redirect("ingest_batch", batch.pk)
        control.received(batch)
        go_on(batch.pk)
        return redirect(next_address(batch))
    files = ImportRecord.objects.only("file_name", "batch").order_by("pk")
    recent = visible_batches(request.user).prefetch_related(Prefetch("records", queryset=files))[:RECENT]
    return render(request, "ingest/upload.html", {"form": form, "recent": recent})


def _form(request: HttpRequest, needs_files: bool = True) -> BatchForm:
    must_be_allowed(request)
    columns = writable_columns(request.user)
    if not columns:
        refuse()
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    initial = {"under": request.GET.get("under", "")}
    return BatchForm(*sent, columns=columns, initial=initial, needs_files=needs_files)


def _begin(request: HttpRequest, form: BatchForm) -> ImportBatch:
    chosen = {name: form.cleaned_data[name] for name in ("dry_run", "columns_map", "addresses")}
    return ImportBatch.objects.create(column=form.cleaned_data["under"], created_by=request.user, **chosen)


@require_POST
def start(request: HttpRequest) -> JsonResponse:
    """A batch whose files follow one by one: {add, finish} or {error}."""
    form = _form(request, needs_files=False)
    if not form.is_valid():
        return JsonResponse({"error": "；".join(messages_of(form))}, status=400)
    batch = _begin(request, form)
    return JsonResponse(
        {"add": reverse("ingest_add", args=[batch.pk]), "finish": reverse("ingest_finish", args=[batch.pk])}
    )


@require_POST
def add(request: HttpRequest, pk: int) -> JsonResponse:
    """One file of an open batch: {files: [{name, state, label, said}]} or {error}."""
    batch = _open(request, pk)
    form = OneFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse({"error": "；".join(messages_of(form))}, status=400)
    try:
        record = receive(batch, form.cleaned_data["file"])
    except DiskFullError as error:
        return JsonResponse({"error": str(error)}, status=507)
    if not in_background():
        go_on(batch.pk)
    found = list(batch.records.filter(pk__gte=record.pk).order_by("pk").defer("sketch", "comparison")[:FIRST])
    return JsonResponse({"files": [_told(record) for record in found]})


def _told(record: ImportRecord) -> dict[str, Any]:
    line = shown_line(record)
    if record.state == "unmatched":
        return {"name": line["name"], "state": "held", "label": _("附件"), "said": _("等文件到齐后归到所属的通知")}
    if record.state == "waiting":
        return {"name": line["name"], "state": "held", "label": _("已收到"), "said": _("排队等待处理")}
    return {
        "name": line["name"],
        "state": line["state"],
        "label": str(STATE_NAMES[line["state"]]),
        "said": str(line["said"]),
    }


@require_POST
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """All files are there: attachments find their notice. A script is told where to go on, a form is sent there."""
    batch = _open(request, pk)
    control.received(batch)
    go_on(batch.pk)
    address = next_address(batch)
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return JsonResponse({"next": address})
    return redirect(address)


def _open(request: HttpRequest, pk: int) -> ImportBatch:
    batch = batch_or_404(request, pk)
    if batch.created_by_id != request.user.pk:
        raise PermissionDenied(_("只有上传文件的人可以接着处理这一批"))
    if batch.received_at or batch.finished_at or batch.undone_at:
        raise PermissionDenied(_("这一批已经处理完毕，请另行导入"))
    return batch


def next_address(batch: ImportBatch) -> str:
    """One draft: straight to its fields. Several, or something to say about a file: the batch."""
    records = list(batch.records.defer("sketch", "comparison"))
    drafts = [record for record in records if record.state == "to_confirm"]
    quiet = all(record.state in ("to_confirm", "attached") for record in records)
    if len(drafts) == 1 and quiet:
        return reverse("ingest_file", args=[drafts[0].pk])
    return reverse("ingest_batch", args=[batch.pk])
