"""What editors see of twins: a twin's own screen, where passages are corrected, and the report of what needs them."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.permissions import page_permission_policy
from wagtail_localize.strings import StringValue

from publications.audit import record_event
from publications.outbox import enqueue
from twins.corrections import keep
from twins.followers import follow_or_report
from twins.models import Correction, TwinState
from twins.origins import counterpart, original_page, original_pages
from twins.passages import Corrections, Passage, passages_of, segments_of
from twins.translator import SCRIPTS

_TAG = re.compile(r"<[^>]*>")
LISTED = 200


@dataclass(frozen=True)
class Row:
    """A passage on the screen; texts without tags are shown as plain text. `name` is its field in the form."""

    name: str
    passage: Passage
    shown_source: str
    shown_converted: str
    text: str
    correction: Correction | None


def shown(fragment: str) -> str:
    return fragment if _TAG.search(fragment) else html.unescape(fragment)


def rows_of(original: Page, twin: Page) -> tuple[list[Row], list[Correction]]:
    """The passages of the live original with their corrections, and the corrections that fit none of them."""
    passages = passages_of(segments_of(original.specific), SCRIPTS[twin.locale.language_code])
    known = Corrections(list(Correction.objects.of(twin.translation_key)), passages)
    rows = []
    for number, passage in enumerate(passages):
        correction = known.of(passage)
        text = shown(correction.latest) if correction else ""
        name = f"{number}-{passage.key[1][:16]}"
        rows.append(Row(name, passage, shown(passage.source), shown(passage.converted), text, correction))
    return rows, [correction for correction in known.lost if correction.dismissed_at is None]


def edit_twin(request: HttpRequest, twin: Page, original: Page) -> HttpResponse:
    """A twin's screen in place of the editor: what it follows, its passages, room to correct them."""
    rows, lost = rows_of(original, twin)
    if request.method == "POST":
        problems = save_corrections(request, twin, rows)
        for problem in problems:
            messages.error(request, problem)
        if not problems:
            messages.success(request, _("校正已保存，将在原文下次发布时生效。"))
        return redirect("wagtailadmin_pages:edit", twin.pk)
    context = {
        "twin": twin,
        "original": original,
        "original_script": _("简体") if SCRIPTS[original.locale.language_code] == "hans" else _("繁体"),
        "state": TwinState.objects.filter(translation_key=twin.translation_key).first(),
        "rows": rows,
        "lost": lost,
        "kept": Correction.objects.of(twin.translation_key).kept().select_related("author")[:LISTED],
        "may_edit_original": original.permissions_for_user(request.user).can_edit(),
    }
    return TemplateResponse(request, "twins/edit.html", context)


def save_corrections(request: HttpRequest, twin: Page, rows: list[Row]) -> list[str]:
    """Keep what was typed; an emptied or unchanged text takes its correction away. The problems, for the editor."""
    problems = []
    by_name = {row.name: row for row in rows}
    for name, value in request.POST.items():
        if not name.startswith("text-"):
            continue
        row, typed = by_name.get(name.removeprefix("text-")), value.replace("\r\n", "\n").strip()
        if row is None:
            if typed:
                problems.append(_("原文刚刚改动过，这一处没有保存，请核对后重填：%(text)s") % {"text": typed[:40]})
        elif typed != row.text:
            problems += _save_correction(request, twin, row, typed)
    return problems


def _save_correction(request: HttpRequest, twin: Page, row: Row, typed: str) -> list[str]:
    if typed == row.shown_converted:
        typed = ""
    text, problem = as_fragment(row.passage, typed) if typed else ("", "")
    if problem:
        return [problem]
    if text or row.correction:
        keep(row.passage, twin, text, request.user)
        record_event("twins.correct", twin, detail={"source": row.shown_source, "text": typed})
    return []


