"""A few words about a page where nobody wrote a summary: the first paragraph that says something."""

from __future__ import annotations

import html
from typing import Any

from django.utils.html import strip_tags

LENGTH = 100  # characters, as the rules have it for 内容概述


def words_of(page: Any, length: int = LENGTH) -> str:
    """The page's summary, else its search description, else its first paragraph; cut at `length` characters."""
    written = getattr(page, "summary", "") or page.search_description or getattr(page, "introduction", "")
    text = " ".join((written or _first_paragraph(page)).split())
    return text if len(text) <= length else text[: length - 1] + "…"


def _first_paragraph(page: Any) -> str:
    """Out of the stored values: made into blocks, a body's pictures and files would each be fetched."""
    body = getattr(page, "body", None)
    for block in body.raw_data if body else ():
        if block["type"] != "paragraph":
            continue
        for paragraph in str(block["value"]).split("</p>"):
            text = html.unescape(strip_tags(paragraph)).strip()
            if text and not text.endswith(("：", ":")):  # 各中小学、幼儿园：
                return text
    return ""
