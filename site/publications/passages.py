"""A document's text stretch by stretch, each with the heading that it stands under: what is searched and excerpted.

Blocks are read as they are stored, without the objects that rendering needs: an index of ten thousand documents is made of
them, and an excerpt of each result.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail.rich_text import get_text_for_indexing

BETWEEN_CELLS = " ｜ "
ATTACHMENTS = "attachments"  # the anchor of 附件 behind a text


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text. title, anchor: the heading it stands under, with its number; empty above the first one."""

    text: str
    title: str = ""
    anchor: str = ""


def body_passages(body: Any, files: Mapping[int, Any]) -> Iterator[Passage]:
    """The passages of a body (a StreamValue) in order; `files`: those attached that everybody may have, by primary key."""
    title = anchor = ""
    for block in body.raw_data:
        kind, value = block["type"], block["value"]
        if kind == "attachment":
            if value and (file := files.get(value.get("document"))) is not None:
                yield Passage(value.get("title") or file.title, _("附件"), ATTACHMENTS)
            continue
        if kind == "heading":
            title, anchor = f"{value.get('number_text') or ''}{value['text']}", value.get("anchor") or ""
        for text in texts_of(kind, value):
            if text:
                yield Passage(text, title, anchor)


def texts_of(kind: str, value: Any) -> list[str]:
    """What a stored block of a body says to a reader, a paragraph, a row of a table or a figure a line."""
    if not value:
        return []
    if kind == "paragraph":
        return [get_text_for_indexing(value).strip()]
    if kind == "heading":
        return [f"{value.get('number_text') or ''}{value['text']}"]
    if kind == "table":
        rows = [BETWEEN_CELLS.join(str(cell).strip() for cell in row if cell) for row in value.get("data") or []]
        return [value.get("table_caption") or "", *rows]
    if kind == "image":
        return [value.get("caption") or "", value.get("credit") or "", _alternative(value.get("image"))]
    if kind == "quote":
        return [value.get("text") or "", value.get("source") or ""]
    if kind == "figures":
        return [_figure(item.get("value", item)) for item in value]
    return []


def _alternative(image: Any) -> str:
    """The words that a screen reader says for a picture; older bodies hold the picture's key alone."""
    if not isinstance(image, dict) or image.get("decorative"):
        return ""
    return str(image.get("alt_text") or "")


def _figure(figure: Mapping[str, Any]) -> str:
    """培训教师 5124 人次，比上年增加 312 人次"""
    said = " ".join(str(figure[name]) for name in ("name", "value", "unit") if figure.get(name))
    return f"{said}，{figure['note']}" if figure.get("note") else said


def attached_keys(body: Any) -> list[int]:
    """The primary keys of the files that a body lists as 附件, in order."""
    keys = [
        block["value"].get("document") for block in body.raw_data if block["type"] == "attachment" and block["value"]
    ]
    return [key for key in dict.fromkeys(keys) if key]
