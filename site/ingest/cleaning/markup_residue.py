"""Markdown marks left in Word and text files by converters: # titles, **bold**, --- rules, [text](address)."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.readers.markdown import HEADING, RULE, inline_runs
from ingest.readers.source import Block, Place, Removal, Run, SourceDocument, whole_blocks

SIGN = re.compile(r"\*\*[^*\n]+\*\*|^\s{0,3}#{1,6}\s+\S|^\s{0,3}-{3,}\s*$|\[[^\]\n]+\]\([^)\s]+\)")
BULLET = re.compile(r"^\s*[-*•]\s+")
AT_LEAST = 2


def remove_markup_residue(document: SourceDocument) -> tuple[SourceDocument, list[Removal]]:
    """Read the marks as what they mean, in files that are no Markdown but hold two or more of them."""
    if document.format == "md" or sum(bool(SIGN.search(b.text)) for b in document.blocks) < AT_LEAST:
        return document, []
    out: list[Block] = []
    quotes: list[str] = []
    places: list[Place] = []
    count = 0
    for block in document.blocks:
        if block.kind not in ("paragraph", "heading", "quote"):
            out.append(block)
            continue
        if RULE.match(block.text):
            count += 1
            quotes.append(block.text.strip())
            places += whole_blocks([block])
            continue
        heading = HEADING.match(block.text)
        text = heading.group(2) if heading else BULLET.sub("", block.text)
        runs, marks = inline_runs(text)
        if not heading and not marks:
            out.append(block)
            continue
        count += marks + bool(heading)
        quotes.append(block.text[:60])
        level = len(heading.group(1)) if heading else block.level
        read = replace(block, runs=runs or (Run(text),), kind="heading" if heading else block.kind, level=level)
        places.append(Place(block.origin, 0, len(block.text), read.text))
        out.append(read)
    return replace(document, blocks=tuple(out)), [
        Removal("markup", "转换残留的排版标记（#、**、链接）", count, tuple(quotes[:8]), tuple(places))
    ]
