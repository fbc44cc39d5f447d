"""The passages (文段) of a page that convert: a title, a cell, a paragraph's text, with its inline tags and no addresses."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail.models import Page
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.segments import StringSegmentValue, TemplateSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue

from twins.models import Correction, passage_hash
from twins.translator import OpenCCTranslator
from zhtext.scripts import Script

# Parts of addresses: the writer gives the twin its own.
ADDRESSES = {"slug"}


def translator() -> OpenCCTranslator:
    """The one that WAGTAILLOCALIZE_MACHINE_TRANSLATOR names."""
    made = get_machine_translator()
    if not isinstance(made, OpenCCTranslator):
        raise TypeError("WAGTAILLOCALIZE_MACHINE_TRANSLATOR must name twins.translator.OpenCCTranslator.")
    return made


@dataclass(frozen=True)
class Passage:
    """One passage: its path in the page, its source and what OpenCC makes of it (HTML without attributes)."""

    path: str
    source: str
    converted: str

    @property
    def key(self) -> tuple[str, str]:
        return self.path, passage_hash(self.source)


class Corrections:
    """What people corrected in one document, by passage; one whose block was made anew is found by its text alone."""

    def __init__(self, corrections: list[Correction], passages: list[Passage]) -> None:
        keys, hashes = {passage.key for passage in passages}, {passage.key[1] for passage in passages}
        self.found = [c for c in corrections if (c.path, c.source_hash) in keys or c.source_hash in hashes]
        self.lost = [c for c in corrections if c not in self.found]
        self._by_key = {(c.path, c.source_hash): c for c in self.found}
        self._by_text = {c.source_hash: c for c in self.found if (c.path, c.source_hash) not in keys}

    def of(self, passage: Passage) -> Correction | None:
        return self._by_key.get(passage.key) or self._by_text.get(passage.key[1])


Segments = list[StringSegmentValue | TemplateSegmentValue]


def segments_of(page: Page) -> Segments:
    """What wagtail-localize takes out of `page` (a specific one); addresses stay in."""
    kept = (StringSegmentValue, TemplateSegmentValue)
    return [s for s in extract_segments(page) if isinstance(s, kept) and s.path not in ADDRESSES]


def passages_of(segments: Segments, to: Script) -> list[Passage]:
    """The passages among `segments`, in order, converted."""
    convert = translator().convert_html
    strings = [(s.path, s.string.data) for s in segments if isinstance(s, StringSegmentValue)]
    return [Passage(path, source, convert(source, to)) for path, source in strings]


def with_texts(segments: Segments, passages: list[Passage], corrections: Corrections) -> Segments:
    """`segments` in the other script: corrected where somebody corrected, else converted."""
    remaining = iter(passages)
    written: Segments = []
    for segment in segments:
        if isinstance(segment, StringSegmentValue):
            passage = next(remaining)
            correction = corrections.of(passage)
            text = StringValue(correction.text if correction else passage.converted)
            segment = StringSegmentValue(segment.path, text, attrs=segment.attrs, order=segment.order)
        written.append(segment)
    return written
