"""旧栏目对照: after a dry run, into which columns the old site's go; suggested by their names, chosen by the editor."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from ingest.access import writable_columns
from ingest.batch_forms import ColumnMapForm
from ingest.column_maps import from_json, suggest
from ingest.models import ImportBatch
from ingest.old_site import Origin
from ingest.queue import control
from ingest.queue.tasks import go_on
from ingest.views.visible import batch_or_404


@require_http_methods(["GET", "POST"])
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """The table of a batch that was tried; a POST keeps it and tries again, or imports for real."""
    batch = batch_or_404(request, pk)
    if not batch.dry_run or batch.finished_at is None or batch.undone_at:
        raise Http404
    choices = writable_columns(request.user)
    form = ColumnMapForm(
        request.POST if request.method == "POST" else None, rows=old_columns(batch, choices), columns=choices
    )
    if form.is_valid():
        batch.columns_map = form.entries()
        batch.save(update_fields=["columns_map"])
        control.do_for_real(batch, request.user)
        if request.POST.get("do") != "import":
            ImportBatch.objects.filter(pk=batch.pk).update(dry_run=True)
            messages.success(request, _("对照表已保存，正在重新试运行"))
        go_on(batch.pk)
        return redirect("ingest_batch", batch.pk)
    return render(request, "ingest/columns.html", {"batch": batch, "form": form})


def old_columns(batch: ImportBatch, choices: list[Any]) -> list[dict[str, Any]]:
    """[{old, count, column, suggested}]: what the files name, the most frequent first, and what the table has beside."""
    named = Counter(batch.records.exclude(old_column="").values_list("old_column", flat=True))
    given = from_json(batch.columns_map)
    rows = []
    for old, count in named.most_common():
        origin = Origin(columns=tuple(old.split("/")))
        chosen = given.find(origin)
        proposed = None if chosen else suggest(origin, choices)
        rows.append({
            "old": old, "count": count, "column": chosen or (proposed.pk if proposed else None), "suggested": bool(proposed)
        })  # fmt: skip
    said = {row["old"] for row in rows}
    rows += [{"old": old, "count": 0, "column": pk, "suggested": False} for old, pk in given.entries if old not in said]
    return rows
