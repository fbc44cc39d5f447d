"""The document's own number (发文字号): from a label or a line of its own near the title, never one that is only cited."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from ingest.metadata.bodies import is_body_name
from ingest.metadata.dates import iso_date
from ingest.metadata.evidence import Found
from ingest.metadata.frame import is_address
from ingest.metadata.labels import Label, values
from ingest.readers.source import Block
from ingest.wording import cue, plain, squeeze
from zhtext import document_numbers

HEAD_LINES = 14
LETTERHEAD, LETTERHEAD_CELLS = 3, 6
LOOKS_NUMBERED = cue(r"[号號]$|[〔\[(【]\s*\d{4}\s*[〕\])】]")
DECREE_HEAD = cue(r"^(?P<body>[\u4e00-\u9fff]{3,30}?)\s*(令|公告|通告)\s*$")
DECREE_SERIAL = cue(
    r"^[(（]?\s*(\d{4}\s*年\s*)?第\s*[\d一二三四五六七八九十百〇]+\s*号\s*[)）]?$|^[〔\[]\s*\d{4}\s*[〕\]]\s*\d{1,4}\s*号$"
)
AFTER_LABEL = cue(r"^(发文字号|文号|编号|檔號|档号)\s*[:：]\s*")
FILE_REFERENCE = cue(r"^(本(局|署|處|校))?(檔\s*號|档\s*号|檔案編?號)\s*[:：]")
SIGNED_BY = re.compile(r"\s*[签簽]\s*[发發]\s*人?\s*[:：].*$")
# 家長通告 (2031-2032) 第 056 號: schools count by their year.
SCHOOL_YEAR = cue(r"^[\u4e00-\u9fff]{0,16}(通告|通函)\s*[(（]\s*\d{4}\s*[-/–]\s*\d{2,4}\s*[)）]\s*第?\s*\d{1,4}\s*号$")
HEAD_WORD = re.compile(r"文件|函")
WIDE_GAP = re.compile(r"[\u3000\t|｜]+|\s{2,}")
IN_TITLE = re.compile(r"[（(]([^（）()]{5,40}号)[)）]\s*$")


def _parse(text: str, written_on: datetime.date | None) -> str | None:
    text = text.strip().strip("（）()【】[]" if text.strip()[:1] in "（(【[" and text.strip()[-1:] in "）)】]" else " ")
    number = document_numbers.parse(text, written_on=written_on)
    if number is None and SCHOOL_YEAR.match(plain(text)):
        return re.sub(r"\s+", "", text)
    return number.printed if number else None


def _among_parts(text: str, written_on: datetime.date | None) -> str | None:
    """The number in 某某局　某教〔2031〕5号　2031-05-06: beside nothing but a body's name and a day."""
    parts = [part.strip() for part in WIDE_GAP.split(text) if part.strip()]
    found = {part: printed for part in parts if (printed := _parse(part, written_on))}
    others = [part for part in parts if part not in found]
    framed = all(is_body_name(part) or iso_date(part) for part in others)
    return next(iter(found.values())) if others and len(found) == 1 and framed else None


def _in_chinese(text: str, written_on: datetime.date | None) -> bool:
    printed = _parse(text, written_on) if len(text) <= 50 else None
    return printed is not None and not printed.isascii()


def find_number(
    labels: Sequence[Label], head: Sequence[Block], title: str, written_on: datetime.date | None
) -> tuple[Found | None, frozenset[int]]:
    """(number, blocks of `head` that print it); the number behind a 《title》 in the title is that document's."""
    for label in values(labels, "document_number"):
        printed = _parse(label.value, written_on)
        if printed or LOOKS_NUMBERED.search(plain(label.value)):
            return Found(printed or label.value, label.where, label.quote, 0.95), _printing(
                head, printed or label.value, written_on
            )
    for index, block in enumerate(head[:HEAD_LINES]):
        text = block.text.strip()
        if index and is_address(text):  # 根据 over a number of its own line: below the addressees it is cited
            break
        if block.kind == "table" or len(squeeze(text)) > 50 or FILE_REFERENCE.match(plain(text)):
            continue
        decree = DECREE_HEAD.match(plain(text))
        if decree and index + 1 < len(head) and DECREE_SERIAL.match(plain(head[index + 1].text.strip())):
            serial = re.sub(r"\s+", "", head[index + 1].text).strip("（）()")
            joined = re.sub(r"\s+", "", text) + serial
            return Found(_parse(joined, written_on) or joined, "文首令号", f"{text} {serial}", 0.95), frozenset(
                {index, index + 1}
            )
        text = SIGNED_BY.sub("", text) if SIGNED_BY.search(plain(text)) else text
        bare = text[len(AFTER_LABEL.match(plain(text)).group()) :] if AFTER_LABEL.match(plain(text)) else text  # type: ignore[union-attr]
        printed = _parse(bare, written_on) or _among_parts(text, written_on)
        if printed and printed.isascii() and any(_in_chinese(b.text, written_on) for b in head[index + 1 : index + 3]):
            continue  # EDBC No. 9/2031 over 教育局通告第9/2031號
        if printed:
            repaired = "，方括号已补" if re.sub(r"\s+", "", printed) != re.sub(r"\s+", "", text).strip("（）()") else ""
            return Found(printed, f"标题附近单独成行{repaired}", text, 0.85 if repaired else 0.93), frozenset({index})
    in_letterhead = _in_letterhead(head, written_on)
    if in_letterhead:
        return Found(in_letterhead, "版头表格", in_letterhead, 0.85), frozenset()
    in_title = IN_TITLE.search(title)
    if in_title and (title.startswith("《") or not title[: in_title.start()].rstrip().endswith("》")):
        printed = _parse(in_title.group(1), written_on)
        if printed:
            return Found(printed, "标题后的括号", in_title.group(), 0.8), frozenset()
    return None, frozenset()


def _in_letterhead(head: Sequence[Block], written_on: datetime.date | None) -> str | None:
    """The one number in a small table at the very head, beside nothing but names of bodies and 文件."""
    for block in head[:LETTERHEAD]:
        cells = [cell.text for row in block.rows for cell in row] if block.kind == "table" else []
        lines = [line.strip() for cell in cells for line in cell.split("\n") if line.strip()]
        if not lines or len(cells) > LETTERHEAD_CELLS:
            continue
        found = {line: printed for line in lines if (printed := _parse(line, written_on))}
        rest = [line for line in lines if line not in found]
        if len(found) == 1 and all(is_body_name(line) or HEAD_WORD.fullmatch(squeeze(line)) for line in rest):
            return next(iter(found.values()))
    return None


def _printing(head: Sequence[Block], printed: str, written_on: datetime.date | None) -> frozenset[int]:
    return frozenset(
        i for i, b in enumerate(head[:HEAD_LINES]) if len(b.text) <= 50 and _parse(b.text, written_on) == printed
    )


def decree_body(found: Found | None) -> str | None:
    """The body that a decree's number names: 广州市人民政府令第179号 -> 广州市人民政府."""
    match = re.match(cue(r"^([\u4e00-\u9fff]{3,30}?)令(\d{4}年)?第"), plain(found.value)) if found else None
    return found.value[: match.end(1)] if found and match else None
