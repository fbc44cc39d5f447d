"""What stops a document at 送审 and again at 终审: each finding a Chinese sentence that says what to do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from publications.choices import Kind
from publications.models import OfficialDocumentPage
from publications.numbering import other_holders

# 待定, 暂无, XXXX, 0000-00000 typed to get past the field.
PLACEHOLDER = re.compile(r"待[定编补填]|暂[无缺]|^无$|[xXｘＸ×*＊?？#]{3,}|^[\W_0]+$")


def blocking(document: Any) -> list[str]:
    """The findings that stop `document` (a page as it would be published); empty where nothing does."""
    found = []
    if not (document.title or "").strip():
        found.append(_("没有标题"))
    if not isinstance(document, OfficialDocumentPage):
        return found
    if document.document_kind == Kind.NOTICE and document.issuing_body_id is None:
        found.append(_("没有填写发文机关"))
    if document.index_number and PLACEHOLDER.search(document.index_number.strip()):
        found.append(_("索引号“%(number)s”是占位内容，请填写正式索引号或留空") % {"number": document.index_number})
    else:
        found += [
            _("索引号 %(number)s 已被《%(title)s》使用") % {"number": document.index_number, "title": other.title}
            for other in other_holders(document).only("title")[:3]
        ]
    return found


def sentence(found: Sequence[str]) -> str:
    """The findings as one message."""
    return _("不能送审或发布：%(findings)s。") % {"findings": "；".join(found)}
