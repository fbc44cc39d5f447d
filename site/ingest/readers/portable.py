"""SourceDocument <-> plain data and byte strings, for the way between processes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.readers.source import Block, Cell, Note, Picture, Removal, Run, SourceDocument

BOLD, ITALIC, RAISED, LOWERED = 1, 2, 4, 8


def to_plain(source: SourceDocument) -> tuple[dict[str, Any], list[bytes]]:
    """Lists and strings, which JSON writes fast; the bytes of pictures apart."""
    blobs: list[bytes] = []
    value = {
        "format": source.format,
        "charset": source.charset,
        "meta": source.meta,
        "titles": source.titles,
        "references": source.references,
        "removals": [(r.rule, r.reason, r.count, r.quotes) for r in source.removals],
        "notes": [(note.code, note.message) for note in source.notes],
        "parts": [[_block(block, blobs) for block in part] for part in (source.before, source.blocks, source.after)],
    }
    return value, blobs


def from_plain(value: dict[str, Any], blobs: list[bytes]) -> SourceDocument:
    """The inverse, with every block numbered in reading order and the texts kept (`with_origins`)."""
    originals: list[str] = []
    before, blocks, after = (tuple(_blocks(part, blobs, originals)) for part in value["parts"])
    return SourceDocument(
        format=value["format"],
        charset=value["charset"],
        blocks=blocks,
        meta=tuple((name, text) for name, text in value["meta"]),
        titles=tuple((where, text) for where, text in value["titles"]),
        before=before,
        after=after,
        references=tuple(value["references"]),
        removals=tuple(
            Removal(rule, reason, count, tuple(quotes)) for rule, reason, count, quotes in value["removals"]
        ),
        originals=tuple(originals),
        notes=tuple(Note(code, message) for code, message in value["notes"]),
    )


def _block(block: Block, blobs: list[bytes]) -> list[Any]:
    picture = None
    if block.picture is not None:
        at = -1
        if block.picture.data:
            at = len(blobs)
            blobs.append(block.picture.data)
        picture = (block.picture.name, at, block.picture.address, block.picture.alt)
    return [
        block.kind, [_run(run) for run in block.runs], block.level, block.align,
        [[_cell(cell) for cell in row] for row in block.rows], block.caption, picture, block.line, block.hint,
    ]  # fmt: skip


def _run(run: Run) -> Any:
    look = BOLD * run.bold | ITALIC * run.italic | RAISED * run.raised | LOWERED * run.lowered
    return (run.text, look, run.href) if look or run.href else run.text


def _cell(cell: Cell) -> Any:
    plain = cell.rowspan == cell.colspan == 1 and not cell.header
    return cell.text if plain else (cell.text, cell.rowspan, cell.colspan, cell.header)


def _blocks(values: list[Any], blobs: list[bytes], originals: list[str]) -> Iterator[Block]:
    for kind, runs, level, align, rows, caption, picture, line, hint in values:
        block = Block(
            kind=kind,
            runs=tuple(map(_run_of, runs)),
            level=level,
            align=align,
            rows=tuple(tuple(map(_cell_of, row)) for row in rows),
            caption=caption,
            picture=_picture(picture, blobs) if picture else None,
            line=line,
            hint=hint,
            origin=len(originals),
        )
        originals.append(block.text)
        yield block


def _run_of(value: Any) -> Run:
    if isinstance(value, str):
        return Run(value)
    text, look, href = value
    return Run(text, bool(look & BOLD), bool(look & ITALIC), bool(look & RAISED), bool(look & LOWERED), href)


def _cell_of(value: Any) -> Cell:
    return Cell(value) if isinstance(value, str) else Cell(*value)


def _picture(value: Any, blobs: list[bytes]) -> Picture:
    name, at, address, alt = value
    return Picture(name=name, data=blobs[at] if at >= 0 else b"", address=address, alt=alt)
