"""The original beside the cleaned text (原文与清理后对照): every removal in its place, named by its rule.

Pure: an ImportedDocument in, plain data out that a record keeps and a template shows. A row is
{"kind", "left", "right", "part"}; kind is "same" (nothing changed), "changed" or "removed" (the whole block left the text);
left and right are lists of [text, mark, note, place]; mark is "" or "removed" (taken out), "added" (put there), "kept" (an
editor wanted it left) with the rule as note, "damaged", or "finding" (note: the message). place is "origin:start:end", the
stretch of the original on which an editor may decide, else "".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from ingest.cleaning.lines import BROKEN_LINES
from ingest.document import ImportedDocument
from ingest.readers.source import Block, Place

Segment = list[str]
MAX_SHOWN = 120_000
NAMED = {" ": "␣", "\t": "␣", "\xa0": "␣", "\u3000": "　"}


def compare(document: ImportedDocument) -> dict[str, Any]:
    """{"rows": [row], "cut": whether the text was too long to show all of it, "places": True}."""
    rows = list(_Rows(document).rows())
    shown, length = [], 0
    for row in rows:
        length += sum(len(segment[0]) for side in ("left", "right") for segment in row[side])
        if length > MAX_SHOWN:
            break
        shown.append(row)
    return {"rows": shown, "cut": len(shown) < len(rows), "places": True}


class _Rows:
    """Walks originals and cleaned blocks in step."""

    def __init__(self, document: ImportedDocument) -> None:
        self._originals = document.originals
        self._gone: dict[int, str] = {}
        self._back: dict[int, str] = {}
        self._places: dict[int, list[tuple[Place, str]]] = defaultdict(list)
        self._kept: set[tuple[Place, str]] = set()
        for removal in document.removals:
            self._back |= {place.origin: removal.rule for place in removal.kept if place.end < 0}
            self._kept |= {(place, removal.rule) for place in removal.kept if place.end >= 0}
            for place in removal.places:
                if place.end < 0:
                    self._gone.setdefault(place.origin, removal.rule)
                else:
                    self._places[place.origin].append((place, removal.rule))
        for place, rule in self._kept:
            self._places[place.origin].append((place, rule))
        self._blocks = [(part.role, block) for part in document.parts for block in part.blocks]
        self._joined_lines = {origin for _role, block in self._blocks for origin in block.joined}
        self._spots = sorted(_spots(document), key=lambda spot: (spot[0], -spot[1]))

    def rows(self) -> Iterator[dict[str, Any]]:
        waiting: list[int] = []  # originals whose text went into blocks that a rule made
        loose: list[tuple[str, Segment | None, list[Segment]]] = []
        at, offset, follows = 0, 0, False
        for role, block in self._blocks:
            if block.kind == "image":
                continue
            offset += follows
            follows = True
            right = self._marked(block.text, offset)
            offset += len(block.text)
            if block.origin < at:  # made by a rule, or a second piece of the block before
                loose.append((role, None, right))
                continue
            for origin in range(at, block.origin):
                if origin in self._gone:
                    yield from self._joined(waiting, loose)
                    yield self._removed(origin)
                elif origin not in self._joined_lines:
                    waiting.append(origin)
            yield from self._joined(waiting, loose)
            yield _row(self._lines_of(block, right), right, role)
            at = block.origin + 1
        for origin in range(at, len(self._originals)):
            if origin in self._gone:
                yield from self._joined(waiting, loose)
                yield self._removed(origin)
            elif origin not in self._joined_lines:
                waiting.append(origin)
        yield from self._joined(waiting, loose)

    def _joined(self, waiting: list[int], loose: list[Any]) -> Iterator[dict[str, Any]]:
        """Originals and rule-made blocks between two that correspond: together, since no rule says which is whose."""
        waiting[:] = [origin for origin in waiting if self._originals[origin].strip()]
        if waiting or loose:
            right = _lines([segments for _role, _none, segments in loose])
            left = _lines([self._left(origin, right) for origin in waiting])
            yield _row(left, right, loose[0][0] if loose else "main")
        waiting.clear()
        loose.clear()

    def _removed(self, origin: int) -> dict[str, Any]:
        text = self._originals[origin].strip()
        left = [[text, "removed", self._gone[origin], f"{origin}:0:-1"]]
        return {"kind": "removed", "left": left, "right": [], "part": ""}

    def _lines_of(self, block: Block, right: Sequence[Segment]) -> list[Segment]:
        """A block's original, with the lines that were joined to it behind it."""
        if block.origin in self._back:
            return [[self._originals[block.origin].strip(), "kept", self._back[block.origin], f"{block.origin}:0:-1"]]
        segments = self._left(block.origin, right)
        for origin in block.joined:
            broken = any(rule == BROKEN_LINES.name for _place, rule in self._places[origin])
            sign = ["⏎", "removed", BROKEN_LINES.name, f"{origin}:0:0"] if broken else ["", "", "", ""]
            segments += [sign, ["\n", "", "", ""], *self._left(origin, right)]
        return [segment for segment in segments if segment[0]]

    def _left(self, origin: int, right: Sequence[Segment]) -> list[Segment]:
        """An original with its removals marked; what is damaged is marked as it is on the other side."""
        text, at, segments = self._originals[origin], 0, []
        for place, rule in sorted(self._places[origin], key=lambda p: (p[0].start, p[0].end)):
            kept = (place, rule) in self._kept
            if place.start < at or (text[place.start : place.end] == place.new and not kept):
                continue
            key = f"{place.origin}:{place.start}:{place.end}"
            segments.append([text[at : place.start], "", "", ""])
            if kept:
                sign = "⏎" if rule == BROKEN_LINES.name else "□"
                segments.append([_visible(text[place.start : place.end]) or sign, "kept", rule, key])
            else:
                segments += _replaced(text[place.start : place.end], place.new, rule, key)
            at = place.end
        segments.append([text[at:], "", "", ""])
        damaged = [segment[0] for segment in right if segment[1] == "damaged"]
        return [piece for segment in segments for piece in _with_damage(segment, damaged) if piece[0]]

    def _marked(self, text: str, offset: int) -> list[Segment]:
        """A cleaned block with what is damaged or flagged in it."""
        segments, at = [], 0
        for start, end, mark, note in self._spots:
            start, end = start - offset, end - offset
            if start < at or end > len(text):
                continue
            segments += [[text[at:start], "", "", ""], [text[start:end], mark, note, ""]]
            at = end
        segments.append([text[at:], "", "", ""])
        return [segment for segment in segments if segment[0]]


