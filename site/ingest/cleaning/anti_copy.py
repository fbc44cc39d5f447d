"""What copying sites and forums scatter in texts against copying (防复制干扰): ornaments, random strings, their own names.

Each rule wants several places or a pattern that no author writes; what an author may have meant stays."""

from __future__ import annotations

import functools
import re
from collections import Counter

from ingest.cleaning.everywhere import Find, all_texts
from ingest.cleaning.invisible import replaced
from ingest.cleaning.readings import is_rare
from ingest.cleaning.rule import everywhere, text_rule
from ingest.readers.source import Edit, SourceDocument

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
MARKS = "，、。；：！？,;:”’」』）》】〕"
ORNAMENT = re.compile(
    rf"(?<=[{HAN}{MARKS}])[ \u3000]{{0,3}}[★☆✿ღ◈♪♫♬♩❀✪☯♥❤♡❥♣♠♦✦✧✩✫✬✭✮✯✰❁❃❋✾✽❖☪☮☾☽☼☃❅❆♚♛♔♕☁☂✈☎](?=[{HAN}“‘「『（《])"
)
STARRED = re.compile(r"[标打加带注有][ “\"]{0,2}[★☆]|[★☆][”\"]?[号项者的为]|[★☆]{2}")
ORNAMENTS_AT_LEAST = 5

TOKENS = re.compile(
    rf"(?:(?<=[{HAN}{MARKS}])|(?<=^))[ \u3000]?(?:[!-~]{{1,3}} ){{3,40}}[!-~]{{1,3}}(?=[ ]?(?:[{HAN}“‘「『（《]|$))"
)
HARD = re.compile(r"[!#$&@`{}|~\\;'\"?_]")
BRACKETED_SITE = re.compile(
    r"[（(【\[](?:[^（）()【】\[\]\n。，]{0,12}?)(?:www\s?[.。．]\s?|https?://)?[a-z0-9\-]{2,30}\s?[.。．]\s?(?:com|cn|net|org|cc|top|vip)"
    r"(?:[^（）()【】\[\]\n。，]{0,12}?)[)）】\]]",
    re.I,
)
SITES_AT_LEAST = 3
# [来源:学#科#网Z#X#X#K]: the site's name with signs between the characters, so that no simple search finds it.
SOURCE_TAG = re.compile(r"[\[［]\s*来\s*源\s*[:：][^\[\]［］\n]{2,40}[\]］]")
SCATTERED = re.compile(r"[#&%^*$§|~_+。.@!][^\W_][#&%^*$§|~_+。.@!]|[a-z]\s?[.。]\s?com", re.I)
RARE_AT_LEAST, RARE_SHARE = 10, 0.7
OMITTED = re.compile(r"[（(【\[]?\s*此处隐藏\s*\d{1,7}\s*个?字[^）)】\]\n]{0,6}[）)】\]]?")


def find_ornaments(document: SourceDocument) -> Find | None:
    """Ornaments between characters and after commas; not where the text speaks of its stars, nor bullets of lines."""
    if any(STARRED.search(text) for text in all_texts(document)):
        return None
    return replaced(ORNAMENT)


def is_random(text: str) -> bool:
    """`7 W7 O4 p! l1`: tokens of letters, figures and hard signs mixed; no list of options, formula or code has them so."""
    tokens = text.split()
    symbols = len(set(HARD.findall(text)))
    mixed = sum(1 for t in tokens if len({_class(c) for c in t}) >= 2)
    kinds = {_class(c) for t in tokens for c in t}
    return symbols >= 1 and mixed >= 2 and "digit" in kinds and bool(kinds & {"upper", "lower"}) and len(kinds) >= 3


def _class(character: str) -> str:
    if character.isdigit():
        return "digit"
    if character.isalpha():
        return "upper" if character.isupper() else "lower"
    return "sign"


def find_random_strings(text: str) -> list[Edit]:
    return [Edit(m.start(), m.end()) for m in TOKENS.finditer(text) if is_random(m.group())]


def find_site_names(document: SourceDocument) -> Find | None:
    """A site's address in brackets three times or more in the running text, and scrambled source tags."""
    blocks = [block.text for block in document.blocks]
    counts = Counter(m.group() for text in blocks for m in BRACKETED_SITE.finditer(text) if m.end() < len(text))
    tags = [m.group() for text in blocks for m in SOURCE_TAG.finditer(text)]
    noise = {tag for tag in tags if len(tags) >= SITES_AT_LEAST or SCATTERED.search(tag)}
    noise |= {site for site, count in counts.items() if count >= SITES_AT_LEAST}
    if not noise:
        return None
    return replaced(re.compile("|".join(map(re.escape, sorted(noise, key=len, reverse=True)))))


@functools.cache
def _rare_run() -> re.Pattern[str]:
    """Rare characters with single everyday ones between them."""
    ideographs = [*map(chr, range(0x3400, 0x4DC0)), *map(chr, range(0x4E00, 0xA000))]
    rare = "".join(filter(is_rare, ideographs)) + "\U00020000-\U0003ffff"
    return re.compile(f"[{rare}]+(?:[^\\W{rare}a-zA-Z0-9_][{rare}]+)*")


def find_rare_runs(text: str) -> list[Edit]:
    """Ten and more neighbours that are nearly all outside the everyday characters (螃螇腿芀…)."""
    found = (m for m in _rare_run().finditer(text) if m.end() - m.start() >= RARE_AT_LEAST)
    return [
        Edit(m.start(), m.end()) for m in found if sum(map(is_rare, m.group())) >= RARE_SHARE * (m.end() - m.start())
    ]


ORNAMENTS = text_rule(
    "ornaments", "复制网站插入的装饰符号", "noise", find_ornaments, around=1, least=ORNAMENTS_AT_LEAST
)
RANDOM_STRINGS = text_rule(
    "random_strings", "论坛、网站插入的随机字母和符号，用来干扰复制", "noise", everywhere(find_random_strings), around=0
)
SITE_NAMES = text_rule("site_names", "夹在正文里的网站名称和网址，是转载网站插入的", "noise", find_site_names, around=2)
RARE_GLYPHS = text_rule("rare_glyphs", "成串的生僻字，是文库网站插入的干扰文字", "noise", everywhere(find_rare_runs))
OMISSIONS = text_rule(
    "omission_notes", "网站“此处隐藏…字”的提示，原文在这里被截断", "noise", everywhere(replaced(OMITTED))
)
