"""Found values -> fields of a page, as far as they are whole and mean the same."""

from __future__ import annotations

import datetime
import re
from typing import Any

from ingest.document import ImportedDocument, Part
from ingest.wording import cue, plain
from publications.choices import Disclosure, Validity
from zhtext.dates import find_dates

GENRES = (
    ("notice", r"通知$"), ("announcement", r"公告$"), ("circular", r"通告$"), ("opinion", r"意见$"), ("decision", r"决定$"),
    ("report", r"通报$"), ("reply", r"批复$"), ("letter", r"(?<!通)函$"), ("minutes", r"纪要$"), ("decree", r"令$"),
    ("measures", r"办法$"), ("rules", r"规定$"), ("publicity", r"公示$"),
)  # fmt: skip
_GENRES = tuple((genre, cue(pattern)) for genre, pattern in GENRES)
TRAILING_BRACKETS = re.compile(r"[（(][^（）()]{1,30}[)）]$")
REPEALED = cue(r"废止|失效")
ON_REQUEST = cue(r"依申请")
DATES = {"document_date": "written_on", "publish_date": "published_on", "issued_on": "issued_on", "effective_on": "effective_on",
         "expires_on": "expires_on"}  # fmt: skip
OWN_TEXTS = (
    "document_number",
    "index_number",
    "recipients",
    "copies_to",
    "signatory",
    "source",
    "author",
    "responsible_editor",
)
SHARED_TEXTS = ("source",)
REACH = ("audience", "region", "stage")
OF_A_CASE = ("school", "subject", "level")


def genre_of(document: ImportedDocument, part: Part) -> str:
    """文种 of a notice by the last word of its title; empty for other kinds and for none."""
    if document.kind != "notice":
        return ""
    title = TRAILING_BRACKETS.sub("", re.sub(r"\s+", "", plain(part.title)))
    return next((genre for genre, pattern in _GENRES if pattern.search(title)), "")


def _date(value: str | None) -> datetime.date | None:
    """Whole days only: a month is no date of a document."""
    return datetime.date.fromisoformat(value) if value and len(value) == 10 else None


def field_values(document: ImportedDocument, part: Part) -> dict[str, Any]:
    """{field of OfficialDocumentPage: value}. The number, index number and addressees belong to the notice alone."""
    values: dict[str, Any] = {"original_script": document.script}
    texts = OWN_TEXTS if part.role == "main" else SHARED_TEXTS
    values |= {name: document.value(name) or "" for name in texts}
    values |= {name: document.value(name) or "" for name in REACH}
    if part.role == "main" and document.kind == "case":
        values |= {name: document.value(name) or "" for name in OF_A_CASE}
    for found, name in DATES.items():
        values[name] = _date(document.value(found))
    values["disclosure"] = (
        Disclosure.ON_REQUEST if ON_REQUEST.search(plain(document.value("disclosure") or "")) else Disclosure.OPEN
    )
    if REPEALED.search(plain(document.value("validity") or "")):
        values["validity"] = Validity.REPEALED
    years = {mention.year for mention in find_dates(part.title)}
    if len(years) == 1:
        values["year"] = years.pop()
    return values
