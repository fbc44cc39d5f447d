"""From text to the strings that engines store, and from a query to its tokens: one analysis for every engine.

Engines split these strings at spaces and do nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from zhtext.folding import fold
from zhtext.tokens import query_terms, terms

# A query costs by its distinct tokens; 64 are 32 characters of Chinese, and what follows hardly changes the first page.
MAX_QUERY_TOKENS = 64
MAX_QUERY_CHARACTERS = 2000
# Elasticsearch cuts a longer token into pieces, tantivy does not: cut it here, for both alike.
MAX_TOKEN = 100
SHORT_QUERY_HAN = 12
MAX_PREFIX = 15

_LONG = re.compile(rf"[^ ]{{{MAX_TOKEN + 1},}}")
_HAN = "々〇㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff\ue000-\uf8ff"
_HAN_CHARACTER = re.compile(f"[{_HAN}]")
# A comma or the end of a sentence or line stands between words, so that no phrase goes across; brackets and quotes do not.
_BREAK, _SIGN = "|", "\x00"  # as it is stored; as it stands in a text meanwhile: folding leaves no NUL
_BREAKS = re.compile(r"(?:[,;:!?。\n]|\.(?![0-9a-z]))[\s,;:!?.。]*")
_WORD = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+|\x00")
_PREFIXABLE = re.compile(r"[0-9a-z][^\s]*", re.ASCII)


def stored_terms(text: str) -> str:
    """The tokens of a text, joined by spaces, for the fields text_tokens, title_tokens and attachment_tokens."""
    return _cut(" ".join(terms(text)))


def stored_words(text: str) -> str:
    """The words of a text in order (each Han character is one) with its breaks, for the fields of exact phrases."""
    return _cut(" ".join(_words(text))).replace(_SIGN, _BREAK)


def stored_edges(text: str) -> str:
    """Tokens, and the beginnings of Latin words and numbers, for the field edge_tokens (typing in the admin)."""
    out: dict[str, None] = {}
    for term in terms(text):
        out[term] = None
        if _PREFIXABLE.fullmatch(term):
            out.update(dict.fromkeys(term[:n] for n in range(1, min(len(term), MAX_PREFIX) + 1)))
    return _cut(" ".join(out))


def query_tokens(text: str) -> tuple[str, ...]:
    """The distinct tokens of a query, in order, at most MAX_QUERY_TOKENS."""
    return _distinct(query_terms(text[:MAX_QUERY_CHARACTERS]), MAX_QUERY_TOKENS)


def query_words(text: str) -> tuple[str, ...]:
    """The words of a quoted phrase, in order, repetitions kept, with the breaks between them."""
    words = [word[:MAX_TOKEN] for word in _words(text[:MAX_QUERY_CHARACTERS])]
    first, last = int(words[:1] == [_SIGN]), len(words) - int(words[-1:] == [_SIGN])
    return tuple(_BREAK if word == _SIGN else word for word in words[first:last])


def is_single(token: str) -> bool:
    """Whether a token is one Han character, which says little of what a longer query means."""
    return bool(_HAN_CHARACTER.fullmatch(token))


def is_short(text: str) -> bool:
    """Whether a query is a look-up (every token must be found) rather than a question (any token counts)."""
    return len(_HAN_CHARACTER.findall(text[:MAX_QUERY_CHARACTERS])) <= SHORT_QUERY_HAN


def _words(text: str) -> list[str]:
    return _WORD.findall(_BREAKS.sub(_SIGN, fold(text)))


def _distinct(tokens: Iterable[str], limit: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(token[:MAX_TOKEN] for token in tokens))[:limit]


def _cut(joined: str) -> str:
    return _LONG.sub(lambda match: match.group()[:MAX_TOKEN], joined)
