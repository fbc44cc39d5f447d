"""Document numbers, index numbers and dates that a query is or may be: what to look up before words are searched.

Whether a document has such a number the index knows; asking for one that nobody has costs next to nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from search.backends import text
from zhtext.canonical import canonical_spans
from zhtext.document_numbers import DocumentNumber, parse
from zhtext.folding import fold
from zhtext.numerals import HAN_NUMERAL

NUMBER = "number"  # the column

_NUMBER_TOKEN = re.compile(r"№(\d{4}):(\d+)")
_HAN = "㐀-鿿"
_YEAR = r"((?:19|20)\d\d)"
# [2022] 5, 2022 5号, 云教发（2022）第05号: brackets or 号 may be missing, not both; a text could mean a year and a quantity,
# a query that says no more than this means a number.
_WITH_BRACKETS = re.compile(rf"([{_HAN}]*)\s*[\[(<]\s*{_YEAR}\s*年?[\])>]\s*第?\s*0*([1-9]\d{{0,4}})\s*号?")
_WITH_THE_LAST_WORD = re.compile(rf"([{_HAN}]*)\s*{_YEAR}\s*年?\s*[- 第]\s*0*([1-9]\d{{0,4}})\s*号")
_AGENCY_AND_YEAR = re.compile(rf"([{_HAN}]{{2,12}})\s*[\[(<]?\s*{_YEAR}\s*[\])>]?年?号?")
_LEADING_HAN = re.compile(rf"[{_HAN}]+")
_INDEX_NUMBER = re.compile(r"(?=.*\d)[0-9a-z]+(?:\s?[-/_.]\s?[0-9a-z]+)+")
_FIGURE = re.compile(f"[0-9{HAN_NUMERAL}]")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class AskedNumbers:
    """keys: of the column of numbers (number_keys, index_number_key). phrases: words that stand so in a text that cites it.

    printed: the number as documents print it, where the query is one (发文字号) and nothing else.
    """

    keys: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    printed: str = ""


def number_keys(number: DocumentNumber) -> list[str]:
    """How a document's own number is found: as printed, whole, by year and serial alone, by agency and year alone."""
    keys = [fold(number.printed)]
    if number.year and number.serial:
        code, serial = fold(number.agency_code or ""), number.serial.lstrip("0") or "0"
        keys += [f"{code}|{number.year}|{serial}", f"|{number.year}|{serial}", f"{code}|{number.year}|"]
    return list(dict.fromkeys(keys))


def index_number_key(typed: str) -> str:
    """An index number (索引号) as it is compared: folded, without spaces."""
    return _SPACES.sub("", fold(typed))


def own_keys(document_number: str, index_number: str, written_on: date | None) -> list[str]:
    """The keys of a document's own numbers (发文字号, 索引号), either of which may be empty."""
    keys: list[str] = []
    if document_number:
        number = parse(document_number, written_on=written_on)
        keys += number_keys(number) if number else [fold(document_number)]
    return [*keys, index_number_key(index_number)] if index_number else keys


def asked_numbers(query: str) -> AskedNumbers:
    """The numbers that a query of any kind is or may be."""
    folded = fold(query).strip()
    if not _FIGURE.search(folded):
        return AskedNumbers()
    number = parse(query)
    if number is not None:
        # |2022|5 is asked for only where the agency was not typed.
        keys = [key for key in number_keys(number) if key[0] != "|" and key[-1] != "|"]
        phrases = tuple(dict.fromkeys(map(text.query_words, (number.printed, query))))
        return AskedNumbers(tuple(keys), phrases, number.printed)
    for pattern in (_WITH_BRACKETS, _WITH_THE_LAST_WORD):
        if bare := pattern.fullmatch(folded):
            return AskedNumbers(("|".join(bare.groups()),), (_words(*bare.groups()),))
    literal = (text.query_words(query),) if any(canonical_spans(folded)) else ()
    if some := _AGENCY_AND_YEAR.fullmatch(folded):
        return AskedNumbers((f"{some[1]}|{some[2]}|",), literal)
    if _INDEX_NUMBER.fullmatch(folded):
        return AskedNumbers((index_number_key(query),), literal)
    # 临教体发20225号 is a number or not; the index knows whether a document has it.
    match = _NUMBER_TOKEN.search(" ".join(text.query_tokens(query))) if "号" in folded else None
    if match is None:
        return AskedNumbers((), literal)
    leading = _LEADING_HAN.match(folded)
    parts = leading.group() if leading else "", match.group(1), str(int(match.group(2)))
    return AskedNumbers(("|".join(parts),), (*literal, _words(*parts)))


def _words(agency: str, year: str, serial: str) -> tuple[str, ...]:
    """As the number is printed, brackets being no words."""
    return text.query_words(f"{agency}〔{year}〕{serial}号")
