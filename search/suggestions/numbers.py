"""Keys of document numbers and index numbers (文号、索引号), the same however somebody types them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhtext.document_numbers import parse
from zhtext.folding import fold

_YEAR = r"(?:19|20)[0-9]{2}"
_CLOSING = re.compile(r"\s*(?:号|文)\s*$")
_APART = re.compile(r"[^0-9a-z\u3007\u3400-\U000323af]+")
_AFTER_YEAR = re.compile(rf"(?<![0-9])({_YEAR})\s*年?\s*第?\s*(?=[0-9]{{1,5}}(?![0-9]))")
_HAN_BEFORE_DIGITS = re.compile(r"(?<=[\u3400-\U000323af]) (?=[0-9])")
_ZEROS = re.compile(rf"(?<={_YEAR} )0+(?=[1-9])")
_CODE = re.compile("[\u3400-\U000323af]+")
_YEAR_AND_MORE = re.compile(rf"(?<![0-9]){_YEAR} ")
_DIGIT = re.compile(r"[0-9]")


def number_key(text: str) -> str:
    """云教发〔2026〕12号 and 云教发2026 12 -> "云教发2026 12"."""
    plain = _APART.sub(" ", _CLOSING.sub("", fold(text))).strip()
    return _HAN_BEFORE_DIGITS.sub("", _AFTER_YEAR.sub(r"\1 ", plain))


def further_keys(key: str) -> Iterator[str]:
    """Where somebody may begin to type: within the agency's code, at the year (教发2026 12, 2026 12)."""
    code = _CODE.match(key)
    for start in range(1, code.end() - 1 if code else 0):
        yield key[start:]
    year = _YEAR_AND_MORE.search(key)
    start = year.start() if year else key.find(" ") + 1
    if start:
        yield key[start:]


def typed_keys(typed: str) -> list[str]:
    """The beginnings of keys that a typed text may mean; none where it has no digit."""
    if not _DIGIT.search(fold(typed)):
        return []
    key = number_key(typed)
    found = [key, _ZEROS.sub("", key)]
    if number := parse(typed):
        found.append(number_key(number.printed))
    return [key for key in dict.fromkeys(found) if len(key) > 1]
