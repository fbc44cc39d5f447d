"""Page numbers that copying left between paragraphs or inside them (页码): 第 3 页 共 11 页, - 3 -; a sentence cut by one is joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.cleaning.lines import OWN_LINE, joined
from ingest.cleaning.rule import Rule
from ingest.readers.source import Block, Edit, Place, Removal, SourceDocument, edit_block, whole_blocks
from ingest.wording import HAN, ends_sentence, plain

RULE, REASON = "page_numbers", "夹在正文里的页码"
COUNTED = re.compile(r"\W{0,4}第\s*\d{1,4}\s*[页頁]\s*[,，/／(（]?\s*(?:[共总總]\s*\d{1,4}\s*[页頁])?\W{0,4}$")
DASHED = re.compile(r"\s*[-—–－·•~]+\s*\d{1,4}\s*[-—–－·•~]+\s*$|\s*\d{1,4}\s*[/／]\s*\d{1,4}\s*$")
INLINE = re.compile(r"\s?第\s*\d{1,4}\s*[页頁]\s*[,，/／]?\s*[共总總]\s*\d{1,4}\s*[页頁]\s?")
# What a browser prints around a page: the day with the page's name above, its address with the page's number below.
PRINTED_FOOT = re.compile(r"https?://[!-~]{4,200}\s+\d{1,3}\s*[/／]\s*\d{1,3}$")
PRINTED_HEAD = re.compile(
    r"\d{4}/\d{1,2}/\d{1,2}[ ,]{0,3}(?:[上下中]午|凌晨|晚上)?\s?\d{1,2}:\d{2}(?: ?[AP]M)?.{0,160}$"
)
AT_LEAST = 2
LONG = 30


def _is_page_line(block: Block) -> bool:
    return block.kind == "paragraph" and len(block.text.strip()) <= 24 and bool(
        COUNTED.match(block.text) or DASHED.match(block.text)
    )  # fmt: skip


def remove_page_lines(document: SourceDocument) -> tuple[SourceDocument, list[Removal]]:
    """Lines that are a page's number, and counted ones inside a paragraph; two of them, since one may be meant."""
    lines = {i for i, block in enumerate(document.blocks) if _is_page_line(block)} | _printed_around(document.blocks)
    rest = [block.text for i, block in enumerate(document.blocks) if i not in lines]
    inline = sum(_inside(text, match) for text in rest for match in INLINE.finditer(text))
    if len(lines) + inline < AT_LEAST:
        return document, []
    out: list[Block] = []
    places: list[Place] = []
    quotes: list[str] = []
    cut = False
    for index, block in enumerate(document.blocks):
        if index in lines:
            places += whole_blocks([block])
            quotes.append(block.text.strip())
            cut = bool(out)
            continue
        edited, done = edit_block(block, _inline_edits, document.spared) if block.kind == "paragraph" else (block, [])
        places += [d.place for d in done]
        quotes += [d.text[d.edit.start : d.edit.end].strip() for d in done]
        if cut and _was_cut(out[-1], edited):
            out[-1] = joined(out[-1], edited)
        else:
            out.append(edited)
        cut = False
    if not quotes:
        return document, []
    quotes_shown = tuple(dict.fromkeys(quotes))[:40]
    return replace(document, blocks=tuple(out)), [Removal(RULE, REASON, len(quotes), quotes_shown, tuple(places))]


def _printed_around(blocks: Sequence[Block]) -> set[int]:
    """What the browser printed: its feet, and its heads where there is a foot."""
    texts = {i: plain(b.text.strip()) for i, b in enumerate(blocks) if b.kind == "paragraph"}
    feet = {i for i, text in texts.items() if PRINTED_FOOT.match(text)}
    heads = {i for i, text in texts.items() if PRINTED_HEAD.match(text) and not ends_sentence(text)}
    return feet | heads if feet and heads else set()


def _inside(text: str, match: re.Match[str]) -> bool:
    """Between two characters of running text: (第1页，共3页) of a form's head is no cut."""
    return bool(HAN.match(text[match.start() - 1 : match.start()] or " ") and HAN.match(text[match.end() :][:1] or " "))


def _inline_edits(text: str) -> list[Edit]:
    return [Edit(m.start(), m.end()) for m in INLINE.finditer(text) if _inside(text, m)]


def _was_cut(one: Block, other: Block) -> bool:
    """A long paragraph that stops in mid-sentence, and one that does not begin anything."""
    return (
        one.kind == other.kind == "paragraph"
        and len(one.text) >= LONG
        and not ends_sentence(one.text)
        and not one.text.rstrip().endswith(("：", ":"))
        and not OWN_LINE.match(plain(other.text))
    )


PAGE_LINES = Rule(RULE, REASON, "noise", remove_page_lines)
