"""How a body is laid out as an official document: 主送 flush left, 落款 apart, attachments after the text.

Editors and imports store plain paragraphs; which of them is the salutation and which the sign-off follows from their words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects
from django.utils.html import strip_tags
from wagtail.rich_text import expand_db_html

from publications.attachments import shown
from publications.readers import reading_as

if TYPE_CHECKING:
    from publications.models import OfficialDocumentPage

PARAGRAPH = re.compile(r"\s*<p\b[^>]*>(?P<inner>.*)</p>\s*", re.S)
DATE = re.compile(
    r"(?:[12]\d{3}|[〇○零一二三四五六七八九]{4})\s*年\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*月"
    r"\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*日?"
)
NOTE = re.compile(r"（[^（）]{2,40}）")
SENTENCE_MARKS = re.compile(r"[。；：，！？;:!?]")
LONGEST_NAME, MOST_NAMES, LONGEST_SALUTATION = 40, 4, 160
SEPARATOR = "\x1e"  # no editor can type it, so the paragraphs come apart again where they were joined


@dataclass
class Part:
    """A stretch of the body: "html" and "salutation" with HTML, "signature" with lines, "block" with a stream child."""

    kind: str
    html: str = ""
    lines: Sequence[str] = ()
    block: Any = None

    @property
    def text(self) -> str:
        return unescape(strip_tags(self.html)).strip()


@dataclass
class ArrangedBody:
    """The parts in reading order, and the attachments (附件), which are listed behind the text."""

    parts: list[Part] = field(default_factory=list)
    attachments: list[Any] = field(default_factory=list)

    @property
    def has_signature(self) -> bool:
        return any(part.kind == "signature" for part in self.parts)

    @property
    def has_salutation(self) -> bool:
        return any(part.kind == "salutation" for part in self.parts)


def arrange(body: Any, official: bool) -> ArrangedBody:
    """The body's parts; `official`: with salutation and sign-off picked out (通知、计划), else paragraphs stay as they are.

    Links and pictures of the whole body cost one query each, however many there are.
    """
    arranged = ArrangedBody()
    images = []
    for child in body:
        if child.block_type == "attachment":
            if child.value["document"]:
                arranged.attachments.append(child.value)
        elif child.block_type == "paragraph":
            pieces = re.split(r"(?<=</p>)", child.value.source)
            arranged.parts += [Part("html", html=piece) for piece in pieces if piece.strip()]
        else:
            if child.block_type == "image" and child.value["image"]:
                images.append(child.value["image"])
            arranged.parts.append(Part("block", block=child))
    if official:
        pick_salutation(arranged.parts)
        pick_signature(arranged.parts)
    prefetch_related_objects(images, "renditions")
    expand_links(arranged.parts)
    return arranged


def arranged_for(request: Any, body: Any, official: bool = False) -> ArrangedBody:
    """As `arrange`, with the links and attachments that whoever asks may open."""
    with reading_as(request):
        arranged = arrange(body, official)
    arranged.attachments = shown(arranged.attachments, request)
    return arranged


def pick_salutation(parts: list[Part]) -> None:
    """主送: a first paragraph that ends with a colon and is no sentence."""
    first = next(iter(parts), None)
    if first is None or first.kind != "html" or not PARAGRAPH.fullmatch(first.html):
        return
    if len(first.text) <= LONGEST_SALUTATION and first.text.endswith(("：", ":")) and "。" not in first.text:
        first.kind = "salutation"
        first.html = PARAGRAPH.sub(r"\g<inner>", first.html)


def pick_signature(parts: list[Part]) -> None:
    """落款: at the end, up to four short lines and a date; a note in brackets (此件公开发布) may follow."""
    end = len(parts)
    if end and parts[-1].kind == "html" and NOTE.fullmatch(parts[-1].text):
        end -= 1
    if not end or parts[end - 1].kind != "html" or not DATE.fullmatch(parts[end - 1].text):
        return
    start = end - 1
    while start and end - 1 - start < MOST_NAMES and _is_name(parts[start - 1]):
        start -= 1
    parts[start:end] = [Part("signature", lines=[part.text for part in parts[start:end]])]


def _is_name(part: Part) -> bool:
    return part.kind == "html" and 0 < len(part.text) <= LONGEST_NAME and not SENTENCE_MARKS.search(part.text)


def expand_links(parts: list[Part]) -> None:
    """Addresses of the pages and files that the paragraphs link to, looked up for all of them at once."""
    with_html = [part for part in parts if part.html]
    if not with_html:
        return
    expanded = expand_db_html(SEPARATOR.join(part.html for part in with_html)).split(SEPARATOR)
    for part, html in zip(with_html, expanded, strict=True):
        part.html = html


def stated_recipients(document: OfficialDocumentPage, arranged: ArrangedBody) -> str:
    """主送 to print above the text: the field, unless the text begins with them itself."""
    if arranged.has_salutation or not document.recipients:
        return ""
    return document.recipients.strip().rstrip("：:") + "："