def _spots(document: ImportedDocument) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, mark, note) in the cleaned text; a damaged spot goes before a finding that covers it."""
    for offset, text in document.damaged:
        yield offset, offset + len(text), "damaged", ""
    for finding in document.findings:
        if finding.start is not None and finding.quote and not finding.field:
            end = finding.end if finding.end is not None else finding.start + len(finding.quote)
            yield finding.start, end, "finding", finding.message


def _replaced(old: str, new: str, rule: str, key: str) -> list[Segment]:
    """What a place took out and put there; the marks of markup around kept words are shown without striking the words."""
    at = old.find(new) if new.strip() else -1
    if at >= 0 and old != new:
        pieces = [
            [_visible(old[:at]), "removed", rule, key],
            [new, "", "", ""],
            [_visible(old[at + len(new) :]), "removed", rule, key],
        ]
        return [piece for piece in pieces if piece[0]]
    added = [[new, "added", rule, key]] if new.strip() else []
    return [[_visible(old), "removed", rule, key], *added]


def _visible(text: str) -> str:
    """Characters that nobody sees, by a sign or by their number."""
    if text.strip() and text.isprintable():
        return text
    return "".join(c if c.isprintable() and not c.isspace() else NAMED.get(c, f"[U+{ord(c):04X}]") for c in text)


def _with_damage(segment: Segment, damaged: list[str]) -> Iterator[Segment]:
    text, mark, note, place = segment
    while not mark and damaged and damaged[0] in text:
        spot = damaged.pop(0)
        before, text = text.split(spot, 1)
        yield [before, "", "", ""]
        yield [spot, "damaged", "", ""]
    yield [text, mark, note, place]


def _lines(blocks: list[list[Segment]]) -> list[Segment]:
    """Several blocks in one cell, a line each."""
    return [piece for number, block in enumerate(blocks) for piece in ([["\n", "", "", ""]] if number else []) + block]


def _row(left: list[Segment], right: list[Segment], role: str) -> dict[str, Any]:
    words = ["".join(segment[0] for segment in side).strip() for side in (left, right)]
    plain = all(not segment[1] for segment in (*left, *right))
    kind = "same" if plain and words[0] == words[1] else "changed"
    return {"kind": kind, "left": [] if kind == "same" else left, "right": right, "part": role}
