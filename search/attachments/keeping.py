"""Reading the files of the library into the tables: once for each content, again where a file was replaced."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from wagtail.documents import get_document_model

from search.attachments.formats import Piece, ReadText, UnreadableError
from search.attachments.models import AttachmentPiece, AttachmentText, ReadAttachment
from search.attachments.reading import MAX_BYTES, read_file
from zhtext.canonical import canonical_spans
from zhtext.folding import fold


def read_document(document: Any, *, again: bool = False) -> bool:
    """Read a file of the library unless that was done; whether anything was. Raises OSError where the storage fails."""
    name = document.file.name
    if not again and ReadAttachment.objects.filter(document=document.pk, file_name=name, text__isnull=False).exists():
        return False
    try:
        storage = document.file.storage
        too_large = storage.size(name) > MAX_BYTES
        with storage.open(name, "rb") as file:
            data = file.read(MAX_BYTES + 1) if not too_large else b""
            digest = hashlib.file_digest(file, "sha256") if too_large else hashlib.sha256(data)
    except (FileNotFoundError, ValueError):  # ValueError: no file at all
        _note(document, None)
        return True
    text = None if again else AttachmentText.objects.filter(pk=digest.hexdigest()).first()
    if text is None:
        text = _keep(digest.hexdigest(), *_read(data, name, too_large))
    _note(document, text)
    return True


def files_to_read(*, again: bool) -> QuerySet[Any]:
    """The files of the library that were never read as they are stored, or all of them."""
    files = get_document_model().objects.order_by("pk")
    return files if again else files.exclude(read_attachment__text__isnull=False, read_attachment__file_name=F("file"))


def _read(data: bytes, name: str, too_large: bool) -> tuple[ReadText, str]:
    """The text, empty where there is a problem, and the problem's code."""
    try:
        if too_large:
            raise UnreadableError("too_large")
        return read_file(data, name), ""
    except UnreadableError as error:
        return ReadText(()), error.code


def _keep(sha256: str, found: ReadText, problem: str) -> AttachmentText:
    with transaction.atomic():
        text, _ = AttachmentText.objects.update_or_create(
            sha256=sha256,
            defaults={
                "problem": problem,
                "unit": found.unit,
                "cut": found.cut,
                "characters": sum(len(piece.text) for piece in found.pieces),
            },
        )
        text.pieces.all().delete()
        AttachmentPiece.objects.bulk_create(
            (_row(text, place, piece) for place, piece in enumerate(found.pieces)), batch_size=200
        )
    return text


def _row(text: AttachmentText, place: int, piece: Piece) -> AttachmentPiece:
    # PostgreSQL takes no NUL.
    said = piece.text.replace("\x00", " ")
    return AttachmentPiece(
        text_of=text, place=place, number=piece.number, name=piece.name[:120], text=said, searched=searched_form(said)
    )


def searched_form(text: str) -> str:
    """The folded text, behind it the canonical tokens of its dates, ordinals and document numbers."""
    folded = fold(text)
    return " ".join([folded, *dict.fromkeys(name for span in canonical_spans(folded) for name in span.texts)])


def _note(document: Any, text: AttachmentText | None) -> None:
    """Which content the file has now; what no file has any more goes."""
    ReadAttachment.objects.update_or_create(
        document_id=document.pk, defaults={"file_name": document.file.name, "text": text}
    )
    forget_unused()


def forget_unused() -> None:
    AttachmentText.objects.filter(files=None).delete()
