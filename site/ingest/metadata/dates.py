"""Dates of documents: what counts as one, and what it is worth when a part is missing."""

from __future__ import annotations

import re

from ingest.wording import plain
from zhtext.dates import find_dates, parse_date

RANGE = re.compile(r"\d{4}\s*年?\s*[-–—~至到]\s*\d{2,4}\s*年|期间|起$|以前|以后")
CLOCK = re.compile(r"\s*[T ]?\d{1,2}\s*[:：]\s*\d{2}(\s*[:：]\s*\d{2})?(\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?$")
DATE_ONLY = re.compile(
    r"[\s(（\[]*(?:二[〇○零0OoＯ]|[一二三四五六七八九〇○零OoＯ]{4}|民国|民國|中华民国|中華民國|公元|(?:19|20)\d{2})"
)


ROC = re.compile(r"(1[01]\d)[-./](\d{1,2})[-./](\d{1,2})")
STAMP = re.compile(
    r"(?<!\d)((?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?)\s*T?\s*\d{1,2}\s*[:：]\s*\d{2}"
)


ZERO = re.compile(r"(?<=[一二三四五六七八九〇])0|0(?=[一二三四五六七八九〇])")  # typed with the figure: 二0二0年


def _dated(text: str) -> str:
    return ZERO.sub("〇", text) if "年" in text[:8] else text


def stamped_date(text: str) -> str | None:
    """The day of the one date with a time of day in a line: 2025-03-19 07:58 转载自：…."""
    days = {iso_date(match.group(1)) for match in STAMP.finditer(plain(text))}
    return days.pop() if len(days) == 1 else None


def iso_date(text: str) -> str | None:
    """YYYY-MM-DD or YYYY-MM of the one date that the text is; None for ranges, years and anything vaguer."""
    text = _dated(CLOCK.sub("", plain(text).strip()))
    if roc := ROC.fullmatch(text):  # 114-05-06, as Taiwan's pages have it
        text = f"{int(roc[1]) + 1911}-{roc[2]}-{roc[3]}"
    if not text or RANGE.search(text) or len(text) > 40:
        return None
    mentions = find_dates(text)
    if len({(m.year, m.month, m.day) for m in mentions}) > 1:
        return None
    date = parse_date(text) or (parse_date(mentions[0].text) if mentions else None)
    if date is None or date.month is None or not 1900 <= (date.year or 0) <= 2100:
        return None
    return date.iso


def is_date_line(text: str) -> bool:
    """Whether a line is a date and nothing else, day lost or not."""
    line = _dated(plain(text).strip().strip("()"))
    if not DATE_ONLY.match(line) or len(line) > 24:
        return False
    mentions = find_dates(line)
    if not mentions:
        return False
    first = mentions[0]
    rest = line[: first.start] + line[first.end :]
    return first.month is not None and not rest.replace("日", "").replace("号", "").strip(" .。")
