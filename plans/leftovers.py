"""What a draft copied from last year still says of last year: each place with the heading it stands under."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from plans.years import mentions

AROUND = 14  # characters on either side of the year in an excerpt
MOST = 200


@dataclass(frozen=True)
class Leftover:
    """`place` in words, `excerpt` with the year `found` in it (before, found, after), `block` the stream block's id or empty."""

    place: str
    before: str
    found: str
    after: str
    block: str = ""


def leftovers(draft: Any) -> list[Leftover]:
    """Every place where `draft` says the year it was copied from; nothing for a document that is no copy."""
    year = getattr(draft, "copied_from_year", None)
    if not year:
        return []
    found: list[Leftover] = []
    for place, text, block in _texts(draft):
        for start, end in mentions(text, year):
            before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
            found.append(Leftover(place, before, text[start:end], after, block))
            if len(found) == MOST:
                return found
    return found


def _texts(draft: Any) -> Iterator[tuple[str, str, str]]:
    """(place, text, block id) of all that an editor has typed, in reading order."""
    yield _("标题"), draft.title, ""
    yield _("内容概述"), draft.summary, ""
    yield _("主送"), draft.recipients, ""
    heading = _("正文开头")
    for child in draft.body:
        block = str(child.id or "")
        if child.block_type == "heading":
            heading = f"{child.value.get('number_text') or ''}{child.value['text']}"
            yield heading, heading, block
        elif child.block_type == "attachment":
            yield heading, _attachment(child.value), block
        else:
            for text in child.block.get_searchable_content(child.value):
                yield heading, unescape(strip_tags(str(text))), block
    for task in draft.tasks.all() if hasattr(draft, "tasks") else ():
        yield _("任务分解"), f"{task.goal} {task.measure}", ""


def _attachment(value: Any) -> str:
    document = value.get("document")
    return f"{value.get('title') or ''} {document.title if document else ''}"
