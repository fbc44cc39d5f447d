"""Canonical tokens (规范词): one token for a date, an ordinal or a document number, however it is written.

They stand in the index beside the ordinary tokens of the same characters; a query asks for them instead.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from zhtext.dates import ROC_EPOCH, dates_in_folded
from zhtext.numerals import HAN_NUMERAL, parse_folded


class Canonical(NamedTuple):
    """Offsets in the text, what the span is called, and which of two overlapping spans a query asks for (lower wins)."""

    start: int
    end: int
    texts: tuple[str, ...]
    rank: int


NUMBER, DATE, ORDINAL, YEAR = range(4)

_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_BRACKETED = re.compile(rf"[\[(<] ?{_YEAR} ?[\])>] ?第? ?(?P<serial>[0-9]{{1,5}}) ?号")
# The brackets are lost or left out: 临教体发20225号, 临教体发2022 5号, 临教体发2022-5号.
_UNBRACKETED = re.compile(rf"(?<=[\u4e00-\u9fff])(?<!第) ?{_YEAR}(?: {{0,2}}[-第]? ?)(?P<serial>[0-9]{{1,4}}) ?号")
_SLASHED = re.compile(rf"第 ?(?P<serial>[0-9]{{1,4}}) ?/ ?{_YEAR} ?号")
_ORDINAL = re.compile(rf"第 ?(?P<number>[0-9]{{1,5}}|[{HAN_NUMERAL}]{{1,8}}) ?(?P<unit>[条章款项节编卷届次批号期轮])")
_BARE_YEAR = re.compile(r"(?<![0-9])(?<![0-9][.,])(?:19|20)[0-9]{2}(?![0-9]|[.,][0-9])")
# 2022.5, 2022-5, 2022/5: a month where nothing else says what it is. As dates (zhtext.dates) they are too doubtful.
_SHORT_MONTH = re.compile(r"(?<![0-9a-z.\-/])(?P<year>(?:19|20)[0-9]{2})[.\-/](?P<month>[1-9])(?![0-9a-z]|[.\-/][0-9])")
# 111年度, 111学年度, 111年5月10日 and 111.05.10 are years of the Republic in Taiwan; three digits, as two may be 1999.
_ROC_YEAR = re.compile(r"(?<![0-9.国])(?P<year>1[0-3][0-9])(?=学?年度)")
_ROC_WRITTEN = re.compile(
    r"(?<![0-9.国])(?P<year>1[0-3][0-9]) ?年 ?(?P<month>0?[1-9]|1[0-2]) ?月(?: ?(?P<day>0?[1-9]|[12][0-9]|3[01]) ?[日号])?"
)
_ROC_DATE = re.compile(
    r"(?<![0-9a-z.\-/])(?P<year>1[0-3][0-9])(?P<sign>[./])(?P<month>0?[1-9]|1[0-2])(?P=sign)(?P<day>0?[1-9]|[12][0-9]|3[01])"
    r"(?![0-9a-z]|[.\-/][0-9])"
)
_ANY_DIGIT = re.compile(r"[0-9]")
# 2022年度 and 2022年级 are about the year; 年度 stays an ordinary word.
_YEAR_WORDS = frozenset("度级")


def canonical_spans(folded: str) -> Iterator[Canonical]:
    """Every canonical span of a folded text, kind by kind; spans of different kinds may overlap."""
    digits = _ANY_DIGIT.search(folded) is not None
    if digits and "号" in folded:
        yield from _numbers(folded)
    if digits or "年" in folded:
        yield from _dates_and_years(folded)
    if "第" in folded:
        yield from _ordinals(folded)


def _numbers(folded: str) -> Iterator[Canonical]:
    for pattern in (_BRACKETED, _UNBRACKETED, _SLASHED):
        for match in pattern.finditer(folded):
            yield Canonical(*match.span(), (f"№{match['year']}:{int(match['serial'])}",), NUMBER)


def _dates_and_years(folded: str) -> Iterator[Canonical]:
    dated: set[int] = set()
    for start, end, date in dates_in_folded(folded):
        dated.add(start)
        if folded[end - 1] == "年" and folded[end : end + 1] in _YEAR_WORDS:
            end -= 1
        yield Canonical(start, end, date_texts(date.year, date.month, date.day), DATE)
    for match in _SHORT_MONTH.finditer(folded):
        dated.add(match.start())
        yield Canonical(*match.span(), date_texts(int(match["year"]), int(match["month"]), None), DATE)
    yield from _taiwans_years(folded)
    for match in _BARE_YEAR.finditer(folded):
        if match.start() not in dated:
            yield Canonical(*match.span(), (f"y{match[0]}",), YEAR)


def _taiwans_years(folded: str) -> Iterator[Canonical]:
    for match in _ROC_YEAR.finditer(folded):
        yield Canonical(*match.span(), (f"y{int(match['year']) + ROC_EPOCH}",), YEAR)
    for match in (*_ROC_WRITTEN.finditer(folded), *_ROC_DATE.finditer(folded)):
        day = int(match["day"]) if match["day"] else None
        yield Canonical(*match.span(), date_texts(int(match["year"]) + ROC_EPOCH, int(match["month"]), day), DATE)


def _ordinals(folded: str) -> Iterator[Canonical]:
    for match in _ORDINAL.finditer(folded):
        number = parse_folded(match["number"])
        if number is not None:
            yield Canonical(*match.span(), (f"第{number}{match['unit']}",), ORDINAL)


def date_texts(year: int, month: int | None, day: int | None) -> tuple[str, ...]:
    """y2022, y2022m05, y2022m05d10: a date is also its month and its year."""
    texts = [f"y{year}"]
    if month is not None:
        texts.append(f"y{year}m{month:02d}")
        if day is not None:
            texts.append(f"y{year}m{month:02d}d{day:02d}")
    return tuple(texts)


def without_overlaps(spans: Iterator[Canonical]) -> list[Canonical]:
    """In order of place; where two overlap the document number is kept before the date, the date before the ordinal."""
    kept: list[Canonical] = []
    taken = bytearray()
    for span in sorted(spans, key=lambda span: (span.rank, span.start)):
        if len(taken) < span.end:
            taken.extend(bytes(span.end - len(taken)))
        if taken.find(1, span.start, span.end) < 0:
            taken[span.start : span.end] = b"\x01" * (span.end - span.start)
            kept.append(span)
    return sorted(kept)
