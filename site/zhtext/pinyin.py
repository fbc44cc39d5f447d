"""Pinyin (拼音): slugs, and the reading of each character.

pypinyin's dictionaries are 44 MB in memory and load in a quarter of a second, so they wait for the first title."""

import functools
import re
from collections.abc import Callable
from typing import Any

from zhtext.folding import DATA, fold
from zhtext.scripts import convert, detect

_HAN = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]+")
_WORDS = re.compile(r"[a-z]+|[0-9]+|[\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]+")


def slugify(title: str, limit: int = 60) -> str:
    """A title as lower-case ASCII syllables joined by hyphens, at most ``limit`` characters, cut between syllables.

    Digits stay together, both scripts give one slug. A character without a known reading gives its code (u92d7).
    Empty where the title has neither Han nor Latin nor digits.
    """
    syllables: list[str] = []
    length = -1
    for syllable in _syllables(title):
        length += 1 + len(syllable)
        if length > limit:
            break
        syllables.append(syllable)
    return "-".join(syllables)


def readings(text: str) -> list[str]:
    """The toneless syllable of each character where it stands (银行 yin hang), ü as v; either script.

    A Latin letter or a digit is itself, in lower case; a sign, or a character without a known reading, is "".
    """
    simplified = convert(text, "hans", "tw") if detect(text) == "hant" else text
    found = [c if len(c) == 1 and c.isascii() and c.isalnum() else "" for c in (_plain(c) for c in text)]
    for match in _HAN.finditer(simplified if len(simplified) == len(text) else text):
        read = _read(match[0], _unread)
        if len(read) == len(match[0]):
            found[match.start() : match.end()] = ["" if syllable == "?" else syllable for syllable in read]
    return found


def _read(characters: str, errors: Callable[[str], Any]) -> list[str]:
    """The toneless syllables of Han characters; `errors` gives those of characters without a known reading."""
    from pypinyin import Style, lazy_pinyin

    _load_readings()
    return lazy_pinyin(characters, style=Style.NORMAL, errors=errors)


def _unread(characters: str) -> Any:
    """A mark for each character without a known reading; pypinyin takes a list, though its types say a string."""
    return ["?"] * len(characters)


def _syllables(title: str) -> list[str]:
    simplified = convert(title, "hans", "tw") if detect(title) == "hant" else title
    syllables: list[str] = []
    # Only signs, widths and case come from folding: a variant class would change the reading (划 is not 画).
    plain = "".join(_plain(character) for character in simplified)
    for word in _WORDS.findall(plain):
        if word.isascii():
            syllables.append(word)
        else:
            syllables += _read(word, _codes)
    return syllables


def _codes(characters: str) -> str:
    return "-".join(f"u{ord(character):x}" for character in characters)


@functools.cache
def _load_readings() -> None:
    """Teaches pypinyin the words of data/readings.tsv, once a process."""
    from pypinyin import load_phrases_dict

    rows = (DATA / "readings.tsv").read_text(encoding="utf-8").splitlines()
    words = [row.split("\t")[:2] for row in rows if not row.startswith("# ")]
    # All in one call: pypinyin trains its segmenter anew with every call, a quarter of a second each.
    load_phrases_dict({word: [[syllable] for syllable in reading.split()] for word, reading in words})


def _plain(character: str) -> str:
    return character if "\u3400" <= character <= "\u9fff" or character >= "\U00020000" else fold(character)
