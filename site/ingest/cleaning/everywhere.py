"""Apply an edit to all that a file says: its blocks, the lines around them, its titles and tags."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ingest.readers.source import Block, Done, Edit, SourceDocument, apply_edits, edit_block

Find = Callable[[str], list[Edit]]


def all_texts(document: SourceDocument) -> list[str]:
    blocks = (*document.before, *document.blocks, *document.after)
    return [block.text for block in blocks] + [value for _name, value in (*document.meta, *document.titles)]


def edit_blocks(
    blocks: tuple[Block, ...], find: Find, spared: frozenset[tuple[int, int, int]] = frozenset()
) -> tuple[tuple[Block, ...], list[Done]]:
    """The blocks after the edits; lines of which nothing is left go. `spared`: (origin, start, end) that stay as they are."""
    out: list[Block] = []
    done: list[Done] = []
    for block in blocks:
        edited, edits = edit_block(block, find, spared)
        done += edits
        if not edits or edited.kind not in ("paragraph", "heading") or edited.text.strip() or not block.text.strip():
            out.append(edited)
    return tuple(out), done


def edit_everywhere(document: SourceDocument, find: Find) -> tuple[SourceDocument, list[Done]]:
    """The edited document, and each edit in blocks and lines; tags repeat the page, so they are not counted."""
    spared = document.spared
    blocks, done = edit_blocks(document.blocks, find, spared)
    before, done_before = edit_blocks(document.before, find, spared)
    after, done_after = edit_blocks(document.after, find, spared)
    meta, titles = _edit_pairs(document.meta, find), _edit_pairs(document.titles, find)
    document = replace(document, blocks=blocks, before=before, after=after, meta=meta, titles=titles)
    return document, [*done_before, *done, *done_after]


def _edit_pairs(pairs: tuple[tuple[str, str], ...], find: Find) -> tuple[tuple[str, str], ...]:
    return tuple((key, apply_edits(value, find(value))) for key, value in pairs)
