"""What a document number says (发文字号), and who else holds an index number (索引号)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from zhtext.document_numbers import parse

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from publications.models import OfficialDocumentPage


def apply_document_number(document: OfficialDocumentPage, written_on: date | None) -> None:
    """Set the number as it should be printed and what is derived from it; an unknown scheme stays as typed."""
    typed = document.document_number.strip()
    number = parse(typed, written_on=written_on) if typed else None
    document.document_number = number.printed if number else typed
    document.number_scheme = number.scheme if number else ""
    document.number_agency_code = (number.agency_code or "") if number else ""
    document.number_year = number.year if number else None
    document.number_serial = (number.serial or "") if number else ""


def other_holders(document: OfficialDocumentPage) -> QuerySet[OfficialDocumentPage]:
    """Other documents with the same index number (twins share theirs): a reason not to publish."""
    from publications.models import OfficialDocumentPage

    if not document.index_number:
        return OfficialDocumentPage.objects.none()
    return OfficialDocumentPage.objects.filter(index_number=document.index_number).exclude(
        translation_key=document.translation_key
    )
