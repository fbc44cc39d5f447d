"""The text of what hangs on public documents: what their records hold of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from search.attachments.models import AttachmentPiece, ReadAttachment

MAX_INDEXED = 1_000_000  # characters of one document's attachments


def attached_texts(pages: Sequence[Any]) -> dict[int, str]:
    """Page key -> the text of its attachments. Pages are public documents with `public_files` noted; two queries, or none."""
    contents = contents_of(file for page in pages for file in page.public_files.values())
    if not contents:
        return {}
    pieces: dict[str, list[str]] = {}
    rows = AttachmentPiece.objects.filter(text_of__in=set(contents.values())).order_by("text_of", "place")
    for key, text in rows.values_list("text_of_id", "text"):
        pieces.setdefault(key, []).append(text)
    found = {}
    for page in pages:
        texts = [text for key in page.public_files for text in pieces.get(contents.get(key, ""), ())]
        if texts:
            found[page.pk] = "\n".join(texts)[:MAX_INDEXED]
    return found


def contents_of(files: Any) -> dict[int, str]:
    """File key -> the key of its AttachmentText, of those that are read as they are stored now."""
    names = {file.pk: file.file.name for file in files}
    if not names:
        return {}
    rows = ReadAttachment.objects.filter(document__in=names, text__problem="")
    known = rows.values_list("document_id", "file_name", "text_id")
    return {key: text for key, name, text in known if names[key] == name}
