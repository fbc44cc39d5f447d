"""Word's automatic numbers (自动编号): 一、 and （一） that stand in no text run and would else be lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from ingest.readers.docx_xml import W, child_value, parse_part, switched_on, whole_number

DIGITS = "〇一二三四五六七八九"
LEGAL = "零壹贰叁肆伍陆柒捌玖"
LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
REMEMBERED = 1024 * 1024
LEVELS = 9
ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
    (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def chinese(number: int) -> str:
    """1 -> 一, 12 -> 十二, 105 -> 一百〇五."""
    if number < 10:
        return DIGITS[max(number, 0)]
    if number < 20:
        return "十" + (DIGITS[number % 10] if number % 10 else "")
    if number < 100:
        return DIGITS[number // 10] + "十" + (DIGITS[number % 10] if number % 10 else "")
    rest = number % 100
    tail = ("〇" + DIGITS[rest] if rest < 10 else ("一" if rest < 20 else "") + chinese(rest)) if rest else ""
    return DIGITS[number // 100 % 10] + "百" + tail


def roman(number: int) -> str:
    out = ""
    for value, sign in ROMAN:
        out += sign * (number // value)
        number %= value
    return out


def printed(number: int, style: str) -> str:
    """`number` in the style of w:numFmt; bullets and unknown styles give an Arabic number or nothing."""
    if style in ("bullet", "none"):
        return ""
    if style.startswith("decimalEnclosedCircle"):
        return CIRCLED[number - 1] if 0 < number <= len(CIRCLED) else str(number)
    if style in ("chineseLegalSimplified", "ideographLegalTraditional"):
        digits = LEGAL if style == "chineseLegalSimplified" else LEGAL_TRADITIONAL
        return "".join(digits[DIGITS.index(c)] if c in DIGITS else "佰" if c == "百" else "拾" for c in chinese(number))
    if "chinese" in style.lower() or style in ("ideographDigital", "japaneseCounting", "taiwaneseCountingThousand",
                                               "taiwaneseCounting", "japaneseDigitalTenThousand"):  # fmt: skip
        return chinese(number)
    if style in ("ideographTraditional", "ideographZodiac"):
        signs = STEMS if style == "ideographTraditional" else BRANCHES
        return signs[(number - 1) % len(signs)]
    if style in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 4)
        return letter if style == "lowerLetter" else letter.upper()
    if style in ("lowerRoman", "upperRoman"):
        return roman(min(number, 4999)).lower() if style == "lowerRoman" else roman(min(number, 4999))
    if style in ("decimalFullWidth", "decimalFullWidth2"):
        return str(number).translate({ord("0") + n: 0xFF10 + n for n in range(10)})
    return f"{number:02}" if style == "decimalZero" else str(number)


class Level(NamedTuple):
    """One level of a list: style of its numbers, text with %1 … %9, first number, the paragraph style bound to it."""

    style: str
    text: str
    start: int
    bound: str
    legal: bool


@dataclass(frozen=True)
class Lists:
    """numbering.xml: levels by abstract list, and for each numId its abstract list with the starts that it sets anew."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    uses: dict[str, tuple[str, dict[int, int]]] = field(default_factory=dict)


def lists_of(data: bytes | None) -> Lists:
    if not data:
        return Lists()
    return _remembered(data) if len(data) <= REMEMBERED else _read(data)


@lru_cache(maxsize=4)
def _remembered(data: bytes) -> Lists:
    return _read(data)


def _read(data: bytes) -> Lists:
    root = parse_part(data)
    lists = Lists()
    linked: dict[str, str] = {}
    named: dict[str, str] = {}
    for abstract in root.iter(W + "abstractNum"):
        key = abstract.get(W + "abstractNumId", "")
        lists.levels[key] = {}
        for level in abstract.iter(W + "lvl"):
            number = whole_number(level.get(W + "ilvl"), 8, 0)
            lists.levels[key][number] = Level(
                child_value(level, "numFmt") or "decimal",
                child_value(level, "lvlText"),
                whole_number(child_value(level, "start"), 9999, 1),
                child_value(level, "pStyle"),
                switched_on(level, "isLgl"),
            )
        if name := child_value(abstract, "styleLink"):
            named[name] = key
        if link := child_value(abstract, "numStyleLink"):
            linked[key] = link
    for key, link in linked.items():
        lists.levels[key] = lists.levels[key] or lists.levels.get(named.get(link, ""), {})
    for num in root.iter(W + "num"):
        starts = {}
        for override in num.iter(W + "lvlOverride"):
            start = child_value(override, "startOverride")
            if start:
                starts[whole_number(override.get(W + "ilvl"), 8, 0)] = whole_number(start, 9999, 1)
        lists.uses[num.get(W + "numId", "")] = (child_value(num, "abstractNumId"), starts)
    return lists


class Numbering:
    """Counts the list levels of one document in reading order."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def level_of(self, num_id: str, style_id: str) -> int:
        """The level to which a paragraph style is bound; the first where it is to none."""
        levels = self._lists.levels.get(self._lists.uses.get(num_id, ("", {}))[0], {})
        return next((number for number, level in levels.items() if style_id and level.bound == style_id), 0)

    def next(self, num_id: str, level: int) -> str:
        """The number of the next paragraph of that list and level, as printed; empty for bullets."""
        key, starts = self._lists.uses.get(num_id, ("", {}))
        levels = self._lists.levels.get(key, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(key, {})
        if starts and num_id not in self._begun:  # 重新开始编号
            self._begun.add(num_id)
            for number, start in starts.items():
                counts[number] = start - 1
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]
        own = levels[level]
        if own.style == "bullet":
            return ""
        text = own.text
        for n in range(LEVELS):
            mark = f"%{n + 1}"
            if mark in text and n in levels:
                style = "decimal" if own.legal and n != level else levels[n].style
                text = text.replace(mark, printed(counts.get(n, levels[n].start), style))
        return text
