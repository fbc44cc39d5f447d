"""Signs of the wrong width (全角、半角): half-width punctuation between Han, full-width figures and letters, Symbol-font bullets."""

from __future__ import annotations

import re

from ingest.cleaning.damage import find_damage
from ingest.cleaning.everywhere import Find, all_texts
from ingest.cleaning.rule import everywhere, text_rule
from ingest.readers.source import Edit, SourceDocument
from proofing.look_alikes import RADICAL, ideograph

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
BEFORE = rf"{HAN}”’」』》）〕】〉％…"
AFTER = rf"{HAN}“‘「『《（〔【〈"
FULL = str.maketrans(",;:!?", "，；：！？")
# A mark after Han, whatever follows; or before Han, unless the signs around it are of a web address or of code.
MARK = re.compile(rf"(?<=[{BEFORE}])[,;:!?](?! ?//)(?: (?=[{AFTER}]))?|(?<=[0-9A-Za-z%)\]]),(?=[{AFTER}])")
ASKS = re.compile("[吗嗎呢么麼什怎何谁誰哪否几幾吧]|多少|是不是|有没有|有沒有|能不能|可不可")
PERIOD = re.compile(rf"(?<=[{HAN}”）》])\.(?=[{AFTER}]|\s*$)")
PERIODS_AT_LEAST = 3
LAST = re.compile(rf"(?<=[{HAN}”）》])\.(?=\s*$)")
MARKS_AT_LEAST = 3
PAIR = re.compile(
    rf'(?:(?<=[{HAN}，。、；：！？（《,:;])|(?<=^))"[^"\n]{{1,120}}"(?=[{HAN}，。、；：！？）》,:;.]|\s*$)'
)
LATIN = re.compile("[A-Za-z]")
IDEOGRAPH = re.compile(f"[{HAN}]")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.I)

WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
FULL_WIDTH = re.compile(r"[０-９Ａ-Ｚａ-ｚ]+(?:．[０-９]+)*")

# What Word's Symbol and Wingdings print at these private places; elsewhere nobody knows what a private character was.
SYMBOLS = {
    0xF020: " ", 0xF02D: "-", 0xF052: "☑", 0xF054: "☒", 0xF06C: "●", 0xF06D: "○", 0xF06E: "■", 0xF06F: "□", 0xF070: "□",
    0xF071: "□", 0xF072: "□", 0xF074: "◆", 0xF075: "◆", 0xF076: "❖", 0xF077: "◆", 0xF09F: "•", 0xF0A1: "○", 0xF0A3: "□",
    0xF0A7: "▪", 0xF0A8: "□", 0xF0B2: "◇", 0xF0B7: "•", 0xF0D8: "➢", 0xF0E0: "→", 0xF0FB: "☒", 0xF0FC: "✓", 0xF0FD: "☒",
    0xF0FE: "☑", 0xF0AE: "→", 0xF0B3: "≥",
}  # fmt: skip
PRIVATE_SIGN = re.compile("[" + "".join(map(chr, SYMBOLS)) + "]")


def find_half_width(document: SourceDocument) -> Find | None:
    """Half-width commas, semicolons, colons, question and exclamation marks of Chinese sentences; `?` only where one is asked."""
    texts = all_texts(document)
    no_stops = not any("。" in text for text in texts)
    periods = no_stops and sum(len(PERIOD.findall(text)) for text in texts) >= PERIODS_AT_LEAST
    # Who types half-width commas ends a paragraph with a half-width period now and then, too.
    period = PERIOD if periods else LAST if sum(len(MARK.findall(text)) for text in texts) >= MARKS_AT_LEAST else None
    return lambda text: _half_width(text, period)


def _half_width(text: str, period: re.Pattern[str] | None) -> list[Edit]:
    if not any(mark in text for mark in ',;:!?."') or len(LATIN.findall(text)) > 2 * len(IDEOGRAPH.findall(text)):
        return []
    asked = "?" in text or "？" in text  # what is damaged has one
    closed = [(start, start + len(spot)) for start, spot in find_damage(text)] if asked else []
    closed += [m.span() for m in ADDRESS.finditer(text)]
    edits = []
    for match in MARK.finditer(text):
        if any(start <= match.start() < end for start, end in closed):
            continue
        if match.group()[0] == "?" and not ASKS.search(text, max(match.start() - 40, 0), match.start()):
            continue
        edits.append(Edit(match.start(), match.end(), match.group()[0].translate(FULL)))
    edits += [Edit(m.start(), m.end(), "。") for m in period.finditer(text)] if period else []
    return sorted([*edits, *_quotes(text)], key=lambda e: e.start)


def _quotes(text: str) -> list[Edit]:
    """Straight quotation marks around Chinese words, where they pair off and no curly ones stand beside them."""
    if '"' not in text or text.count('"') % 2 or "“" in text or "「" in text:
        return []
    pairs = [m for m in PAIR.finditer(text) if IDEOGRAPH.search(m.group())]
    return [edit for m in pairs for edit in (Edit(m.start(), m.start() + 1, "“"), Edit(m.end() - 1, m.end(), "”"))]


def find_full_width(text: str) -> list[Edit]:
    """２０３１ -> 2031, Ａ４ -> A4; ３．５ -> 3.5."""
    return [Edit(m.start(), m.end(), m.group().translate(WIDE).replace("．", ".")) for m in FULL_WIDTH.finditer(text)]


def find_radicals(text: str) -> list[Edit]:
    """⼈ -> 人: forms that pdf files and some fonts put in the place of the character."""
    found = [(m, ideograph(m.group())) for m in RADICAL.finditer(text)]
    return [Edit(m.start(), m.end(), plain) for m, plain in found if plain != m.group()]


def find_symbols(text: str) -> list[Edit]:
    return [Edit(m.start(), m.end(), SYMBOLS[ord(m.group())]) for m in PRIVATE_SIGN.finditer(text)]


HALF_WIDTH = text_rule("half_width_punctuation", "汉字之间的半角标点改为全角", "repair", find_half_width)
FULL_WIDTH_FIGURES = text_rule("full_width_digits", "全角数字和字母改为半角", "repair", everywhere(find_full_width))
RADICAL_FORMS = text_rule("radical_forms", "部首字形、兼容字形换成普通汉字", "repair", everywhere(find_radicals))
SYMBOL_SIGNS = text_rule(
    "symbol_signs", "符号字体里的项目符号和方框换成通用字符", "repair", everywhere(find_symbols), around=2
)
