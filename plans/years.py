"""Years as titles and texts print them (2025, ２０２５, 二〇二五): moved on by one, and found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

DIGITS, WIDE, HAN = "0123456789", "０１２３４５６７８９", "〇一二三四五六七八九"
ALSO_ZERO = "零○Ｏ"
PRINTED = re.compile(
    rf"(?<![0-9])(?:19|20)\d{{2}}(?![0-9])|(?<![{WIDE}])[１２][{WIDE}]{{3}}(?![{WIDE}])|[一二][{HAN}{ALSO_ZERO}]{{3}}(?=年)"
)
LATEST = 2100


def year_of(printed: str) -> int:
    """The number that PRINTED found: 二〇二五 is 2025."""
    return int("".join(str(_digit(character)) for character in printed))


def _digit(character: str) -> int:
    for digits in (DIGITS, WIDE, HAN):
        if character in digits:
            return digits.index(character)
    return 0  # one of ALSO_ZERO


def moved_on(text: str) -> str:
    """`text` with every year in it a year later, in the digits in which it was printed."""
    return PRINTED.sub(lambda match: _printed_like(match[0], min(year_of(match[0]) + 1, LATEST)), text)


def _printed_like(printed: str, year: int) -> str:
    if printed[0] in DIGITS:
        return str(year)
    digits = WIDE if printed[0] in WIDE else HAN
    zero = next((character for character in printed if character in ALSO_ZERO), "")
    written = "".join(digits[int(digit)] for digit in str(year))
    return written.replace(HAN[0], zero) if zero else written


def mentions(text: str, year: int) -> Iterator[tuple[int, int]]:
    """(start, end) of each place where `text` says `year`."""
    return (match.span() for match in PRINTED.finditer(text) if year_of(match[0]) == year)


def year_later(day: date | None) -> date | None:
    """The same day a year later; 29 February becomes the 28th."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
