"""Numbers and dates of a sheet as they are shown (单元格格式): 45352 with yyyy"年"m"月"d"日" is 2024年3月1日."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from functools import lru_cache

GENERAL = "General"
BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: GENERAL, 12: GENERAL, 13: GENERAL,
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: 'AM/PMh"时"mm"分"', 35: 'AM/PMh"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss", 48: GENERAL, 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: 'AM/PMh"时"mm"分"',
    56: 'AM/PMh"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|(AM/PM|A/P|上午/下午)|(y+|m+|d+|h+|s+|a{3,4})(\.0+)?|(.)', re.I | re.S
)
FIGURE = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*)?")
EPOCH, EPOCH_1904 = datetime.datetime(1899, 12, 30), datetime.datetime(1904, 1, 1)
LAST_DAY = 2_958_465
PRECISE = 1e15
WEEKDAYS = "一二三四五六日"
MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
SIGNIFICANT = 11


@lru_cache(maxsize=512)
def is_date(code: str) -> bool:
    bare = LITERAL.sub("", code).lower()
    return bool(re.search(r"[ymdhs]|aaa", bare.replace("general", ""))) and "e+" not in bare


def shown(number: str, code: str, from_1904: bool = False) -> str:
    """The digits of a cell as its format prints them; what cannot be read stays as it is stored."""
    try:
        value = float(number)
    except ValueError:
        return number
    if PRECISE <= abs(value) < 1e30:  # the digits behind the fifteenth are lost, a sheet shows noughts
        return f"{int(Decimal(f'{value:.14e}'))}"
    if value != value or abs(value) >= 1e30:
        return number
    if code == "@" or not code:
        code = GENERAL
    if is_date(code) and 0 <= value <= LAST_DAY:
        return _date(value, code, from_1904)
    sections = _sections(code)
    section = sections[0]
    if value < 0 and len(sections) > 1:
        section, value = sections[1], -value
    elif value == 0 and len(sections) > 2:
        section = sections[2]
    return _figure(value, section)


def _sections(code: str) -> list[str]:
    out, depth = [""], False
    for char in code:
        depth ^= char == '"'
        if char == ";" and not depth:
            out.append("")
        else:
            out[-1] += char
    return out


def general(value: float) -> str:
    """Whole numbers without a point, others with what a cell has room for; never an exponent."""
    if value == int(value) and abs(value) < 1e22:
        return str(int(value))
    short = f"{value:.{SIGNIFICANT - 1}g}"
    return short if "e" not in short else f"{value:.12f}".rstrip("0").rstrip(".")


def _figure(value: float, section: str) -> str:
    bare = LITERAL.sub(lambda m: "\x00" * len(m.group()), section)
    match = FIGURE.search(bare)
    if GENERAL.lower() in bare.lower() or match is None or "/" in bare or "E+" in bare.upper():
        if match is None and "general" not in bare.lower():
            return _words(section)  # "无" for zero
        return general(value)
    pattern = match.group()
    if "%" in bare:
        value *= 100
    whole, _point, fraction = pattern.partition(".")
    thousands = "," in whole.rstrip(",")
    scale = len(whole) - len(whole.rstrip(","))
    text = f"{value / 1000**scale:,.{len(fraction)}f}"
    optional = len(fraction) - len(fraction.rstrip("#"))
    while optional and text.endswith("0") and "." in text:
        text, optional = text[:-1], optional - 1
    text = text.rstrip(".") if fraction else text
    text = text if thousands else text.replace(",", "")
    least = whole.count("0")
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    head, point, tail = digits.partition(".")
    digits = head.rjust(least, "0") + point + tail
    return _words(section[: match.start()]) + sign + digits + _words(section[match.end() :])


def _words(text: str) -> str:
    """The literal words around a figure."""
    out = ""
    for match in re.finditer(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|([^#0?,@])', text):
        out += match.group(1) or match.group(2) or match.group(3) or match.group(4) or ""
    return out


def _date(value: float, code: str, from_1904: bool) -> str:
    seconds = round(value % 1 * 86_400)
    moment = (EPOCH_1904 if from_1904 else EPOCH) + datetime.timedelta(days=int(value), seconds=seconds)
    tokens = list(TOKEN.finditer(_sections(code)[0]))
    halved = any(token.group(3) for token in tokens)
    out, before = "", ""
    for at, token in enumerate(tokens):
        literal, escaped, noon, unit, _fraction, other = token.groups()
        if unit is None:
            afternoon = "下午" if moment.hour >= 12 else "上午"
            out += literal or escaped or (afternoon if noon else "") or ("" if other in (None, "@") else other)
            continue
        unit = unit.lower()
        behind = next((t.group(4).lower() for t in tokens[at + 1 :] if t.group(4)), "")
        if unit[0] == "m" and (before[:1] == "h" or behind[:1] == "s"):
            unit = "n" * len(unit)
        out += _unit(moment, unit, halved)
        before = unit
    return out.strip()


def _unit(moment: datetime.datetime, unit: str, halved: bool) -> str:
    kind, long = unit[0], len(unit) > 1
    if kind == "y":
        return f"{moment.year:04}" if len(unit) > 2 else f"{moment.year % 100:02}"
    if kind == "m" and len(unit) > 2:
        return MONTHS[3 * moment.month - 3 : 3 * moment.month]
    if kind == "a" or (kind == "d" and len(unit) > 2):
        return ("星期" if len(unit) > 3 else "") + WEEKDAYS[moment.weekday()]
    hour = (moment.hour - 1) % 12 + 1 if halved else moment.hour
    number = {"m": moment.month, "d": moment.day, "h": hour, "n": moment.minute, "s": moment.second}[kind]
    return f"{number:02}" if long else str(number)
