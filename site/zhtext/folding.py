"""Folding (归一): one character in, one character out, so that every spelling of a word meets in the search index.

Full-width forms, case, traditional characters, variant classes (``data/variants.tsv``) and signs (``data/symbols.tsv``)
are folded. Because no character is added or lost, an offset in folded text is an offset in the original.
Folded text is for comparing, never for showing: 规划 and 规画 fold alike.
"""

import functools
import hashlib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import opencc

DATA = Path(__file__).parent / "data"

# Beyond the last ideograph (Extension H) nothing folds; str.translate leaves what lies outside the table alone.
TABLE_LENGTH = 0x323B0
REPLACEMENT = 0xFFFD
SURROGATES = range(0xD800, 0xE000)
# str.lower() and NFKC have nothing to say about these, and they are most of the table.
IDEOGRAPHS = (
    range(0x3400, 0x4DC0),
    range(0x4E00, 0xA000),
    range(0x20000, 0x2A6E0),
    range(0x2A700, 0x2F800),
    range(0x30000, 0x323B0),
)


def fold(text: str) -> str:
    """The comparable form of a text: the same length, and folding it again changes nothing. Never raises.

    NUL becomes a space and a lone surrogate U+FFFD, since neither can be stored or sent.
    """
    return text.translate(_table())


@functools.cache
def fingerprint() -> str:
    """16 hex digits that change when folding changes: an index built under another value has to be built anew."""
    return hashlib.sha256(b"".join(code.to_bytes(3, "big") for code in _table())).hexdigest()[:16]


def read_classes(name: str) -> Iterator[tuple[str, str]]:
    """(kept, member) pairs of a data file of classes."""
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# "):
            kept, members = line.split("\t")[:2]
            for member in _characters(members):
                yield _characters(kept)[0], member


def _characters(cell: str) -> list[str]:
    if cell.startswith("U+"):
        return [chr(int(code[2:], 16)) for code in cell.split()]
    return list(cell)


@functools.cache
def _table() -> list[int]:
    """Code point to folded code point. A list, because str.translate indexes it faster than a dict."""
    table = list(range(TABLE_LENGTH))
    ideographs = [chr(code) for span in IDEOGRAPHS for code in span]
    # One call for all: OpenCC keeps line ends, and a character alone in its line meets no phrase rule.
    simplified = opencc.OpenCC("t2s").convert("\n".join(ideographs)).split("\n")
    for ideograph, simple in zip(ideographs, simplified, strict=True):
        if len(simple) == 1:
            table[ord(ideograph)] = ord(simple)
    for code, plain in _plain_forms():
        table[code] = plain
    for code in SURROGATES:
        table[code] = REPLACEMENT
    for name in ("symbols.tsv", "variants.tsv"):
        for kept, member in read_classes(name):
            table[ord(member)] = ord(kept)
    # Most codes stand for themselves, and a call for each of 200,000 would cost every start a tenth of a second.
    return [code if code == following else _settle(table, code) for code, following in enumerate(table)]


def _other_codes() -> Iterator[int]:
    spans = sorted(IDEOGRAPHS, key=lambda span: span.start)
    start = 0
    for span in spans:
        yield from (code for code in range(start, span.start) if code not in SURROGATES)
        start = span.stop


def _plain_forms() -> Iterator[tuple[int, int]]:
    """(code, its compatibility form or else its lower case) of those that have one of one character."""
    characters = [chr(code) for code in _other_codes()]
    compatible = map(functools.partial(unicodedata.normalize, "NFKC"), characters)
    for character, form, lower in zip(characters, compatible, map(str.lower, characters), strict=True):
        if form == lower == character:
            continue
        if len(form) == 1 and form != character:
            yield ord(character), ord(form)
        elif len(lower) == 1:
            yield ord(character), ord(lower)


def _settle(table: list[int], code: int) -> int:
    """Follows a code through the table to the end, so that folding twice is folding once."""
    for _ in range(8):
        following = table[code] if code < TABLE_LENGTH else code
        if following == code:
            return code
        code = following
    raise ValueError(f"the fold data send U+{code:04X} round in a circle")
