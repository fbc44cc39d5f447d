"""Page marks of document-sharing sites (页码标记): 1、 … 11、 put at the start of each line, cutting sentences and words."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.readers.source import Block, Place, Removal, SourceDocument, paragraph
from ingest.wording import ends_sentence

MARK = re.compile(r"\s*(\d{1,3})\s*[、.．]\s?(?=\S)")
AT_LEAST = 3
FLATTENED = re.compile(r"(?<=[。！？：:”?!])[ \u3000]+(?=\S)")
LONG = 250


def _sequence(blocks: tuple[Block, ...]) -> tuple[int, int] | None:
    """(first, end) of a run of neighbouring lines numbered 1, 2, 3 … most of which break off in mid-sentence."""
    for first, block in enumerate(blocks):
        match = MARK.match(block.text)
        if not match or int(match.group(1)) != 1 or block.line == 0:
            continue
        end = first + 1
        while end < len(blocks):
            match = MARK.match(blocks[end].text)
            if not match or int(match.group(1)) != end - first + 1:
                break
            end += 1
        lines = blocks[first:end]
        broken = sum(not ends_sentence(line.text) for line in lines[:-1])
        average = sum(len(line.text) for line in lines) / len(lines)
        if len(lines) >= AT_LEAST and broken * 2 >= len(lines) - 1 and average >= LONG:
            return first, end
    return None


def remove_page_marks(document: SourceDocument) -> tuple[SourceDocument, list[Removal]]:
    """Join the pages where a mark cut them, and give back the paragraphs that the site had run together."""
    found = _sequence(document.blocks)
    if found is None:
        return document, []
    first, end = found
    pages = document.blocks[first:end]
    marks, places, text = [], [], ""
    for page in pages:
        match = MARK.match(page.text)
        assert match is not None
        marks.append(match.group().strip())
        places.append(Place(page.origin, match.start(), match.end()))
        rest = page.text[match.end() :].strip()
        text += ("\n" if ends_sentence(text) and rest[:1] not in "。，、；：）”" else "") + rest
    parts = [part.strip() for line in text.split("\n") for part in FLATTENED.split(line) if part.strip()]
    restored = tuple(paragraph(part, line=pages[0].line) for part in parts)
    removals = [Removal("page_marks", "文库网站插在每页开头的页码", len(marks), tuple(marks), tuple(places))]
    blocks = document.blocks[:first] + restored + document.blocks[end:]
    return replace(document, blocks=blocks), removals
