"""One document as engines hold it: analysed text and columns, nothing of Django."""

from __future__ import annotations

from dataclasses import dataclass, field

from search.backends import text
from search.backends.plan import Value


@dataclass(slots=True)
class Record:
    """text: all tokens, the title's first. title: the tokens of the boosted fields. words: the text for exact phrases.

    edge, edge_words: tokens with their beginnings, and words, of the fields that answer while somebody types.
    """

    key: Value
    text: str = ""
    title: str = ""
    words: str = ""
    edge: str = ""
    edge_words: str = ""
    columns: dict[str, list[Value]] = field(default_factory=dict)


def record_of(key: Value, title: str, body: str, typed: str = "") -> Record:
    """Analyse a title, a text and what answers while somebody types."""
    heading = text.stored_terms(title)
    return Record(
        key,
        text=f"{heading} {text.stored_terms(body)}" if body else heading,
        title=heading,
        words=text.stored_words(f"{title}\n{body}"),
        edge=text.stored_edges(typed) if typed else "",
        edge_words=text.stored_words(typed) if typed else "",
    )
