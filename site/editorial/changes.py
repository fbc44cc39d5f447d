"""What changed between two versions of a document (改动), line by line and, within a line, character by character."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Revision, TaskState, WorkflowState

from editorial.models import ReviewState
from publications.models import OfficialDocumentPage

FIELDS = (
    "title", "summary", "document_number", "index_number", "issuing_body", "recipients", "copies_to", "signatory",
    "written_on", "issued_on", "published_on", "effective_on", "expires_on", "validity", "planned_publication",
    "disclosure", "responsible_editor",
)  # fmt: skip
MOST_LINES = 3_000
SAME, GONE, NEW = "same", "gone", "new"


@dataclass(frozen=True)
class Piece:
    """A run of characters: "same", "gone" or "new"."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """One line that changed, as pieces."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Changes:
    """改动 since `since` (said in words); `lines` is empty where nothing changed."""

    since: str
    lines: tuple[Change, ...]


def changes_of(state: ReviewState) -> Changes | None:
    """What changed since the last step that somebody finished, else since what is public; None for a first 送审."""
    before = _last_read(state)
    if before is not None:
        return Changes(
            _("上一环节（%(step)s）") % {"step": before.task.name}, _between(before.revision, state.revision)
        )
    page = state.workflow_state.content_object
    if page.live and page.live_revision_id:
        return Changes(_("已发布的版本"), _between(page.live_revision, state.revision))
    return None


def _last_read(state: ReviewState) -> ReviewState | None:
    """The last review of the same document that was finished with a yes or a no."""
    rounds = WorkflowState.objects.filter(
        base_content_type=state.workflow_state.base_content_type_id, object_id=state.workflow_state.object_id
    )
    finished = (TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED)
    earlier = ReviewState.objects.filter(workflow_state__in=rounds, status__in=finished, pk__lt=state.pk)
    return earlier.exclude(revision=None).select_related("revision", "task").order_by("-pk").first()


def _between(old: Revision, new: Revision) -> tuple[Change, ...]:
    if old.pk == new.pk:
        return ()
    return tuple(compare(lines_of(old.as_object()), lines_of(new.as_object())))


def lines_of(document: Any) -> list[str]:
    """Everything an editor can change, a line a field or paragraph."""
    lines = []
    for name in FIELDS:
        value = getattr(document, name, None)
        if value:
            display = getattr(document, f"get_{name}_display", None)
            label = document._meta.get_field(name).verbose_name
            lines.append(_("%(label)s：%(value)s") % {"label": label, "value": display() if display else value})
    if isinstance(document, OfficialDocumentPage):
        text = document._meta.get_field("body").get_searchable_content(document.body)
        lines += [line for part in text for line in str(part).splitlines() if line.strip()]
    return lines[:MOST_LINES]


def compare(old: list[str], new: list[str]) -> Iterator[Change]:
    """The lines that differ, in the order of the new text."""
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        gone, come = old[i1:i2], new[j1:j2]
        pairs = min(len(gone), len(come))
        for before, after in zip(gone, come, strict=False):
            yield Change(tuple(_within(before, after)))
        yield from (Change((Piece(GONE, line),)) for line in gone[pairs:])
        yield from (Change((Piece(NEW, line),)) for line in come[pairs:])


def _within(old: str, new: str) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.quick_ratio() < 0.4:  # another sentence altogether
        yield from (Piece(GONE, old), Piece(NEW, new))
        return
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            yield Piece(SAME, old[i1:i2])
            continue
        if i2 > i1:
            yield Piece(GONE, old[i1:i2])
        if j2 > j1:
            yield Piece(NEW, new[j1:j2])
