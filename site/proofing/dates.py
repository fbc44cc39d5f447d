"""Dates that lost a part in copying (日期不完整): 2022年2月28 without 日."""

from __future__ import annotations

import re

from proofing.finding import Finding
from zhtext.folding import fold

LOST_DAY_SIGN = re.compile(
    r"(?:19|20)[0-9]{2}[ \t]{0,3}年[ \t]{0,3}(?:1[0-2]|0?[1-9])[ \t]{0,3}月[ \t]{0,3}(?:3[01]|[12][0-9]|0?[1-9])"
    r"(?=[ \t]{0,3}(?:$|[\n,。;)\]>]))",
    re.MULTILINE,
)


def find_incomplete_dates(text: str) -> list[Finding]:
    """Full dates whose 日 is missing at the end of a line or clause."""
    return [
        Finding("date_incomplete", "warning", f"日期“{m.group()}”缺“日”字", text[m.start() : m.end()], m.start(), m.end(),
                "body", f"{text[m.start() : m.end()]}日")
        for m in LOST_DAY_SIGN.finditer(fold(text))
    ]  # fmt: skip
