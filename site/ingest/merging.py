"""Three texts of one body: as the import made it, as it would make it now, as the draft has it (三方合并).

What the editor has changed stays; the rest follows the import. A unit is a paragraph or a block: {"key", "block", "html"}."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Any

PIECE = re.compile(r"<(p|ul|ol|blockquote|h[1-6])\b[^>]*>.*?</\1>|[^<]+|<[^>]+>", re.S)
BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')
TAG = re.compile(r"<[^>]+>")
PICTURE = "image"
SHOWN = 40


@dataclass(frozen=True)
class Unit:
    """`key` is what is compared, `block` the raw block of a stream that it belongs to, `html` a paragraph's own part of it."""

    key: str
    block: dict[str, Any]
    html: str = ""

    @property
    def words(self) -> str:
        return TAG.sub("", self.html)[:SHOWN] if self.html else str(self.block["value"])[:SHOWN]


@dataclass
class Merged:
    """`stream` is the raw body; `changed` paragraphs followed; `left` are the words of those that did not."""

    stream: list[dict[str, Any]]
    changed: int = 0
    left: list[str] = field(default_factory=list)


def merge(old: list[dict[str, Any]], new: list[dict[str, Any]], current: list[dict[str, Any]]) -> Merged:
    """Raw streams as body_stream and StreamField's get_prep_value give them."""
    before, after, now = units_of(old), units_of(new), units_of(current)
    at = _positions(before, now)
    replaced: dict[int, list[Unit]] = {}
    behind: dict[int, list[Unit]] = {}
    gone: set[int] = set()
    merged = Merged([])
    for low, high, units in _changes(before, after):
        places = [at.get(index, -1) for index in range(low, high)]
        following = all(b == a + 1 for a, b in itertools.pairwise(places))
        if any(unit.block["type"] == PICTURE for unit in (*units, *before[low:high])) or -1 in places or not following:
            merged.left += [unit.words for unit in before[low:high]] or [unit.words for unit in units]
        elif places:
            home = now[places[0]]
            replaced[places[0]] = [replace(u, block=home.block) if u.html and home.html else u for u in units]
            gone |= set(places)
            merged.changed += 1
        elif low and low - 1 in at:
            behind.setdefault(at[low - 1], []).extend(units)
            merged.changed += 1
        elif low in at or not now:
            behind.setdefault(at.get(low, 0) - 1, []).extend(units)
            merged.changed += 1
        else:
            merged.left += [unit.words for unit in units]
    out = list(behind.get(-1, []))
    for index, unit in enumerate(now):
        out += replaced.get(index, [] if index in gone else [unit])
        out += behind.get(index, [])
    merged.stream = _stream(out, {id(block) for block in current})
    return merged


def units_of(stream: Sequence[dict[str, Any]]) -> list[Unit]:
    """Paragraph blocks in their paragraphs, every other block whole."""
    units = []
    for block in stream:
        if block["type"] == "paragraph":
            pieces = [m.group() for m in PIECE.finditer(block["value"]) if m.group().strip()]
            units += [Unit(BLOCK_KEY.sub("", piece).strip(), block, piece) for piece in pieces]
        else:
            units.append(Unit(_key(block), block))
    return units


def _key(block: dict[str, Any]) -> str:
    value = block["value"]
    if block["type"] == PICTURE:
        return PICTURE
    if block["type"] == "heading":
        value = [value.get("number_text"), value.get("text"), value.get("level")]
    elif block["type"] == "table":
        value = [value.get("data"), value.get("table_caption")]
    return json.dumps([block["type"], value], ensure_ascii=False, sort_keys=True, default=str)


def _positions(before: Sequence[Unit], now: Sequence[Unit]) -> dict[int, int]:
    """Where the units of the import stand in the draft, as far as nobody changed them."""
    matcher = SequenceMatcher(None, [u.key for u in before], [u.key for u in now], autojunk=False)
    return {a + n: b + n for a, b, size in matcher.get_matching_blocks() for n in range(size)}


def _changes(before: Sequence[Unit], after: Sequence[Unit]) -> list[tuple[int, int, list[Unit]]]:
    """(first, end, units to put there); as many for as many are taken one by one."""
    matcher = SequenceMatcher(None, [u.key for u in before], [u.key for u in after], autojunk=False)
    changes: list[tuple[int, int, list[Unit]]] = []
    for what, low, high, first, end in matcher.get_opcodes():
        if what == "equal":
            continue
        if high - low == end - first:
            changes += [(low + n, low + n + 1, [after[first + n]]) for n in range(high - low)]
        else:
            changes.append((low, high, list(after[first:end])))
    return changes


def _stream(units: Sequence[Unit], own: set[int]) -> list[dict[str, Any]]:
    """Blocks again: paragraphs stay together as the draft has them, new ones join the block before them. `own`: the draft's."""
    out: list[dict[str, Any]] = []
    last: Any = None
    for unit in units:
        if not unit.html:
            out.append(
                dict(unit.block)
                if id(unit.block) in own
                else {"type": unit.block["type"], "value": unit.block["value"]}
            )
            last = None
            continue
        block = unit.block if id(unit.block) in own else None
        if out and out[-1]["type"] == "paragraph" and (block is None or last is None or last is block):
            out[-1]["value"] += unit.html
        else:
            start = {key: value for key, value in (block or {"type": "paragraph"}).items() if key != "value"}
            out.append({**start, "value": unit.html})
        last = block if block is not None else last
    return out
