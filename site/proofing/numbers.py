"""Index and document numbers (索引号、发文字号) that a system or a typist left broken."""

from __future__ import annotations

import datetime
import re

from proofing.finding import Finding
from zhtext import document_numbers

EMPTY_SERIAL = re.compile(
    r"(?:^|[/\-_])(?:none|null|nan|undefined|n/a)$|^(?:none|null|nan|undefined)(?:[/\-_]|$)", re.I
)
RIGHT_BRACKETS = re.compile(r"〔[0-9]{4}〕")
ANY_BRACKETS = re.compile(r"[\[［【（(〔]\s*[0-9]{4}\s*[\]］】）)〕]")
PADDED = re.compile(r"[\]］】）)〕]\s*(?:第\s*[0-9]+|0[0-9]+)\s*[号號]?")


def check_index_number(value: str) -> list[Finding]:
    """…/2022-None: the system that made it had no serial."""
    if not EMPTY_SERIAL.search(value.strip()):
        return []
    return [Finding("index_number_placeholder", "error", f"索引号“{value.strip()}”的序号是系统留下的空值，没有采用，请查明后填写", value.strip(),
                    field="index_number")]  # fmt: skip


def check_document_number(value: str, written_on: datetime.date | None = None) -> list[Finding]:
    """Brackets, zeros and 第 as the standard wants them, and the year against the date of writing."""
    value = value.strip()
    number = document_numbers.parse(value, written_on=written_on)
    found: list[Finding] = []
    if number is None or number.scheme != "year_bracket":
        return found
    if not RIGHT_BRACKETS.search(value):
        message = (
            "发文字号的年份应当用六角括号〔〕"
            if ANY_BRACKETS.search(value)
            else "发文字号缺年份的六角括号〔〕，已按成文日期补上，请核对"
        )
        found.append(
            Finding(
                "document_number_brackets", "warning", message, value, 0, len(value), "document_number", number.printed
            )
        )
    elif PADDED.search(value):
        found.append(
            Finding(
                "document_number_serial",
                "warning",
                "发文字号的序号不编虚位，不加“第”字",
                value,
                0,
                len(value),
                "document_number",
                number.printed,
            )
        )
    if written_on is not None and number.year is not None and number.year != written_on.year:
        message = f"发文字号是{number.year}年的，成文日期是{written_on.year}年，请核对"
        found.append(Finding("document_number_year", "warning", message, value, 0, len(value), "document_number"))
    return found
