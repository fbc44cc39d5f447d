"""A document as its reader meets it: what is said about it, whether it is in force, what stands where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publications.choices import Kind, RelationKind, Validity

if TYPE_CHECKING:
    from publications.models import OfficialDocumentPage
    from publications.relations import RelatedDocument

OFFICIAL = frozenset({Kind.NOTICE, Kind.PLAN})
LONGEST_CONTENTS = 24

VALIDITY_LABELS = {
    **dict(Validity.choices),
    "not_yet": gettext_lazy("尚未施行"),
    "expired": gettext_lazy("已失效"),
}
VALIDITY_TONES = {Validity.IN_FORCE: "ok", Validity.REPEALED: "stop", "not_yet": "warn"}
# Which relation, seen from this document, says why it is no longer as it was.
CAUSES = {
    Validity.REPEALED: (RelationKind.REPEALS, RelationKind.SUPERSEDES),
    Validity.AMENDED: (RelationKind.AMENDS,),
    Validity.SUSPENDED: (RelationKind.REPEALS, RelationKind.SUPERSEDES),
    "expired": (RelationKind.SUPERSEDES, RelationKind.REPEALS),
}


@dataclass(frozen=True)
class Fact:
    """One line of 公文信息; `value` is text, or a date where `is_date`; `wide` values need two columns."""

    label: str
    value: Any
    is_date: bool = False
    wide: bool = False
    verbatim: bool = False
    links: Sequence[tuple[str, str]] = ()  # (text, address): the page of a topic or body, which exists as this one does


def facts(document: OfficialDocumentPage) -> list[Fact]:
    """What inspectors and readers look for, in the one order of the portal; empty fields are absent."""
    topics = document.shown_topics
    bodies = document.issuing_bodies
    lines = [
        Fact(_("索引号"), document.index_number, wide=True, verbatim=True),
        Fact(_("发文机关"), "、".join(body.name for body in bodies), links=_links(bodies)),
        Fact(_("成文日期"), document.written_on, is_date=True),
        Fact(_("发文日期"), document.issued_on, is_date=True),
        Fact(_("发布日期"), document.shown_date, is_date=True),
        Fact(_("主题分类"), "；".join(str(topic) for topic in topics), links=_links(topics)),
        Fact(_("施行日期"), document.effective_on, is_date=True),
        Fact(_("有效期至"), document.expires_on, is_date=True),
        Fact(_("适用对象"), document.audience),
        Fact(_("抄送"), document.copies_to),
        Fact(_("签发人"), document.signatory),
        Fact(_("公开方式"), document.get_disclosure_display()),
        Fact(_("责任编辑"), document.responsible_editor),
    ]
    return [fact for fact in lines if fact.value]


def _links(subjects: Iterable[Any]) -> list[tuple[str, str]]:
    return [(str(subject), subject.get_absolute_url()) for subject in subjects]


@dataclass(frozen=True)
class ValidityState:
    """效力: the word, its tone (ok, stop, warn or empty), since when, and the documents that say why."""

    code: str
    label: str
    tone: str
    since: date | None
    causes: Sequence[RelatedDocument]

    @property
    def in_force(self) -> bool:
        return self.code == Validity.IN_FORCE


def validity_state(document: OfficialDocumentPage) -> ValidityState:
    code = document.validity_today
    kinds = CAUSES.get(code, ())
    causes = [related for related in document.related_documents if related.reverse and related.kind in kinds]
    since = {"not_yet": document.effective_on, "expired": document.expires_on}.get(code)
    return ValidityState(code, str(VALIDITY_LABELS[code]), VALIDITY_TONES.get(code, ""), since, causes)


def validity_tag(document: OfficialDocumentPage) -> tuple[str, str] | None:
    """(word, tone) for lists: only where a document is not simply in force."""
    code = document.validity_today
    return None if code == Validity.IN_FORCE else (str(VALIDITY_LABELS[code]), VALIDITY_TONES.get(code, ""))


@dataclass(frozen=True)
class ContentsEntry:
    """A line of 本文目录."""

    text: str
    anchor: str
    level: int


def contents(
    document: OfficialDocumentPage, enclosed: Iterable[OfficialDocumentPage] = (), attachments: int = 0
) -> list[ContentsEntry]:
    """本文目录 of a document with what it encloses: headings of two levels, or of one where that would be too long."""
    enclosed = list(enclosed)
    entries = [ContentsEntry(_("通知正文"), "text", 1)] if enclosed else []
    entries += _headings(document, "")
    for number, page in enumerate(enclosed, start=1):
        if len(enclosed) > 1 or not page.headings:
            entries.append(ContentsEntry(page.title, enclosed_anchor(number), 1))
        entries += _headings(page, enclosed_prefix(number))
    if len(entries) > LONGEST_CONTENTS:
        entries = [entry for entry in entries if entry.level == 1]
    if attachments:
        entries.append(ContentsEntry(_("附件（%(count)d）") % {"count": attachments}, "attachments", 1))
    return entries if len(entries) >= 3 else []


def enclosed_anchor(number: int) -> str:
    """Where the `number`-th enclosed document begins in its notice."""
    return f"enclosed-{number}"


def enclosed_prefix(number: int) -> str:
    """Before the anchors of an enclosed document, so that two that both begin with 一、 stay apart."""
    return f"e{number}-"


def _headings(page: OfficialDocumentPage, prefix: str) -> list[ContentsEntry]:
    return [
        ContentsEntry(f"{h['number_text']}{h['text']}", prefix + h["anchor"], h["level"])
        for h in page.headings
        if h["level"] <= 2 and h["anchor"]
    ]


def published_at(document: OfficialDocumentPage) -> Any:
    """发布时间: to the minute where it was first published here, else the day."""
    first = document.first_published_at
    if first and (document.published_on is None or document.published_on == timezone.localdate(first)):
        return first
    return document.shown_date
