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

from ingest.access import writable_columns
from ingest.forms import OneFileForm, UploadForm, messages_of
from ingest.models import ImportBatch, ImportRecord
from ingest.presentation import STATE_NAMES, shown_line
from ingest.uploads import Upload
from ingest.views.visible import batch_or_404, must_be_allowed, refuse, visible_batches

RECENT = 5


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """The form; a POST imports and goes on to the draft's fields, or to the batch."""
    form = _form(request)
    if form.is_valid():
        batch = _begin(request, form)
        run = Upload(batch, request.user)
        for file in form.cleaned_data["files"]:
            run.add(file)
        run.finish()
        return redirect(next_address(batch))
    files = ImportRecord.objects.only("file_name", "batch").order_by("pk")
    recent = visible_batches(request.user).prefetch_related(Prefetch("records", queryset=files))[:RECENT]
    return render(request, "ingest/upload.html", {"form": form, "recent": recent})


def _form(request: HttpRequest, needs_files: bool = True) -> UploadForm:
    must_be_allowed(request)
    columns = writable_columns(request.user)
    if not columns:
        refuse()
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    initial = {"under": request.GET.get("under", "")}
    return UploadForm(*sent, columns=columns, initial=initial, needs_files=needs_files)


def _begin(request: HttpRequest, form: UploadForm) -> ImportBatch:
    return ImportBatch.objects.create(column=form.cleaned_data["under"], created_by=request.user)


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
    records = Upload(batch, request.user).add(form.cleaned_data["file"])
    return JsonResponse({"files": [_told(record) for record in records]})


def _told(record: ImportRecord) -> dict[str, Any]:
    line = shown_line(record)
    if record.state == "unmatched":
        return {"name": line["name"], "state": "held", "label": _("附件"), "said": _("等文件到齐后归到所属的通知")}
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
    Upload(batch, request.user).finish()
    address = next_address(batch)
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return JsonResponse({"next": address})
    return redirect(address)


def _open(request: HttpRequest, pk: int) -> ImportBatch:
    batch = batch_or_404(request, pk)
    if batch.created_by_id != request.user.pk:
        raise PermissionDenied(_("只有上传文件的人可以接着处理这一批"))
    if batch.finished_at or batch.undone_at:
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
