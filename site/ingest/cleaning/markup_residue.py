"""What converters left in texts: Markdown marks (# titles, **bold**, --- rules, [text](address)) and Word's field codes (域代码)."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.cleaning.invisible import replaced
from ingest.cleaning.rule import Rule, everywhere, text_rule
from ingest.readers.markdown import HEADING, RULE, inline_runs
from ingest.readers.source import Block, Place, Removal, Run, SourceDocument, whole_blocks

SIGN = re.compile(r"\*\*[^*\n]+\*\*|^\s{0,3}#{1,6}\s+\S|^\s{0,3}-{3,}\s*$|\[[^\]\[\n]{1,500}\]\([^)\s]{1,900}\)")
BULLET = re.compile(r"^\s*[-*•]\s+")
AT_LEAST = 2
NAME, REASON = "markup", "转换残留的排版标记（#、**、链接）"
FIELD_CODE = re.compile(
    r'(?:TOC\s?\\o\s?["“”][\d-]{1,5}["“”](?:\s?\\[a-z])*|PAGEREF\s?_Toc\d+(?:\s?\\h)?'
    r"|(?:NUM)?PAGES?\s*\\\*\s*(?:MERGEFORMAT|Arabic)|SEQ\s\S{1,20}\s*\\\*\s*ARABIC(?:\s*\\s\s*\d)?"
    r'|HYPERLINK\s*(?:\\l\s*)?["“][^"“”\n]{0,200}["”]|INCLUDEPICTURE\s*["“][^"“”\n]{0,200}["”]'
    r"|EMBED\s(?:Equation|Word|Excel|Visio|PBrush)[\w.]{0,20}|\\\*\s*MERGEFORMAT(?:INET)?"
    r"|Error! (?:Bookmark|Reference source) not (?:defined|found)\.?|错误[!！]\s?未(?:定义书签|找到引用源)[。.]?)\s?"
)


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
    return replace(document, blocks=tuple(out)), [Removal(NAME, REASON, count, tuple(quotes[:8]), tuple(places))]


MARKUP = Rule(NAME, REASON, "repair", remove_markup_residue, single=False)
FIELD_CODES = text_rule("field_codes", "Word 残留的域代码", "noise", everywhere(replaced(FIELD_CODE)), around=2)
