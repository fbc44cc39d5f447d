"""One imported file: its fields to confirm, its attachments, what was removed, and the original beside the cleaned text."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from ingest.access import why_not, writable_places
from ingest.annexes import match_annex
from ingest.attachments import attach, attach_label, attached_files, notice_of
from ingest.confirmation import ConfirmationForm
from ingest.deciding import Outcome
from ingest.deciding import decide as decide_on
from ingest.forms import AttachmentsForm, messages_of
from ingest.models import ImportRecord
from ingest.presentation import (
    comparison_of,
    doubts,
    missing_annexes,
    rule_name,
    shown_comparison,
    shown_fields,
    shown_findings,
    shown_removals,
)
from ingest.views.visible import record_or_404
from publications.models import IssuingBody

MAX_BODIES = 300
SHOWN_LEFT = 3
DECISION = re.compile(r"(?P<word>accepted|refused)\|(?P<rule>[a-z_]{1,40})(?::(?P<place>\d{1,6}:\d{1,7}:-?\d{1,7}))?")


@require_http_methods(["GET", "POST"])
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """核对. A POST confirms and goes on to the editing form or to the next file."""
    record = record_or_404(request, pk)
    page = draft_of(record)
    if page is None:
        messages.warning(request, _("这个文件没有草稿，或草稿已经删除"))
        return redirect(_home(record))
    obstacle = why_not(page, request.user)
    take = request.POST.get("take", "")
    form = ConfirmationForm(
        request.POST if request.method == "POST" else None,
        record=record,
        page=page,
        places=writable_places(request.user),
        take=take,
    )
    if request.method == "POST" and obstacle:
        raise PermissionDenied(obstacle)
    if request.method == "POST" and not take and form.is_valid():
        try:
            saved = form.save(request.user)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("《%(title)s》的字段已确认") % {"title": saved.title})
            return redirect(_after(request, record, saved))
    if take:  # another value is shown, nothing has been judged yet
        form.errors.clear()
    return render(request, "ingest/file.html", _context(request, record, page, form, obstacle))


def draft_of(record: ImportRecord) -> Any | None:
    """The draft's latest text; None where there is none."""
    if record.status != ImportRecord.Status.DRAFT or record.page is None:
        return None
    return record.page.get_latest_revision_as_object()


def _after(request: HttpRequest, record: ImportRecord, page: Any) -> str:
    if request.POST.get("go") == "next":
        following = _following(record)
        if following is not None:
            return reverse("ingest_file", args=[following])
        return reverse("ingest_batch", args=[record.batch_id]) if record.batch_id else reverse("ingest_upload")
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _siblings(record: ImportRecord) -> list[tuple[int, bool]]:
    """(id, confirmed) of the drafts of the batch, in order."""
    if record.batch_id is None:
        return [(record.pk, record.confirmed_at is not None)]
    drafts = ImportRecord.objects.filter(
        batch=record.batch_id, status=ImportRecord.Status.DRAFT, page__isnull=False
    ).order_by("pk")
    return [(pk, confirmed is not None) for pk, confirmed in drafts.values_list("pk", "confirmed_at")]


def _following(record: ImportRecord) -> int | None:
    """The next draft of the batch that waits, from here on and then from the start."""
    waiting = [pk for pk, confirmed in _siblings(record) if not confirmed and pk != record.pk]
    return next((pk for pk in waiting if pk > record.pk), waiting[0] if waiting else None)


def _home(record: ImportRecord) -> str:
    return reverse("ingest_batch", args=[record.batch_id]) if record.batch_id else reverse("ingest_upload")