def as_fragment(passage: Passage, typed: str) -> tuple[str, str]:
    """(HTML, problem): what was typed as it is stored; a passage with tags must keep them all."""
    if not _TAG.search(passage.source):
        return StringValue.from_plaintext(typed).data, ""
    # A bracket left over would open a tag that swallows the next one of the page.
    same_tags = sorted(_TAG.findall(typed)) == sorted(_TAG.findall(passage.source))
    if not same_tags or re.search("[<>]", _TAG.sub("", typed)):
        return "", _("尖括号中的标记须与原文一致，只改文字：%(text)s") % {"text": typed[:40]}
    return typed, ""


def report(request: HttpRequest) -> HttpResponse:
    """繁简同步: twins that fail, corrections that were lost, corrections that wait for the next publication."""
    if not may_see_report(request.user):
        raise PermissionDenied
    corrections = Correction.objects.select_related("author")
    listed: dict[str, list[Any]] = {
        "failing": list(TwinState.objects.exclude(error="").order_by("-failed_at")[:LISTED]),
        "lost": list(corrections.lost()[:LISTED]),
        "pending": list(corrections.pending()[:LISTED]),
    }
    originals = original_pages({row.translation_key for rows in listed.values() for row in rows})
    context = {name: [(row, originals.get(row.translation_key)) for row in rows] for name, rows in listed.items()}
    return TemplateResponse(request, "twins/report.html", context)


def may_see_report(user: Any) -> bool:
    """Whoever writes pages: titles and sentences of drafts and private pages stand in it."""
    return bool(page_permission_policy.user_has_any_permission(user, {"add", "change"}))


def _editable_original(request: HttpRequest, key: UUID) -> Page:
    original = original_page(key)
    if original is None:
        raise PermissionDenied
    if not original.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return original


@require_POST
def retry(request: HttpRequest, key: UUID) -> HttpResponseRedirect:
    """重试: follow one original now, and say how it went."""
    original = _editable_original(request, key)
    try:
        follow_or_report(key, rewrite=True)
    except Exception:  # reported, and shown in the list
        enqueue(original, "saved", consumer="twins")
        messages.error(request, _("仍未成功，原因见下表；系统会继续自动重试。"))
    else:
        messages.success(request, _("《%(title)s》已同步。") % {"title": original.title})
    record_event("twins.retry", original)
    return redirect("twins:report")


@require_POST
def dismiss(request: HttpRequest, pk: int) -> HttpResponseRedirect:
    """已处理: somebody has seen that a correction was lost; it leaves the list and stays in its page's history."""
    correction = get_object_or_404(Correction.objects.lost(), pk=pk)
    original = _editable_original(request, correction.translation_key)
    record_event("twins.dismiss", original, detail={"source": correction.source, "text": correction.text})
    Correction.objects.filter(pk=pk).update(dismissed_at=timezone.now())
    return redirect((request.POST.get("next") == "twin" and _twin_address(original)) or reverse("twins:report"))


@require_POST
def put_back(request: HttpRequest, pk: int) -> HttpResponseRedirect:
    """放回: a lost correction's words for the passage that stands in the same place now."""
    correction = get_object_or_404(Correction, pk=pk, lost_at__isnull=False)
    original = _editable_original(request, correction.translation_key)
    twin = counterpart(original)
    rows = rows_of(original, twin)[0] if twin else []
    row = next((row for row in rows if row.passage.path == correction.path), None)
    if twin is None or row is None:
        messages.error(request, _("原文中已没有这一段，请在下表中找到相应的文段填写。"))
    elif problems := _save_correction(request, twin, row, shown(correction.text)):
        messages.error(request, problems[0])
    else:
        Correction.objects.filter(pk=pk).update(dismissed_at=timezone.now())
        messages.success(request, _("校正已放回，将在原文下次发布时生效。"))
    return redirect(_twin_address(original))


def _twin_address(original: Page) -> str:
    twin = counterpart(original)
    return reverse("wagtailadmin_pages:edit", args=[twin.pk]) if twin else reverse("twins:report")
