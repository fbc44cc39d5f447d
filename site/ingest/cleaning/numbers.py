"""What copying took out of numbers and dates (文号、日期): the brackets of 临教体发〔2022〕5号, the 日 of 2022年2月28日."""

from __future__ import annotations

import datetime
import re

from ingest.cleaning.everywhere import Find, all_texts
from ingest.cleaning.rule import everywhere, text_rule
from ingest.readers.source import Edit, SourceDocument
from proofing.dates import LOST_DAY_SIGN
from zhtext import document_numbers
from zhtext.folding import fold

LIKELY = re.compile(r"(?:19|20)[0-9]{2}[^\n]{0,8}[号號]")
YEAR = re.compile(r"((?:19|20)[0-9]{2})\s*年|((?:19|20)[0-9]{2})[-./][01]?[0-9][-./][0-3]?[0-9]")
SERIAL_PART = re.compile(r"\s*[\[［【（(〔<〈《﹝﹙〖＜]?\s*(?:19|20)[0-9]{2}")
MAX_YEARS = 12


def find_brackets(document: SourceDocument) -> Find | None:
    """[2022]5号, （2022）5号 and 20225号, the last only where the document names that year: then it can be nothing else."""
    texts = all_texts(document)
    if not any(LIKELY.search(fold(text)) for text in texts):
        return None
    found = {int(a or b) for text in texts for a, b in YEAR.findall(fold(text))}
    years = sorted(found)[:MAX_YEARS] or [1900]
    return lambda text: _brackets(text, years)


def _brackets(text: str, years: list[int]) -> list[Edit]:
    if not LIKELY.search(fold(text)):
        return []
    edits: dict[int, Edit] = {}
    for year in years:
        for start, end, number in document_numbers.find(text, datetime.date(year, 1, 1)):
            if number.scheme != "year_bracket" or number.year is None:
                continue
            rest = SERIAL_PART.search(text, start, end)
            if rest is None or text[end - 1 : end] not in "号號":
                continue
            right = f"〔{number.year}〕{number.serial}{text[end - 1]}"
            if re.sub(r"\s", "", text[rest.start() : end]) != right and "〔" not in text[rest.start() : end]:
                edits.setdefault(rest.start(), Edit(rest.start(), end, right))
    return sorted(edits.values(), key=lambda e: e.start)


def find_days(text: str) -> list[Edit]:
    """Full dates at the end of a line or clause that only miss their 日."""
    return [Edit(m.end(), m.end(), "日") for m in LOST_DAY_SIGN.finditer(fold(text))]


DATE = re.compile(r"[0-9０-９]{4}\s{0,3}年\s{0,3}[0-9０-９]{1,2}\s{0,3}月\s{0,3}[0-9０-９]{1,2}日$")
BRACKETS = text_rule("number_brackets", "发文字号的年份补上或改用六角括号〔〕", "repair", find_brackets, around=12)
DAYS = text_rule(
    "lost_day", "日期缺的“日”字已补上", "repair", everywhere(find_days), around=12, remark=("date_incomplete", DATE)
)