def _context(
    request: HttpRequest, record: ImportRecord, page: Any, form: ConfirmationForm, obstacle: str
) -> dict[str, Any]:
    order = [pk for pk, _confirmed in _siblings(record)]
    at = order.index(record.pk)
    only_changes = request.GET.get("show") == "changes"
    comparison = comparison_of(record)
    rows = shown_comparison(comparison["rows"], only_changes)
    attached = attached_files(page)
    return {
        "record": record, "page": page, "form": form, "rows": shown_fields(form), "obstacle": obstacle,
        "doubts": doubts(record), "findings": shown_findings(record), "removals": shown_removals(record, rows),
        "removed_total": sum(removal["count"] for removal in record.removals),
        "language": {"hans": "zh-Hans", "hant": "zh-Hant"}.get(page.original_script, "zh"),
        "comparison": rows, "cut": comparison["cut"], "only_changes": only_changes,
        "attached": attached, "missing": missing_annexes(record, attached), "attachments_form": AttachmentsForm(),
        "bodies": IssuingBody.objects.filter(active=True).values_list("name", flat=True)[:MAX_BODIES],
        "number": at + 1, "total": len(order), "previous": order[at - 1] if at else None,
        "next": order[at + 1] if at + 1 < len(order) else None, "has_following": _following(record) is not None,
    }  # fmt: skip


def _to_change(request: HttpRequest, pk: int) -> tuple[ImportRecord, Any | None]:
    """A file and its draft, if it has one. Raises Http404, and PermissionDenied where somebody may not change it (now)."""
    record = record_or_404(request, pk)
    page = draft_of(record)
    if page is not None and (obstacle := why_not(page, request.user)):
        raise PermissionDenied(obstacle)
    return record, page


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """接受或恢复: one cleaning rule, or one place of it, as the button's value says: refused|nbsp or refused|nbsp:3:7:8."""
    record, page = _to_change(request, pk)
    if page is None:
        return redirect(_home(record))
    match = DECISION.fullmatch(request.POST.get("decide", ""))
    if match is None:
        messages.error(request, _("没有收到要接受或恢复的内容，请再点一次。"))
        return redirect(reverse("ingest_file", args=[record.pk]) + "#import-removals")
    word, rule, place = match["word"], match["rule"], match["place"] or ""
    try:
        outcome = decide_on(record, request.user, rule, word, place)
    except ValidationError as error:
        messages.error(request, "；".join(error.messages))
    else:
        _say(request, outcome, rule_name(rule), word)
    show = "?show=changes" if request.GET.get("show") == "changes" else ""
    return redirect(
        reverse("ingest_file", args=[record.pk]) + show + (f"#o-{place.split(':')[0]}" if place else "#import-removals")
    )


def _say(request: HttpRequest, outcome: Outcome, name: str, word: str) -> None:
    said = _("已恢复原文：%(rule)s") if word == "refused" else _("已接受清理：%(rule)s")
    if outcome.changed:
        said = _("%(said)s，草稿有 %(count)d 处跟着改了") % {"said": said, "count": outcome.changed}
    messages.success(request, said % {"rule": name})
    if outcome.left:
        shown = "；".join(f"“{words}”" for words in outcome.left[:SHOWN_LEFT])
        left = _("您在编辑页改过的 %(count)d 段没有动，需要时请自己改：%(words)s")
        messages.warning(request, left % {"count": len(outcome.left), "words": shown})


@require_POST
def add_attachments(request: HttpRequest, pk: int) -> HttpResponse:
    """附件 that came later than the notice."""
    record, page = _to_change(request, pk)
    if page is None:
        return redirect(_home(record))
    form = AttachmentsForm(request.POST, request.FILES)
    form.is_valid()
    for message in messages_of(form):
        messages.error(request, message)
    for upload in form.cleaned_data.get("files", []):
        found = match_annex(upload.name, [notice_of(record)])
        label = attach_label(upload.name, found[1] if found else None)
        try:
            attach(record, upload.name, upload.read(), label, request.user)
        except ValidationError as error:
            messages.error(request, f"{upload.name}：{'；'.join(error.messages)}")
        else:
            messages.success(request, _("已附上：%(label)s") % {"label": label})
    return redirect(reverse("ingest_file", args=[record.pk]) + "#attachments")
