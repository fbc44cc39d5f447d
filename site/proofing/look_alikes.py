"""Characters that look like others (形近字): 己经 for 已经, 2O22年 with a letter, ⼈ the radical for 人 the character, СPU in Cyrillic."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from proofing.finding import Finding

DATA = Path(__file__).parent / "data" / "look_alikes.tsv"
HAN = "\u3400-\u4dbf\u4e00-\u9fff"
NUMERALS = "一二三四五六七八九十〇零"
# Radicals for which Unicode names no ideograph; those that it does are found by normalization.
RADICALS = str.maketrans(
    "⺁⺝⺟⺠⺼⻁⻄⻅⻆⻉⻋⻒⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
    "厂月母民肉虎西见角贝车长长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
)
RADICAL = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
CYRILLIC = dict(zip("АВЕКМНОРСТХУаеорсхуі", "ABEKMHOPCTXYaeopcxyi", strict=True))
GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True))
ALIKE = CYRILLIC | GREEK
FOREIGN = re.compile("[" + "".join(ALIKE) + "]+")
FOREIGN_LETTER = re.compile("[\u0370-\u03ff\u0400-\u04ff]")
UNITS = "年月日号號时時分秒人名个個次期元万萬亿億所校位项項届屆节節门門岁歲%％"
# A letter among figures where a figure belongs: 2O22年, l0月, 1OO人.
LETTER = re.compile(
    rf"(?<![A-Za-z0-9./\-])(?=[0-9OolI]*[0-9])(?=[0-9]*[OolI])[0-9OolI]{{2,6}}(?=\s?[{UNITS}])(?!\s?[号號]?[楼樓线線])"
)
ZERO = re.compile(
    rf"(?<=[{NUMERALS}])[○◯OoＯｏОоΟο0０](?=[{NUMERALS}○◯OoＯ0]{{0,2}}年)|(?<=[二一][○◯])[○◯](?=[{NUMERALS}年])"
)
DAY = re.compile(rf"(?<=[0-9０-９{NUMERALS}])曰(?![{HAN}]?[：:])")
BOPOMOFO_ONE = re.compile(rf"(?<=[{HAN}])ㄧ(?=[{HAN}])")
COMMA = re.compile(rf"(?<=[{HAN}])丶(?=[{HAN}])")
DITTO = re.compile(rf"(?<=[{HAN}，。！？])〃")
MOST = 40


def find_look_alikes(text: str) -> list[Finding]:
    """One finding for each spot in reading order, at most forty; `fix` is the character that is meant."""
    found = [*_radicals(text), *_letters(text), *_words(text), *_signs(text)]
    return sorted(found, key=lambda finding: finding.start or 0)[:MOST]


def _made(text: str, start: int, end: int, fix: str | None, what: str, level: str = "error") -> Finding:
    quote = text[start:end]
    message = f"“{quote}”{what}" + (f"，应为“{fix}”" if fix else "，请核对")
    return Finding("look_alike", level, message, quote, start, end, "body", fix)  # type: ignore[arg-type]


def ideograph(character: str) -> str:
    """⼈ -> 人, 﨎 as it is: the ordinary character of a radical or compatibility form."""
    normal = unicodedata.normalize("NFKC", character).translate(RADICALS)
    return normal if len(normal) == 1 else character


def _radicals(text: str) -> Iterator[Finding]:
    for match in RADICAL.finditer(text):
        plain = ideograph(match.group())
        if plain != match.group():
            yield _made(text, match.start(), match.end(), plain, "是部首或兼容字形，不是普通汉字", "warning")


def _letters(text: str) -> Iterator[Finding]:
    """Cyrillic and Greek letters in Latin words or alone among Han; text that is Russian or Greek is left alone."""
    for match in FOREIGN.finditer(text):
        start, end = match.span()
        around = text[start - 1 : start] + text[end : end + 1]
        if FOREIGN_LETTER.search(around):
            continue
        latin = any(c.isascii() and c.isalnum() for c in around)
        greek = FOREIGN_LETTER.fullmatch(match.group()[0]) and match.group()[0] in GREEK
        if latin or (not greek and end - start <= 4 and re.search(f"[{HAN}]", around)):
            fix = "".join(ALIKE[c] for c in match.group())
            yield _made(text, start, end, fix, "是俄文或希腊文字母", "warning")


def _signs(text: str) -> Iterator[Finding]:
    for match in LETTER.finditer(text):
        fix = match.group().translate(str.maketrans("OolI", "0011"))
        yield _made(text, match.start(), match.end(), fix, "把字母当作数字")
    simplified = "「" not in text
    for match in ZERO.finditer(text):
        if simplified or match.group() not in "○◯":  # Taiwan prints 二○二二年
            yield _made(text, match.start(), match.end(), "〇", "不是汉字数字", "warning")
    for pattern, fix, what in (
        (DAY, "日", "是“曰”字"), (BOPOMOFO_ONE, "一", "是注音符号"), (COMMA, "、", "是汉字点画"), (DITTO, "”", "是“同上”号"),
    ):  # fmt: skip
        for match in pattern.finditer(text):
            yield _made(text, match.start(), match.end(), fix, what, "error" if fix == "日" else "warning")


@functools.cache
def _listed() -> tuple[re.Pattern[str], dict[str, tuple[str, str, str]]]:
    """A pattern of all wrong words, and {wrong: (right, characters that excuse it before, after)}."""
    rows = [line.split("\t") for line in DATA.read_text(encoding="utf-8").splitlines() if line]
    words = {wrong: (right, before, after) for wrong, right, before, after in rows}
    return re.compile("|".join(sorted(words, key=len, reverse=True))), words


def _words(text: str) -> Iterator[Finding]:
    pattern, words = _listed()
    for match in pattern.finditer(text):
        right, before, after = words[match.group()]
        left, following = (
            text[match.start() - 1 : match.start()] if match.start() else "",
            text[match.end() : match.end() + 1],
        )
        if (left and left in before) or (following and following in after):
            continue
        yield _made(text, match.start(), match.end(), right, "用了形近字", "warning")
