"""How long an attachment is: pages of a pdf, an ofd or a Word file that says it, slides, sheets of a workbook.

Counted when a file is saved, never while somebody reads; a file that cannot be understood simply has no count.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO, Any

from django.db.models.signals import post_save

LARGEST_PART = 8 * 1024 * 1024  # bytes of one part of a zip that are read at most
LEFT_BY_WAGTAIL = {"file_size", "file_hash"}  # written while somebody reads: the file is the same


@dataclass(frozen=True)
class Length:
    """Pages, or sheets for workbooks; None where it is not known."""

    pages: int | None = None
    sheets: int | None = None


def length_of(file: IO[bytes], name: str) -> Length:
    """The length of an open `file` whose `name` tells its type."""
    kind = PurePath(name).suffix.lower()
    try:
        if kind == ".pdf":
            return Length(pages=pdf_pages(file))
        if kind in {".docx", ".pptx", ".xlsx", ".ofd"}:
            with zipfile.ZipFile(file) as archive:
                return package_length(archive, kind)
    except Exception:  # whatever a file has in it, its upload goes on; parsers raise what they like
        return Length()
    return Length()


def pdf_pages(file: IO[bytes]) -> int | None:
    from pypdf import PdfReader

    return len(PdfReader(file).pages) or None


def package_length(archive: zipfile.ZipFile, kind: str) -> Length:
    names = archive.namelist()
    if kind == ".docx":
        return Length(pages=word_pages(part(archive, "docProps/app.xml")))
    if kind == ".xlsx":
        return Length(sheets=len(re.findall(r"<(?:\w+:)?sheet\s", part(archive, "xl/workbook.xml"))) or None)
    pattern = r"ppt/slides/slide\d+\.xml" if kind == ".pptx" else r".*Pages/[^/]+/Content\.xml"
    return Length(pages=sum(bool(re.fullmatch(pattern, name)) for name in names) or None)


def word_pages(properties: str) -> int | None:
    """What Word or WPS counted when it saved; files made by programs carry a count for a text of no characters."""
    found = {name: int(value) for name, value in re.findall(r"<(Pages|Characters)>(\d{1,9})</", properties)}
    return found.get("Pages") or None if found.get("Characters") else None


def part(archive: zipfile.ZipFile, name: str) -> str:
    if name not in archive.namelist() or archive.getinfo(name).file_size > LARGEST_PART:
        return ""
    return archive.read(name).decode("utf-8", "replace")


def note_facts(document: Any, facts_model: Any = None) -> None:
    """Write the FileFacts of a document of the library, as its file is now."""
    from publications.models import FileFacts

    name, size, length = document.file.name, None, Length()
    try:
        with document.file.storage.open(name, "rb") as file:
            size, length = document.file.storage.size(name), length_of(file, name)
    except (OSError, ValueError):  # the file is not there
        pass
    (facts_model or FileFacts).objects.update_or_create(
        document_id=document.pk,
        defaults={"file_name": name, "size": size, "pages": length.pages, "sheets": length.sheets},
    )
    if document.file_size is None:  # which Wagtail would write while somebody reads
        type(document).objects.filter(pk=document.pk).update(file_size=size)


def _saved(sender: type, instance: Any, raw: bool = False, update_fields: Any = None, **kwargs: Any) -> None:
    if not raw and (update_fields is None or not set(update_fields) <= LEFT_BY_WAGTAIL):
        note_facts(instance)


def connect() -> None:
    from wagtail.documents import get_document_model

    post_save.connect(_saved, sender=get_document_model(), dispatch_uid="publications.file_facts")
