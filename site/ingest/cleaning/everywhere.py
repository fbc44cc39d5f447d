"""Apply an edit to all that a file says: its blocks, the lines around them, its titles and tags."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ingest.readers.source import Block, Done, Edit, SourceDocument, apply_edits, edit_block

Find = Callable[[str], list[Edit]]


def all_texts(document: SourceDocument) -> list[str]:
    blocks = (*document.before, *document.blocks, *document.after)
    return [block.text for block in blocks] + [value for _name, value in (*document.meta, *document.titles)]


def edit_blocks(blocks: tuple[Block, ...], find: Find) -> tuple[tuple[Block, ...], list[Done]]:
    out: list[Block] = []
    done: list[Done] = []
    for block in blocks:
        block, edits = edit_block(block, find)
        out.append(block)
        done += edits
    return tuple(out), done


def edit_everywhere(document: SourceDocument, find: Find) -> tuple[SourceDocument, list[Done]]:
    """The edited document, and each edit in blocks and lines; tags repeat the page, so they are not counted."""
    blocks, done = edit_blocks(document.blocks, find)
    before, done_before = edit_blocks(document.before, find)
    after, done_after = edit_blocks(document.after, find)
    pairs = {
        name: tuple((key, apply_edits(value, find(value))) for key, value in getattr(document, name))
        for name in ("meta", "titles")
    }
    document = replace(document, blocks=blocks, before=before, after=after, **pairs)
    return document, [*done_before, *done, *done_after]
