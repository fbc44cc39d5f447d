"""Dates (日期) as they stand in Chinese documents, whole or in part, in any of their spellings."""

import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple

from zhtext.folding import fold
from zhtext.numerals import HAN_NUMERAL, parse_folded

ROC_EPOCH = 1911  # 民国元年 is 1912
ROC_YEARS = range(1, 200)
YEARS = range(1800, 2100)

_GAP = r"[ \t]{0,3}"
_HAN = f"[{HAN_NUMERAL}]"
# 二○○八 is also typed with the letter O, Latin or Cyrillic.
_HAN_YEAR = "[一二][〇一二三四五六七八九oо]{3}"
_END_OF_DATE = r"(?=[\s,.;:!?)\]>\"']|$)"
WRITTEN = re.compile(
    rf"(?:(?:中华)?民国{_GAP}(?P<roc>[0-9]{{1,3}}|元|{_HAN}{{1,6}})|(?<![0-9.])(?P<arabic>(?:1[89]|20)[0-9]{{2}})"
    rf"|(?P<han>{_HAN_YEAR})){_GAP}年"
    rf"(?:{_GAP}(?P<month>[0-9]{{1,2}}|元|{_HAN}{{1,2}}){_GAP}月"
    # 日 is lost from many a signature; then the day counts only where the line or the clause ends with it.
    rf"(?:{_GAP}(?P<day>[0-9]{{1,2}}|{_HAN}{{1,3}})(?:{_GAP}[日号]|{_END_OF_DATE}))?)?"
)
NUMERIC = re.compile(
    r"(?<![0-9a-z.\-/])(?P<year>(?:19|20)[0-9]{2})"
    r"(?:(?P<sign>[-./])(?P<month>0?[1-9]|1[0-2])(?P=sign)(?P<day>3[01]|[12][0-9]|0?[1-9])"
    r"|[-./](?P<only_month>0[1-9]|1[0-2]))(?![0-9]|[-./][0-9])"
)
COMPACT = re.compile(
    r"(?<![0-9a-z.\-/_])(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})(?![0-9a-z_\-/])"
)
_AFTER_A_DATE = re.compile(
    r"(?:\((?:星期|周)?[一二三四五六日]\)|[ \t](?:星期|周)[一二三四五六日])?(?:[ \tt]{1,3}[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?"
    r"(?:\.[0-9]{1,6})?(?:z|[+-][0-9]{2}:?[0-9]{2})?)?"
)


class PartialDate(NamedTuple):
    """A date of which the day, or the month and the day, may be unknown."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def iso(self) -> str:
        """2022, 2022-02 or 2022-02-28."""
        parts = (f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part is not None))
        return "-".join(parts)

    def as_date(self) -> datetime.date | None:
        """The day of the calendar, or None where it is not known."""
        if self.month is None or self.day is None:
            return None
        return datetime.date(self.year, self.month, self.day)


class DateMention(NamedTuple):
    """A date in a text: start and end are offsets into the original, text is what stands there."""

    start: int
    end: int
    year: int
    month: int | None
    day: int | None
    text: str

    @property
    def date(self) -> PartialDate:
        return PartialDate(self.year, self.month, self.day)


def find_dates(text: str) -> list[DateMention]:
    """Every date of a text, in order, none overlapping another.

    二〇二二年二月二十八日, 2022年2月28日, 2026年 4月 20 日, 2022年2月28 (日 lost), 2022年2月, 2022年, 民国111年, 2022.2.28,
    2022-02-28, 2022/2/28, 2022-02, 20220228. A month or day that no calendar has ends the mention before it.
    """
    return [DateMention(start, end, *date, text[start:end]) for start, end, date in dates_in_folded(fold(text))]


def parse_date(text: str) -> PartialDate | None:
    """The date that a field holds, a weekday or a time of day after it aside; None where it holds anything else."""
    stripped = text.strip()
    mentions = find_dates(stripped)
    if not mentions or mentions[0].start or not _AFTER_A_DATE.fullmatch(fold(stripped[mentions[0].end :])):
        return None
    return mentions[0].date


def dates_in_folded(folded: str) -> list[tuple[int, int, PartialDate]]:
    """As find_dates, for text that is folded already."""
    found = sorted([*_written(folded), *_numeric(folded)])
    kept: list[tuple[int, int, PartialDate]] = []
    for mention in found:
        if not kept or mention[0] >= kept[-1][1]:
            kept.append(mention)
    return kept


def _written(folded: str) -> Iterator[tuple[int, int, PartialDate]]:
    if "年" not in folded:
        return
    for match in WRITTEN.finditer(folded):
        year = _year(match)
        if year is None:
            continue
        end = match.end()
        month = _number(match["month"])
        if month is None or not 1 <= month <= 12:
            month_end = match.start("month") if match["month"] else end
            yield match.start(), _year_end(folded, match.start(), month_end), PartialDate(year)
            continue
        day = _number(match["day"])
        if day is not None and not _exists(year, month, day):
            end = folded.index("月", match.start("month")) + 1
            day = None
        yield match.start(), end, PartialDate(year, month, day)


def _year_end(folded: str, start: int, end: int) -> int:
    return folded.index("年", start, end) + 1


def _year(match: re.Match[str]) -> int | None:
    if match["roc"]:
        year = _number(match["roc"])
        return year + ROC_EPOCH if year is not None and year in ROC_YEARS else None
    written = match["arabic"] or match["han"].replace("o", "〇").replace("о", "〇")
    year = parse_folded(written)
    return year if year in YEARS else None


def _number(written: str | None) -> int | None:
    if not written:
        return None
    return 1 if written == "元" else parse_folded(written)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def _numeric(folded: str) -> Iterator[tuple[int, int, PartialDate]]:
    for match in NUMERIC.finditer(folded):
        year = int(match["year"])
        if match["only_month"]:
            yield match.start(), match.end(), PartialDate(year, int(match["only_month"]))
        elif _exists(year, int(match["month"]), int(match["day"])):
            yield match.start(), match.end(), PartialDate(year, int(match["month"]), int(match["day"]))
    for match in COMPACT.finditer(folded):
        if _exists(int(match["year"]), int(match["month"]), int(match["day"])):
            yield match.start(), match.end(), PartialDate(*map(int, match.groups()))
