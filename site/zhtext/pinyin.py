"""Slugs in pinyin (拼音)."""

import re

from pypinyin import Style, lazy_pinyin

from zhtext.folding import fold
from zhtext.scripts import convert, detect

_WORDS = re.compile(r"[a-z]+|[0-9]+|[\u3400-\u4dbf\u4e00-\u9fff\u3007]+")


def slugify(title: str, limit: int = 60) -> str:
    """A title as lower-case ASCII syllables joined by hyphens, at most ``limit`` characters, cut between syllables.

    Digits stay together, both scripts give one slug. Empty where the title has neither Han nor Latin nor digits.
    """
    syllables: list[str] = []
    length = -1
    for syllable in _syllables(title):
        length += 1 + len(syllable)
        if length > limit:
            break
        syllables.append(syllable)
    return "-".join(syllables)


def _syllables(title: str) -> list[str]:
    simplified = convert(title, "hans", "tw") if detect(title) == "hant" else title
    syllables: list[str] = []
    # Only signs, widths and case come from folding: a variant class would change the reading (划 is not 画).
    plain = "".join(_plain(character) for character in simplified)
    for word in _WORDS.findall(plain):
        if word.isascii():
            syllables.append(word)
        else:
            syllables += (s for s in lazy_pinyin(word, style=Style.NORMAL, errors="ignore") if s.isascii() and s.isalpha())
    return syllables


def _plain(character: str) -> str:
    return character if "\u3400" <= character <= "\u9fff" else fold(character)
