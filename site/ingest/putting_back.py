"""Whole lines that an editor wants back (恢复整行): a menu line that was none, a header that belongs to the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ingest.cleaning.decisions import Decisions
from ingest.document import Part
from ingest.readers.source import Block, Removal, trim_block


def put_back(
    parts: tuple[Part, ...], removals: Sequence[Removal], read: Mapping[int, Block], decisions: Decisions
) -> tuple[tuple[Part, ...], list[Removal]]:
    """(parts, removals) with the refused lines at their places again. `read` are the blocks as read, by origin."""
    out, wanted = [], set()
    for removal in removals:
        kept = tuple(p for p in removal.places if p.end < 0 and p.origin in read and decisions.refuses(removal.rule, p))
        if kept:
            wanted |= {place.origin for place in kept}
            places = tuple(place for place in removal.places if place not in kept)
            count = max(removal.count - len(kept), len(places))
            removal = replace(removal, count=count, places=places, kept=(*removal.kept, *kept))
        out.append(removal)
    for origin in sorted(wanted):
        parts = _with_block(parts, trim_block(read[origin]))
    return parts, out


def _with_block(parts: tuple[Part, ...], block: Block) -> tuple[Part, ...]:
    """The block behind the last one that stood before it in the original."""
    where, at = 0, 0
    for number, part in enumerate(parts):
        for index, other in enumerate(part.blocks):
            if 0 <= other.origin < block.origin:
                where, at = number, index + 1
    return tuple(_inserted(part, at, block) if number == where else part for number, part in enumerate(parts))


def _inserted(part: Part, at: int, block: Block) -> Part:
    return replace(
        part,
        blocks=(*part.blocks[:at], block, *part.blocks[at:]),
        hidden=frozenset(_moved(part.hidden, at)),
        headings=tuple(replace(heading, index=heading.index + (heading.index >= at)) for heading in part.headings),
        captions=tuple(_moved(part.captions, at)),
    )


def _moved(indices: Iterable[int], at: int) -> list[int]:
    return [index + (index >= at) for index in indices]
