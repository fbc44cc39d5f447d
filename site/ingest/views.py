"""Import in the admin (从文件导入): upload, then what each file gave, was rid of, and where its draft is."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ingest.access import may_import, writable_columns
from ingest.batch import Batch
from ingest.drafts import DraftMaker
from ingest.forms import UploadForm
from ingest.models import ImportRecord
from ingest.paths import Item, archive_items
from ingest.presentation import shown_record

PAGE_SIZE = 20
MAX_SHOWN = 500


def _must_be_allowed(request: HttpRequest) -> None:
    if not may_import(request.user):
        raise PermissionDenied(_("您没有在任何栏目新建稿件的权限，不能导入文件"))


def _visible(user: Any) -> QuerySet[ImportRecord]:
    """One's own imports; the superuser sees all."""
    records = ImportRecord.objects.select_related("page", "enclosed_page", "created_by")
    return records if user.is_superuser else records.filter(created_by=user)


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """The form; a POST imports and goes on to the result."""
    _must_be_allowed(request)
    columns = writable_columns(request.user)
    if not columns:
        raise PermissionDenied(_("您没有在任何栏目新建稿件的权限，不能导入文件"))
    initial = {"under": request.GET.get("under", "")}
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = UploadForm(*sent, columns=columns, initial=initial)
    if form.is_valid():
        records = _import(form.cleaned_data["files"], form.cleaned_data["under"] or None, request.user)
        numbers = "-".join(str(record.pk) for record in records)
        return redirect(f"{reverse('ingest_result')}?records={numbers}")
    recent = Paginator(_visible(request.user), PAGE_SIZE).get_page(request.GET.get("p"))
    return render(request, "ingest/upload.html", {"form": form, "recent": recent})


def _import(files: list[UploadedFile], under: str | None, user: Any) -> list[ImportRecord]:
    maker, batch, records = DraftMaker(under=under, user=user), Batch(), []
    for file in files:
        for item in _items(file):
            document, data = batch.read(item)
            records.append(maker.save(document, data, item.beside).record)
    return records


def _items(file: UploadedFile) -> list[Item]:
    """The upload itself, or the members of a zip."""
    name = file.name or "文件"
    if name.lower().endswith(".zip"):
        return list(archive_items(name, file.read))
    return [Item(name, file.read)]


@require_GET
def result(request: HttpRequest) -> HttpResponse:
    """What the imports named in ?records=1-2-3 gave."""
    _must_be_allowed(request)
    wanted = [
        int(n)
        for n in request.GET.get("records", "").split("-")[:MAX_SHOWN]
        if n.isascii() and n.isdigit() and len(n) < 19
    ]
    records = sorted(_visible(request.user).filter(pk__in=wanted), key=lambda record: record.pk)
    return render(request, "ingest/result.html", {"records": [shown_record(record) for record in records]})
