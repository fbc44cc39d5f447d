"""Texts that are not kept because they may be about a person: they are counted, and nothing more."""

from __future__ import annotations

import re

from zhtext.folding import fold

LONGEST = 60  # characters; what is longer is pasted text, and no two readers paste the same
_MAIL = re.compile(r"[^\s@]+@[^\s@]+")
# Telephone, identity card, bank card, QQ: seven digits or more, however they are grouped; a day or a document number has fewer.
_DIGITS = re.compile(r"\d(?:[\s\-.()+]{0,2}[\dx]){6,}")
_DAY = re.compile(r"(?:1[89]|20)\d\d[\-./](?:0?[1-9]|1[0-2])[\-./](?:[12]\d|3[01]|0?[1-9])(?!\d)")
# 2025-2026学年, but no two groups of a longer number: 138 2024-2025.
_YEARS = re.compile(
    r"(?<!\d)(?<!\d[\s\-.()+])(?<!\d[\s\-.()+]{2})(?:19|20)\d\d\s?-\s?(?:19|20)\d\d(?![\s\-.()+]{0,2}\d)"
)
_SPOKEN_NUMBER = re.compile(r"[〇零一二三四五六七八九幺]{7,}")
_ADDRESS = re.compile(r"\d+\s*(?:号楼|栋|幢|单元|室)|身份证号|手机号|(?:https?://|www\.)\S+")


def may_be_personal(text: str) -> bool:
    """Whether a text has a number, a mail address or a home address in it that could be somebody's, or is too long to tell.

    Personal names cannot be told from other words: they are kept from the report by how rarely they are asked
    (search.reports.summary), and are deleted soon.
    """
    folded = _DAY.sub(" ", _YEARS.sub(" ", fold(text)))
    patterns = (_MAIL, _DIGITS, _SPOKEN_NUMBER, _ADDRESS)
    return len(text) > LONGEST or any(pattern.search(folded) for pattern in patterns)
