"""Tokens (词元) of a text, the same for every search engine.

Ordinary tokens: each Han character and each pair of neighbours (unigrams, bigrams); each Latin or number run
whole and, where it is compound (3+X, COVID-19, 2.0), its parts. Canonical tokens stand beside them: y2022,
y2022m05, y2022m05d10 for a date in any spelling; 第10条 for an ordinal; №2022:5 for the year and serial of a document number.

The index takes ``terms``, a query takes ``query_terms``: a query asks for the canonical token *instead of* the
spelling it was typed in, so 二〇二二年五月十日 finds 2022年5月10日 even where every token has to match.
"""

import re
from collections.abc import Iterator
from operator import add, itemgetter
from typing import NamedTuple

from zhtext.canonical import canonical_spans, without_overlaps
from zhtext.folding import fold


class Token(NamedTuple):
    """A token and the offsets, in the original text, of the characters it stands for."""

    text: str
    start: int
    end: int


# Ideographs with their private-use fellows, kana and Hangul: scripts that put no space between words.
UNSPACED = (
    "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\ue000-\uf8ff\uf900-\ufaff"
    "\U00020000-\U0003ffff\U000f0000-\U0010fffd"
)
_RUN = re.compile(f"[{UNSPACED}]+")
_LETTER = rf"(?:[0-9a-z]|(?![{UNSPACED}\x00-\x7f])[^\W_])"
# Two plus signs or a hash at the end belong to the name: C++, C#.
_WORD = re.compile(rf"{_LETTER}+(?:[.+\-/_]{_LETTER}+)*(?:\+\+|#)?")
_PART = re.compile(r"[^.+\-/_#]+")


def analyse(text: str) -> list[Token]:
    """The tokens that ``terms`` gives, in its order, with offsets into ``text``.

    ``fold(text[start:end])`` is an ordinary token's text; a canonical token's offsets enclose the words it was read from.
    """
    folded = fold(text)
    tokens = list(map(Token._make, _ordinary(folded)))
    for span in canonical_spans(folded):
        tokens.extend(Token(name, span.start, span.end) for name in span.texts)
    return tokens


def terms(text: str) -> list[str]:
    """The tokens of a text for the index, repeated as often as they occur: unigrams, bigrams, words, canonical tokens."""
    folded = fold(text)
    runs = _RUN.findall(folded)
    out = list("".join(runs))
    for run in runs:
        out.extend(map(add, run, run[1:]))
    for word in _WORD.findall(folded):
        out.append(word)
        if not word.isalnum():
            out.extend(_PART.findall(word))
    for span in canonical_spans(folded):
        out.extend(span.texts)
    return out


def query_terms(text: str) -> list[str]:
    """The tokens that a query asks for where all of them have to match (AND), in order of place, each once.

    A canonical span gives its most exact token (y2022m05d10), and the ordinary tokens of the same characters are
    left out: so the query finds every document that says the same thing in another spelling. ``terms`` is for the
    index; it serves as well for a query of which any token may match (OR).
    """
    folded = fold(text)
    spans = without_overlaps(canonical_spans(folded))
    asked = [(span.texts[-1], span.start, span.end) for span in spans]
    ordinary = _ordinary(folded)
    if spans:
        covered = bytearray(len(folded))
        for span in spans:
            covered[span.start : span.end] = b"\x01" * (span.end - span.start)
        ordinary = (token for token in ordinary if covered.find(1, token[1], token[2]) < 0)
    return list(dict.fromkeys(name for name, _, _ in sorted([*asked, *ordinary], key=itemgetter(1, 2))))


def _ordinary(folded: str) -> Iterator[tuple[str, int, int]]:
    runs = [(match.start(), match[0]) for match in _RUN.finditer(folded)]
    for start, run in runs:
        end = start + len(run)
        yield from zip(run, range(start, end), range(start + 1, end + 1), strict=True)
    for start, run in runs:
        last = start + len(run) - 1
        yield from zip(map(add, run, run[1:]), range(start, last), range(start + 2, last + 2), strict=True)
    for match in _WORD.finditer(folded):
        start, end = match.span()
        yield match[0], start, end
        if not match[0].isalnum():
            yield from ((part[0], start + part.start(), start + part.end()) for part in _PART.finditer(match[0]))
