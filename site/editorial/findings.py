"""What stops a document at 送审 and again at 终审, and what its reviewers should look at: each a Chinese sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from editorial import proofreading
from publications.choices import Kind
from publications.models import OfficialDocumentPage
from publications.numbering import other_holders

# 待定, 暂无, XXXX, 0000-00000 typed to get past the field.
PLACEHOLDER = re.compile(r"待[定编补填]|暂[无缺]|^无$|[xXｘＸ×*＊?？#]{3,}|^[\W_0]+$")


@dataclass(frozen=True)
class Found:
    """One finding. `field` or `block` say where; `fix` is certain, to be put in place of `quote`."""

    message: str
    blocking: bool
    field: str = ""
    block: str = ""
    quote: str = ""
    fix: str | None = None


def all_of(document: Any) -> list[Found]:
    """Everything found in `document` (a page as it would be published), what stops it first."""
    found = [*_missing(document), *_proofed(document)]
    return sorted(found, key=lambda one: not one.blocking)


def blocking(document: Any) -> list[str]:
    """The findings that stop `document`; empty where nothing does."""
    return [found.message for found in all_of(document) if found.blocking]


def blocking_together(document: Any, others: Sequence[Any]) -> list[str]:
    """What stops `document` or one of those that go along with it."""
    found = blocking(document)
    for other in others:
        found += [
            _("所附《%(title)s》%(finding)s") % {"title": other.title, "finding": finding}
            for finding in blocking(other)
        ]
    return found


def sentence(found: Sequence[str]) -> str:
    """The findings as one message."""
    return _("不能送审或发布：%(findings)s。") % {"findings": "；".join(found)}


def _missing(document: Any) -> Iterator[Found]:
    if not (document.title or "").strip():
        yield Found(_("没有标题"), True, "title")
    if not isinstance(document, OfficialDocumentPage):
        return
    if document.document_kind == Kind.NOTICE and document.issuing_body_id is None:
        yield Found(_("没有填写发文机关"), True, "issuing_body")
    if document.index_number and PLACEHOLDER.search(document.index_number.strip()):
        text = _("索引号“%(number)s”是占位内容，请填写正式索引号或留空") % {"number": document.index_number}
        yield Found(text, True, "index_number")
        return
    for other in other_holders(document).only("title")[:3]:
        text = _("索引号 %(number)s 已被《%(title)s》使用") % {
            "number": document.index_number,
            "title": other.title,
        }
        yield Found(text, True, "index_number")


def _proofed(document: Any) -> Iterator[Found]:
    for spot in proofreading.spots(document):
        finding = spot.finding
        yield Found(finding.message, finding.level == "error", spot.field, spot.block, finding.quote, finding.fix)
