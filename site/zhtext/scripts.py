"""The two scripts (简体, 繁體): which one a text is in, and conversion that leaves addresses and codes alone.

OpenCC converts (s2hk, s2tw, hk2s, tw2s; never the *p configurations, which replace words). ``data/exceptions.tsv``
overrules it where it is wrong for official text.
"""

import functools
import re
from typing import Literal

import opencc

from zhtext.folding import DATA

Script = Literal["hans", "hant"]
Region = Literal["hk", "tw"]

_CONFIGURATIONS = {("hant", "hk"): "s2hk", ("hant", "tw"): "s2tw", ("hans", "hk"): "hk2s", ("hans", "tw"): "tw2s"}
_QUOTES = {"“": "「", "”": "」", "‘": "『", "’": "』"}
_TO_HANT_QUOTES = str.maketrans(_QUOTES)
_TO_HANS_QUOTES = str.maketrans({corner: curly for curly, corner in _QUOTES.items()})
# Kept as they are: addresses of the web and of mail, an apostrophe inside a word, and what OpenCC cannot take
# (it raises on surrogates and stops at NUL).
_KEPT = re.compile(
    r"(?:https?|ftp)://[^\s<>\"“”「」『』《》，。；、（）]{1,2000}"
    r"|www\.[^\s<>\"“”「」『』《》，。；、（）]{1,2000}"
    r"|[\w.+\-]{1,64}@(?:[\w\-]{1,63}\.){1,8}\w{2,24}"
    r"|(?<=[A-Za-z])’(?=[A-Za-z])"
    r"|[\ud800-\udfff\x00]+"
)
_QUOTED_IN_CORNERS = re.compile("[「」『』]")


def detect(text: str) -> Script:
    """The script a text is in. Characters of one script only are counted, so 規范 (half converted) is hant.

    Text without any such character is hant if it quotes with 「」, else hans.
    """
    hans_only, hant_only = markers()
    hans = sum(map(hans_only.__contains__, text))
    hant = sum(map(hant_only.__contains__, text))
    if hans == hant == 0:
        return "hant" if _QUOTED_IN_CORNERS.search(text) else "hans"
    return "hant" if hant > hans else "hans"


def convert(text: str, to: Script, region: Region) -> str:
    """The text in the other script, in the characters of a region, with that script's quotation marks. Never raises.

    Text that shows the target script only is given back with its quotes alone changed, so that converting twice is
    converting once (tw2s would make 显着 of 显著). Web and mail addresses, Latin and digits stay.
    """
    quotes = _TO_HANT_QUOTES if to == "hant" else _TO_HANS_QUOTES
    hans_only, hant_only = markers()
    foreign, native = (hans_only, hant_only) if to == "hant" else (hant_only, hans_only)
    already = foreign.isdisjoint(text) and not native.isdisjoint(text)
    pieces: list[str] = []
    place = 0
    for match in _KEPT.finditer(text):
        pieces += [_convert_plain(text[place : match.start()], to, region, already).translate(quotes), match[0]]
        place = match.end()
    pieces.append(_convert_plain(text[place:], to, region, already).translate(quotes))
    return "".join(pieces)


def _convert_plain(text: str, to: Script, region: Region, already: bool) -> str:
    if already or not text:
        return text
    converter = _converter(_CONFIGURATIONS[to, region])
    pattern, words = _exceptions(to, region)
    pieces: list[str] = []
    place = 0
    for match in pattern.finditer(text):
        pieces += [converter.convert(text[place : match.start()]), words[match[0]]]
        place = match.end()
    return "".join([*pieces, converter.convert(text[place:])])


@functools.cache
def _converter(configuration: str) -> opencc.OpenCC:
    return opencc.OpenCC(configuration)


@functools.cache
def _exceptions(to: Script, region: Region) -> tuple[re.Pattern[str], dict[str, str]]:
    """The words of data/exceptions.tsv for one direction: a pattern that finds the longest first, and their forms."""
    words: dict[str, str] = {}
    for line in _lines("exceptions.tsv"):
        hans, hk, tw, direction = line.split("\t")[:4]
        hant = hk if region == "hk" else tw
        if direction in ("both", to):
            words |= {hans: hant} if to == "hant" else {hant: hans}
    alternatives = list(map(re.escape, sorted(words, key=len, reverse=True)))
    if to == "hant":
        surnames, titles = (line.split("\t")[1].split() for line in _lines("surnames.tsv"))
        words |= {surname: surname for surname in surnames}
        alternatives.append(f"(?<![\u3400-\u9fff])(?:{'|'.join(surnames)})(?=(?:{'|'.join(titles)}))")
    return re.compile("|".join(alternatives)), words


def _lines(name: str) -> list[str]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("# ")]


@functools.cache
def markers() -> tuple[frozenset[str], frozenset[str]]:
    """(characters that only simplified text has, characters that only traditional text has)."""
    ideographs = [chr(code) for span in (range(0x3400, 0x4DC0), range(0x4E00, 0xA000)) for code in span]
    lines = "\n".join(ideographs)
    simple = opencc.OpenCC("t2s").convert(lines).split("\n")
    traditional = opencc.OpenCC("s2t").convert(lines).split("\n")
    hans = frozenset(
        own for own, other in zip(ideographs, traditional, strict=True) if other != own and not _common_in_big5(own)
    )
    hant = frozenset(own for own, other in zip(ideographs, simple, strict=True) if other != own and not _in_gb2312(own))
    return hans - hant, hant - hans


def _common_in_big5(character: str) -> bool:
    """In Big5's first level, that is, in everyday use in traditional text too (后, 里, 台, 云)."""
    try:
        return b"\xa4\x40" <= character.encode("big5") <= b"\xc6\x7e"
    except UnicodeEncodeError:
        return False


def _in_gb2312(character: str) -> bool:
    """In use in simplified text too (著, 乾, 瞭)."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
