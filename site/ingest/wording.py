"""Cues in either script: patterns are typed in simplified Chinese and match both, offsets unchanged."""

from __future__ import annotations

import functools
import re

from zhtext.folding import fold

HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
SENTENCE_END = "。！？!?；;…"
CLOSERS = "”’」』）)】》〉\"'"


@functools.lru_cache(maxsize=65536)
def _plain_character(character: str) -> str:
    code = ord(character)
    if 0xFF01 <= code <= 0xFF5E:
        return chr(code - 0xFEE0)
    if character in "\u00a0\u3000\u2002\u2003\u2009\t":
        return " "
    if HAN.match(character) and character not in "〇":
        return fold(character)
    return character


@functools.lru_cache(maxsize=1024)  # every rule asks again for the same paragraphs
def plain(text: str) -> str:
    """One character for one: Han folded to its class, full-width ASCII to ASCII, any space to a space."""
    return "".join(map(_plain_character, text))


def cue(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a pattern whose Han characters match `plain` text of either script; its syntax is ASCII."""
    return re.compile("".join(fold(c) if HAN.match(c) else _plain_character(c) for c in pattern), flags)


def squeeze(text: str) -> str:
    """`plain` text without any white space, to compare titles and names."""
    return re.sub(r"\s+", "", plain(text))


DASHES = re.compile(r"[-‐‑–—―－~～]+")
BRACKETS = str.maketrans("〔〕［］【】「」『』“”‘’〈〉", '()()()""""""""<>')


def title_key(text: str) -> str:
    """A title without the differences of print: spaces, dashes, brackets, script."""
    return DASHES.sub("-", squeeze(text).translate(BRACKETS)).replace("[", "(").replace("]", ")")


def ends_sentence(text: str) -> bool:
    """Whether the text ends like a sentence, closing quotes and brackets apart."""
    return text.rstrip().rstrip(CLOSERS)[-1:] in SENTENCE_END if text.strip() else False
