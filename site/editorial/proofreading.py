"""校对 of a document as it stands in the form or in a revision: what proofing finds, and where in the document it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from proofing.finding import Finding
from proofing.numbers import check_document_number, check_index_number
from proofing.text import proof_text
from publications.models import OfficialDocumentPage

# Characters that Word counts one by one: Han, kana, bangs of full width and the punctuation around them.
_EACH = r"\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff\u3000-\u303f‘’“”…—·"
_COUNTED = re.compile(rf"[{_EACH}]|[^\s{_EACH}]+")


@dataclass(frozen=True)
class Part:
    """A stretch of the document's text: `place` is the body's block id, or a field's name."""

    place: str
    text: str


@dataclass(frozen=True)
class Spot:
    """A finding with where it is: in a field of the form, or in a block of the body."""

    finding: Finding
    field: str
    block: str


def parts(document: OfficialDocumentPage) -> Iterator[Part]:
    """The body's text block by block."""
    for child in document.body:
        lines = [str(text).strip() for text in child.block.get_searchable_content(child.value)]
        if text := "\n".join(line for line in lines if line):
            yield Part(child.id or "", text)


def words(document: Any) -> int:
    """字数 of the body as Word counts it: every Chinese character and sign, every Latin word or number."""
    if not isinstance(document, OfficialDocumentPage):
        return 0
    return sum(len(_COUNTED.findall(part.text)) for part in parts(document))


def spots(document: Any) -> list[Spot]:
    """Every finding: those of the numbers first, then those of the text in reading order."""
    if not isinstance(document, OfficialDocumentPage):
        return []
    numbers = check_index_number(document.index_number or "")
    numbers += check_document_number(document.document_number or "", document.written_on)
    found = [Spot(finding, finding.field, "") for finding in numbers]
    found += [Spot(finding, name, "") for name in ("title", "summary") for finding in _of_text(document, name)]
    return found + list(_of_body(document))


def _of_text(document: OfficialDocumentPage, name: str) -> list[Finding]:
    return [finding for finding in proof_text(getattr(document, name) or "") if finding.code != "spun_copy"]


def _of_body(document: OfficialDocumentPage) -> Iterator[Spot]:
    """The body as one text, since some findings weigh all of it; each is led back to its block."""
    listed = list(parts(document))
    ends, length = [], 0
    for part in listed:
        length += len(part.text) + 1
        ends.append(length)
    for finding in proof_text("\n".join(part.text for part in listed)):
        start = finding.start or 0
        block = next((part.place for part, end in zip(listed, ends, strict=True) if start < end), "")
        yield Spot(finding, "body", block)
