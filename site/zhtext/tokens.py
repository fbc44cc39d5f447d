"""Tokens (词元) of a text, the same for every search engine.

Ordinary tokens: each Han character and each pair of neighbours (unigrams, bigrams); each Latin or number run
whole and, where it is compound (3+X, COVID-19, 2.0), its parts. Canonical tokens stand beside them: y2022,
y2022m05, y2022m05d10 for a date in any spelling; 第10条 for an ordinal; №2022:5 for the year and serial of a document number.

The index takes ``terms``, a query takes ``query_terms``: a query asks for the canonical token *instead of* the
spelling it was typed in, so 二〇二二年五月十日 finds 2022年5月10日 even where every token has to match.
"""

import re
from collections.abc import Iterator
from operator import add
from typing import NamedTuple

from zhtext.canonical import Canonical, canonical_spans, without_overlaps
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
_LETTERS = f"(?:(?![{UNSPACED}])[^\\W_])"
# Plus signs and hashes at the end belong to the name: C++, C#.
_WORD = re.compile(rf"(?:[0-9a-z]|(?![{UNSPACED}\x00-\x7f])[^\W_])+(?:[.+\-/_](?:[0-9a-z]|(?![{UNSPACED}\x00-\x7f])[^\W_])+)*(?:\+\+?|#)?")
_JOINT = re.compile(r"[.+\-/_#]+")


def analyse(text: str) -> list[Token]:
    """The tokens that ``terms`` gives, in its order, with offsets into ``text``.

    ``fold(text[start:end])`` is an ordinary token's text; a canonical token's offsets enclose the words it was read from.
    """
    folded = fold(text)
    tokens = list(_ordinary(folded))
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
            out.extend(part for part in _JOINT.split(word) if part and part != word)
    for span in canonical_spans(folded):
        out.extend(span.texts)
    return out


def query_terms(text: str) -> list[str]:
    """The tokens that a query asks for, in order, each once: ``terms`` is for the index only.

    A canonical span gives its most exact token (y2022m05d10) and the ordinary tokens of the same characters are
    left out. All of them together (AND) find every document that says the same thing in another spelling.
    """
    folded = fold(text)
    spans = without_overlaps(canonical_spans(folded))
    tokens = [Token(span.texts[-1], span.start, span.end) for span in spans]
    covered = {place for span in spans for place in range(span.start, span.end)}
    for token in _ordinary(folded):
        if covered.isdisjoint(range(token.start, token.end)):
            tokens.append(token)
    return list(dict.fromkeys(token.text for token in sorted(tokens, key=lambda token: (token.start, token.end))))


def _ordinary(folded: str) -> Iterator[Token]:
    runs = [(match.start(), match[0]) for match in _RUN.finditer(folded)]
    for start, run in runs:
        for place, character in enumerate(run, start):
            yield Token(character, place, place + 1)
    for start, run in runs:
        for place, pair in enumerate(map(add, run, run[1:]), start):
            yield Token(pair, place, place + 2)
    for match in _WORD.finditer(folded):
        word = match[0]
        yield Token(word, match.start(), match.end())
        if not word.isalnum():
            place = match.start()
            for part in re.finditer(r"[^.+\-/_#]+", word):
                if part[0] != word:
                    yield Token(part[0], place + part.start(), place + part.end())
