"""Public documents -> their phrases: one page at a time, and together for the pages of a document."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from publications.models import OfficialDocumentPage
from search.suggestions.letters import letters_of
from search.suggestions.numbers import further_keys
from search.suggestions.phrases import MOST, Found, Kind, words_and_pairs

READ = 4  # counted up when documents are read in another way: everything is read again then


@dataclass(frozen=True)
class ReadPage:
    """What phrases are made of, as it stands on a page that everybody may read."""

    pk: int
    translation_key: UUID
    script: str
    title: str
    headings: tuple[str, ...]
    number: str
    index_number: str
    bodies: tuple[tuple[str, ...], ...] = ()
    topics: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        said = [READ, self.script, self.title, self.headings, self.number, self.index_number, self.bodies, self.topics]
        return hashlib.blake2b(json.dumps(said, ensure_ascii=False).encode(), digest_size=16).hexdigest()

    def phrases(self) -> dict[int, Found]:
        """By id, the first MOST of them: its names and title first, then words and pairs in the order of the page."""
        names = [Found(Kind.TITLE, self.title)]
        names += [_number(Kind.NUMBER, self.number)] if self.number else []
        names += [_number(Kind.INDEX_NUMBER, self.index_number)] if self.index_number else []
        names += [_body(*names_of_body) for names_of_body in self.bodies]
        names += [Found(Kind.TOPIC, name) for name in self.topics]
        found: dict[int, Found] = {}
        for phrase in itertools.chain(names, words_and_pairs((self.title, *self.headings))):
            if phrase.key:
                found.setdefault(phrase.id, phrase)
            if len(found) == MOST:
                break
        return found

    @property
    def title_id(self) -> int:
        return Found(Kind.TITLE, self.title).id


@dataclass
class ReadDocument:
    """A document's public pages, its original first; where each phrase belongs to is one of them."""

    translation_key: UUID
    pages: list[ReadPage] = field(default_factory=list)

    @property
    def digests(self) -> dict[int, str]:
        return {page.pk: page.digest for page in self.pages}


def _number(kind: Kind, text: str) -> Found:
    number = Found(kind, text)
    return Found(kind, text, tuple(further_keys(number.key)))


def _body(name: str, *others: str) -> Found:
    """A body is found by its short and its former names too, and by what follows its place (云岫区教育局: 教育局)."""
    words = [found for found in words_and_pairs([name]) if found.kind == Kind.WORD]
    whole = letters_of(name)
    places = [place for word in words if (place := whole.folded.find(word.key)) > 0]
    ways = [letters_of(other) for other in others if other] + [whole.starting_at(place) for place in places]
    return Found(
        Kind.BODY, name, tuple(dict.fromkeys(key for way in ways for key in (way.folded, way.sound, way.initials)))
    )


def read(keys: Collection[UUID]) -> dict[UUID, ReadDocument]:
    """What everybody may read of these documents, in a number of queries that is fixed."""
    public = OfficialDocumentPage.objects.live().public().filter(translation_key__in=keys)
    related = public.select_related("locale", "issuing_body").only(
        *("title", "translation_key", "original_script", "document_number", "index_number", "body"),
        *("locale__language_code", "issuing_body__name", "issuing_body__short_name"),
    )
    documents = {key: ReadDocument(key) for key in keys}
    pages = related.prefetch_related("joint_bodies__former_names", "issuing_body__former_names", "topics__parent")
    for page in sorted(pages, key=_original_first):
        documents[page.translation_key].pages.append(_read(page))
    return documents


def _original_first(page: Any) -> tuple[bool, int]:
    return not page.locale.language_code.endswith(page.original_script), page.pk


def _read(page: Any) -> ReadPage:
    bodies = ((b.name, b.short_name, *(former.name for former in b.former_names.all())) for b in page.issuing_bodies)
    topics = dict.fromkeys(t.name for topic in page.topics.all() for t in (topic, topic.parent) if t)
    return ReadPage(
        page.pk,
        page.translation_key,
        page.locale.language_code[-4:],
        page.title,
        tuple(headings(page.body.raw_data)),
        page.document_number,
        page.index_number,
        tuple(bodies),
        tuple(topics),
    )


def headings(blocks: Iterable[Any]) -> Iterable[str]:
    """The texts of heading blocks, out of the stored JSON: making the blocks of a long plan takes 50 times as long."""
    for block in blocks:
        if block.get("type") == "heading" and isinstance(block.get("value"), dict):
            yield str(block["value"].get("text") or "")
