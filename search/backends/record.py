"""One document as engines hold it: analysed text and columns, nothing of Django."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, fields

from search.backends import text
from search.backends.plan import Value

# No text has this token: folding leaves no capital. A field that some documents lack is scored by the mean length over all
# documents in tantivy, over those that have it in Lucene; with it all have the field.
IN_EVERY_DOCUMENT = "A"


@dataclass(slots=True)
class Record:
    """text: all tokens, the title's first. title: the tokens of the boosted fields. words: the text for exact phrases,
    title_words: the title alone.

    attached, attached_words: tokens and words of what is attached; `attached` holds IN_EVERY_DOCUMENT at least.
    edge, edge_words: tokens with their beginnings, and words, of the fields that answer while somebody types.
    """

    key: Value
    text: str = ""
    title: str = ""
    words: str = ""
    title_words: str = ""
    attached: str = IN_EVERY_DOCUMENT
    attached_words: str = ""
    edge: str = ""
    edge_words: str = ""
    columns: dict[str, list[Value]] = field(default_factory=dict)

    def digest(self) -> int:
        """63 bits of everything that the record says: an index is compared with its database by them."""
        said = [str(getattr(self, part.name)) for part in fields(self) if part.name != "columns"]
        said += [repr(pair) for pair in sorted(self.columns.items())]
        digest = hashlib.blake2b("\x1f".join(said).encode("utf-8", "replace"), digest_size=8).digest()
        return int.from_bytes(digest, "big") >> 1


def record_of(key: Value, title: str, body: str, typed: str = "", attached: str = "") -> Record:
    """Analyse a title, a text, what answers while somebody types and the text of what is attached."""
    heading = text.stored_terms(title)
    return Record(
        key,
        text=f"{heading} {text.stored_terms(body)}" if body else heading,
        title=heading,
        words=text.stored_words(f"{title}\n{body}"),
        title_words=text.stored_words(title),
        attached=f"{IN_EVERY_DOCUMENT} {text.stored_terms(attached)}" if attached else IN_EVERY_DOCUMENT,
        attached_words=text.stored_words(attached) if attached else "",
        edge=text.stored_edges(typed) if typed else "",
        edge_words=text.stored_words(typed) if typed else "",
    )
