"""From–to ranges on a document's dates by their meaning (成文, 发文, 发布, 施行), as readers type them."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.backends.plan import Between, Node
from search.facet_columns import EFFECTIVE_ON, ISSUED_ON, SHOWN_ON
from zhtext.dates import YEARS, find_dates

MEANINGS: dict[str, str | Promise] = {
    "written": gettext_lazy("成文日期"),
    "issued": gettext_lazy("发文日期"),
    "published": gettext_lazy("发布日期"),
    "effective": gettext_lazy("施行日期"),
}
COLUMNS = {
    "written": "publications_officialdocumentpage__written_on",
    "issued": ISSUED_ON,
    "published": SHOWN_ON,
    "effective": EFFECTIVE_ON,
}
LONGEST = 40  # characters of a date, however it is written
_NUMERIC = re.compile(r"(\d{4})(?:\s*[-/.]\s*(\d{1,2})(?:\s*[-/.]\s*(\d{1,2}))?)?")


@dataclass(frozen=True)
class DateRange:
    """first, last: days, both included; one of them may be open."""

    meaning: str
    first: datetime.date | None
    last: datetime.date | None

    @property
    def node(self) -> Node:
        low, high = (day.toordinal() if day else None for day in (self.first, self.last))
        return Between(COLUMNS[self.meaning], low, high)

    @property
    def title(self) -> str:
        return str(MEANINGS[self.meaning])

    @property
    def label(self) -> str:
        """2024年, 2024年5月, 2024年1月1日至2025年3月31日, 2024年1月1日起, 2024年1月1日前（含当日）."""
        if self.first and self.last:
            whole = _whole(self.first, self.last)
            return whole or _("%(first)s至%(last)s") % {"first": _written(self.first), "last": _written(self.last)}
        if self.first:
            return _("%(day)s起") % {"day": _written(self.first)}
        assert self.last is not None
        return _("截至%(day)s") % {"day": _written(self.last)}


@dataclass(frozen=True)
class Mistake:
    """A field of a range that was not applied: its name in the address, what was typed, what to do next.

    advice is empty for the field beside the one that makes no sense: what was typed there is kept.
    """

    name: str
    typed: str
    advice: str


def read(query: Mapping[str, str]) -> tuple[tuple[DateRange, ...], tuple[Mistake, ...]]:
    """The ranges that an address asks for, and what in it is no date; a range with a mistake in it is not applied."""
    ranges, mistakes = [], []
    for meaning in MEANINGS:
        typed = {end: query.get(f"{meaning}_{end}", "").strip()[:LONGEST] for end in ("from", "to")}
        days = {end: day_of(text, last=end == "to") if text else None for end, text in typed.items()}
        unread = _("看不懂这个日期，请写成 2024-05-01、2024-05 或 2024")
        wrong = {end: unread for end in typed if typed[end] and days[end] is None}
        first, last = days["from"], days["to"]
        if first and last and last < first:
            wrong = {"to": _("截止日期早于起始日期，请对调或改正")}
        if wrong:
            kept = {end: day.isoformat() if day else typed[end] for end, day in days.items()}
            mistakes += [Mistake(f"{meaning}_{end}", kept[end], wrong.get(end, "")) for end in kept if kept[end]]
        elif first or last:
            ranges.append(DateRange(meaning, first, last))
    return tuple(ranges), tuple(mistakes)


def day_of(typed: str, *, last: bool) -> datetime.date | None:
    """The first or last day of what was typed: 2024-05-01, 2024/5, 2024, 2024年5月, 二〇二四年五月; None where it is no date."""
    if numeric := _NUMERIC.fullmatch(typed):
        year, month, day = (int(part) if part else None for part in numeric.groups())
    else:
        found = find_dates(typed)
        if len(found) != 1 or (found[0].start, found[0].end) != (0, len(typed)):
            return None
        year, month, day = found[0].date
    assert year is not None
    if year not in YEARS:
        return None
    month = month if month is not None else (12 if last else 1)
    if not 1 <= month <= 12:
        return None
    days = calendar.monthrange(year, month)[1]
    day = day if day is not None else (days if last else 1)
    return datetime.date(year, month, day) if 1 <= day <= days else None


def _written(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _whole(first: datetime.date, last: datetime.date) -> str:
    """The year, month or day that the two days are the whole of, else empty."""
    if first == last:
        return _written(first)
    if (first.year, first.month, first.day, last.month, last.day) == (last.year, 1, 1, 12, 31):
        return f"{first.year}年"
    ends = calendar.monthrange(last.year, last.month)[1]
    if first.day == 1 and (first.year, first.month, ends) == (last.year, last.month, last.day):
        return f"{first.year}年{first.month}月"
    return ""
