"""Figures (数据): Arabic numerals that measure something, with unit, name and year; not dates, ordinals or versions."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from ingest.wording import cue, plain
from zhtext.dates import find_dates

UNITS = [
    "人次",
    "场次",
    "批次",
    "件次",
    "班次",
    "人",
    "名",
    "位",
    "个百分点",
    "个",
    "所",
    "家",
    "项",
    "次",
    "场",
    "期",
    "批",
    "门",
    "课时",
    "学时",
    "学分",
    "节",
    "天",
    "周岁",
    "岁",
    "周",
    "个月",
    "小时",
    "分钟",
    "秒",
    "亩",
    "公顷",
    "平方公里",
    "平方千米",
    "平方米",
    "立方米",
    "公里",
    "千米",
    "米",
    "厘米",
    "毫米",
    "吨",
    "千克",
    "公斤",
    "克",
    "升",
    "元",
    "美元",
    "港元",
    "欧元",
    "套",
    "件",
    "篇",
    "册",
    "部",
    "台",
    "辆",
    "架",
    "支",
    "支队伍",
    "队",
    "组",
    "类",
    "种",
    "份",
    "张",
    "轮",
    "倍",
    "户",
    "间",
    "处",
    "座",
    "块",
    "枚",
    "颗",
    "发",
    "艘",
    "对",
    "幅",
    "首",
    "段",
    "集",
    "届次",
    "本",
    "条",
    "款",
    "道",
    "株",
    "棵",
    "头",
    "只",
    "箱",
    "瓦",
    "千瓦",
    "千瓦时",
    "度",
    "兆瓦",
    "人天",
    "车次",
    "例",
    "起",
    "宗",
    "笔",
    "单",
    "吨",
    "字",
    "页",
    "分",
    "卷",
    "席",
    "床",
    "站",
    "点",
    "元/平方米",
    "公分",
    "卡路里",
]
CONTEXT_UNITS = frozenset(
    ["条", "款", "点", "分", "度", "首", "段", "页", "字", "周", "起", "对", "本", "只", "头", "单"]
)
# Thousands are set apart by commas or, after GB/T 15835, by a narrow space.
NUMBER = r"(?:\d{1,3}(?:,\d{3}){1,6}|\d{1,3}(?: \d{3}){1,6}|\d+)(?:\.\d+)?"
UNIT = "|".join(sorted({re.escape(u) for u in UNITS} | {"%", "‰", "㎡", "平方公里", "年"}, key=len, reverse=True))
FIGURE = cue(
    rf"(?<![A-Za-z0-9_.\-/第〔\[号])(?P<near>约|大约|近|将近|超过?|逾|突破)?[ ]?(?P<number>{NUMBER})[ "
    rf"]?(?P<scale>万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百)?"
    rf"(?P<more>余|多|来)?[ ]?(?P<scale2>万|亿)?(?P<unit>{UNIT})(?P<after>以上|左右|上下)?"
)
SCALE = {"": 1, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8, "十亿": 10**9, "百亿": 10**10,
         "千亿": 10**11, "万亿": 10**12}  # fmt: skip
YEAR_BEFORE = re.compile(r"(?:19|20)\d{2}$")
ORDINAL_BEFORE = cue(r"(第|附件|附表|表|图|编号|电话|传真|邮编|号码|栋|路|街|版本|ver|v)\s*[:：]?\s*$", re.I)
SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;]?")
NAME = re.compile(r"[\u3400-\u9fff“”A-Za-z]{1,12}")
NAME_STOP = cue(r"[的了在和与及、,，。；;（(:：]|参加|参与|组成|开展|进行|获得|通过|以上|左右")
DURATION_LIMIT = 100


@dataclass(frozen=True)
class Figure:
    """`value` in ones (1.39万 = 13900; 20% = 20 with unit %); `offset` in the text."""

    value: int | float
    unit: str
    approximate: bool
    name: str
    year: int | None
    sentence: str
    offset: int


def find_figures(text: str, document_year: int | None = None) -> list[Figure]:
    """Every figure of the text in reading order."""
    line = plain(text)
    dates = find_dates(text)
    starts, ends = [d.start for d in dates], [d.end for d in dates]
    found = []
    for match in FIGURE.finditer(line):
        start = match.start("number")
        if _inside(start, starts, ends) or ORDINAL_BEFORE.search(line[max(start - 8, 0) : start]):
            continue
        if match["unit"] == "年" and not _is_duration(line, match):
            continue
        # 份 folds to 分, which counts marks and minutes; copies always measure.
        if match["unit"] in CONTEXT_UNITS and _printed_unit(text, match) != "份" and not _measures(line, match):
            continue
        value = float(re.sub("[, ]", "", match["number"])) * SCALE[match["scale"] or ""] * SCALE[match["scale2"] or ""]
        value = round(value, 6)
        sentence = _sentence(text, start)
        near = bool(match["more"] or match["after"] or match["near"])
        found.append(
            Figure(
                int(value) if value == int(value) else value,
                _printed_unit(text, match),
                near,
                _name(text, match),
                _year(sentence, document_year),
                sentence,
                start,
            )
        )
    return found


def _inside(at: int, starts: list[int], ends: list[int]) -> bool:
    """Whether `at` lies in one of the sorted stretches."""
    before = bisect_right(starts, at) - 1
    return before >= 0 and at < ends[before]


def _printed_unit(text: str, match: re.Match[str]) -> str:
    return text[match.start("unit") : match.end("unit")]


def _is_duration(line: str, match: re.Match[str]) -> bool:
    """3年 and 10年以上 measure; 22年 after a month or before one is a date."""
    number = match["number"]
    after = line[match.end("unit") : match.end("unit") + 3]
    if not number.isdigit() or int(number) >= DURATION_LIMIT or re.match(r"\s*\d", after):
        return False
    return bool(match["after"] or match["near"] or match["more"] or int(number) <= 20) and not number.startswith("0")


def _measures(line: str, match: re.Match[str]) -> bool:
    """Units that also number things (条 款 分 页) count only where a verb or 共 stands before them."""
    before = line[max(match.start("number") - 6, 0) : match.start("number")]
    return bool(match["more"] or match["near"] or match["after"] or MEASURING.search(before))


LONGEST_SENTENCE = 1_000
MEASURING = cue(
    r"(共|计|达|有|为|完成|发布|征集|收到|建议|意见|印发|编写|评选|办理|超|约|近|各|写了?|读了?|满分|得分|总分|专著|图书|书籍|增|升|不少于|不低于)\D{0,3}$"
)


def _sentence(text: str, at: int) -> str:
    near = max(at - LONGEST_SENTENCE, 0)
    start = max([near - 1, *(text.rfind(mark, near, at) for mark in "。！？\n；")]) + 1
    match = SENTENCE.match(text, start)
    return (match.group() if match and match.end() > at else text[start : at + 80]).strip()[:300]


def _name(text: str, match: re.Match[str]) -> str:
    """What is counted: the words after the unit, else the words before the number."""
    after = NAME.match(text, match.end())
    if after:
        words = NAME_STOP.split(plain(after.group()))[0]
        if len(words) >= 2:
            return text[match.end() : match.end() + len(words)]
    before = re.search(r"[\u3400-\u9fff“”A-Za-z]{2,12}$", text[max(match.start() - 12, 0) : match.start()])
    return before.group() if before else ""


def _year(sentence: str, document_year: int | None) -> int | None:
    years = {d.year for d in find_dates(sentence)}
    return years.pop() if len(years) == 1 else document_year
