"""Word's automatic numbers (自动编号): 一、 and （一） that stand in no text run and would else be lost."""

from __future__ import annotations

from typing import Any

from ingest.readers.docx_xml import W, child_value

DIGITS = "〇一二三四五六七八九"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def chinese(number: int) -> str:
    """1 -> 一, 12 -> 十二, 105 -> 一百〇五."""
    if number < 10:
        return DIGITS[number]
    if number < 20:
        return "十" + (DIGITS[number % 10] if number % 10 else "")
    if number < 100:
        return DIGITS[number // 10] + "十" + (DIGITS[number % 10] if number % 10 else "")
    rest = number % 100
    tail = ("〇" + DIGITS[rest] if rest < 10 else ("一" if rest < 20 else "") + chinese(rest)) if rest else ""
    return DIGITS[number // 100 % 10] + "百" + tail


def roman(number: int) -> str:
    out = ""
    for value, sign in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        out += sign * (number // value)
        number %= value
    return out


def printed(number: int, style: str) -> str:
    """`number` in the style of w:numFmt; bullets and unknown styles give an Arabic number or nothing."""
    if style in ("bullet", "none"):
        return ""
    if "chinese" in style.lower() or style in ("ideographDigital", "japaneseCounting", "taiwaneseCountingThousand"):
        return chinese(number)
    if style.startswith("decimalEnclosedCircle"):
        return CIRCLED[number - 1] if 0 < number <= len(CIRCLED) else str(number)
    if style in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter if style == "lowerLetter" else letter.upper()
    if style in ("lowerRoman", "upperRoman"):
        return roman(number).lower() if style == "lowerRoman" else roman(number)
    return str(number)


class Numbering:
    """Counts the list levels of one document in reading order."""

    def __init__(self, root: Any | None) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is None:
            return
        for abstract in root.iter(W + "abstractNum"):
            levels = {}
            for level in abstract.iter(W + "lvl"):
                start = child_value(level, "start")
                levels[int(level.get(W + "ilvl", "0"))] = (
                    child_value(level, "numFmt") or "decimal",
                    child_value(level, "lvlText") or "",
                    int(start) if start.isdigit() else 1,
                )
            self._levels[abstract.get(W + "abstractNumId", "")] = levels
        for num in root.iter(W + "num"):
            self._abstract[num.get(W + "numId", "")] = child_value(num, "abstractNumId")

    def next(self, num_id: str, level: int) -> str:
        """The number of the next paragraph of that list and level, as printed; empty for bullets."""
        key = self._abstract.get(num_id, "")
        levels = self._levels.get(key, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(key, {})
        counts[level] = counts.get(level, levels[level][2] - 1) + 1
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]
        text = levels[level][1]
        if levels[level][0] == "bullet":
            return ""
        for n in range(9):
            mark = f"%{n + 1}"
            if mark in text and n in levels:
                text = text.replace(mark, printed(counts.get(n, levels[n][2]), levels[n][0]))
        return text
