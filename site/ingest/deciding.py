"""An editor accepts or refuses a cleaning rule or a single place of it (取舍); the draft follows, and the decision is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from ingest.attachments import write_draft
from ingest.body import body_stream
from ingest.cleaning.decisions import Decisions, Word
from ingest.comparison import compare
from ingest.document import ImportedDocument
from ingest.merging import merge
from ingest.models import ImportRecord
from ingest.pipeline import import_document
from ingest.presentation import rule_name
from ingest.readers.source import Block
from ingest.records import reports_of, storable
from ingest.similarity import sketch, text_hash
from publications.audit import record_event

# What the saving of the draft found out, which reading the file again does not.
OF_THE_DRAFT = ("near_duplicate", "column_script")
PICTURES = "pictures"


@dataclass
class Outcome:
    """`changed` paragraphs of the draft followed; `left` are the words of those that somebody had changed since."""

    changed: int = 0
    left: list[str] = field(default_factory=list)


def decide(record: ImportRecord, user: Any, rule: str, word: Word, place: str = "") -> Outcome:
    """Refuse or accept `rule`, or its place "origin:start:end" alone. Raises ValidationError where the original is gone."""
    with transaction.atomic():
        record = ImportRecord.objects.select_for_update().get(pk=record.pk)
        before = Decisions.of(record.decisions)
        after = before.with_place(f"{rule}:{place}", word) if place else before.with_rule(rule, word)
        data = _original(record)
        old = import_document(data, record.file_name, before)
        new = import_document(data, record.file_name, after)
        if new.status == "failed" or rule not in {removal.rule for removal in new.removals}:
            raise ValidationError(_("这条清理规则在这份文件里没有用到，请刷新页面再试。"))
        outcome = _follow(record, old, new, user)
        _keep(record, new, after)
        said = _("恢复原文") if word == "refused" else _("接受清理")
        detail = {"file": record.file_name, "rule": str(rule_name(rule)), "place": _words(new, place), "decision": said}
        page = Page.objects.filter(pk=record.page_id).first()
        record_event("import.decide", page, detail={**detail, "left": outcome.left}, actor=user)
    return outcome


def _original(record: ImportRecord) -> bytes:
    try:
        with record.original.open("rb") as file:
            return bytes(file.read())
    except (OSError, ValueError) as error:
        raise ValidationError(_("没有保存这份文件的原件，不能恢复，请直接在编辑页修改。")) from error


def _follow(record: ImportRecord, old: ImportedDocument, new: ImportedDocument, user: Any) -> Outcome:
    """Bring what changed between two readings into the drafts."""
    outcome = Outcome()
    pages = {"main": record.page_id, "enclosed": record.enclosed_page_id}
    made = {part.role: part for part in new.parts}
    for part in old.parts:
        page = Page.objects.filter(pk=pages[part.role]).first() if pages.get(part.role) else None
        if page is None or part.role not in made:
            continue
        draft = page.get_latest_revision_as_object()
        merged = merge(
            body_stream(part, _no_picture),
            body_stream(made[part.role], _no_picture),
            [dict(block) for block in draft.body.get_prep_value()],
        )
        retitled = part.title != made[part.role].title and draft.title == part.title and bool(made[part.role].title)
        outcome.changed += merged.changed + retitled
        outcome.left += merged.left
        if not merged.changed and not retitled:
            continue
        if retitled:
            draft.title = made[part.role].title[:255]
        draft.body = draft._meta.get_field("body").to_python(merged.stream)
        write_draft(record, draft, user)
    return outcome


def _no_picture(block: Block, caption: str) -> dict[str, Any]:
    """Pictures are the draft's; for merging it is enough to know where they stand."""
    return {"caption": caption}


def _keep(record: ImportRecord, document: ImportedDocument, decisions: Decisions) -> None:
    """The record says what the draft's text is now."""
    pictures = [removal for removal in record.removals if removal["rule"] == PICTURES]
    earlier = [finding for finding in record.findings if finding["code"] in OF_THE_DRAFT]
    reports = reports_of(document)
    record.decisions = decisions.stored()
    record.removals = [*reports["removals"], *pictures]
    record.findings = [*reports["findings"], *earlier]
    record.damaged = reports["damaged"]
    record.comparison = storable(compare(document))
    record.text_hash, record.sketch = text_hash(document.text), list(sketch(document.text))
    record.save(update_fields=["decisions", "removals", "findings", "damaged", "comparison", "text_hash", "sketch"])


def _words(document: ImportedDocument, place: str) -> str:
    """What stands at the place of the original."""
    if not place:
        return ""
    origin, start, end = (int(number) for number in place.split(":"))
    text = document.originals[origin] if 0 <= origin < len(document.originals) else ""
    return text[:80] if end < 0 else text[max(start - 4, 0) : end + 4]
