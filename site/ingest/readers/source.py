"""What every reader hands on: a SourceDocument of blocks, in reading order, with nothing interpreted yet."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

BlockKind = Literal["paragraph", "heading", "table", "image", "quote"]


@dataclass(frozen=True)
class Run:
    """A stretch of text with one appearance; `href` is absolute or empty."""

    text: str
    bold: bool = False
    italic: bool = False
    raised: bool = False
    lowered: bool = False
    href: str = ""


@dataclass(frozen=True)
class Cell:
    """A table cell (单元格); cells that a merged one covers do not appear."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    header: bool = False


@dataclass(frozen=True)
class Picture:
    """An image of the original: its bytes where the file holds them, else the address that the page gave."""

    name: str
    data: bytes = b""
    address: str = ""
    alt: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, table, picture or quotation; `line` is its number in a text file, else 0.

    `origin` numbers the block as it was read, the lines around the article included; -1 where a rule made it;
    `joined` are the origins of the lines that a rule put behind it (断行)."""

    kind: BlockKind = "paragraph"
    runs: tuple[Run, ...] = ()
    level: int = 0
    align: str = ""
    rows: tuple[tuple[Cell, ...], ...] = ()
    caption: str = ""
    picture: Picture | None = None
    line: int = 0
    hint: str = ""
    origin: int = -1
    joined: tuple[int, ...] = ()

    @functools.cached_property  # every rule asks for it
    def text(self) -> str:
        """Plain text; table cells are separated by tabs, rows by line ends."""
        if self.kind == "table":
            return "\n".join("\t".join(cell.text for cell in row) for row in self.rows)
        return "".join(run.text for run in self.runs)

    @property
    def bold_lead(self) -> str:
        """The bold text that the paragraph begins with, empty where it is bold throughout or not at all."""
        lead = ""
        for run in self.runs:
            if not run.bold and run.text.strip():
                return lead
            lead += run.text
        return ""

    @property
    def is_bold(self) -> bool:
        return bool(self.text.strip()) and all(run.bold for run in self.runs if run.text.strip())


@dataclass(frozen=True)
class Place:
    """Where a rule took something out of the original: code points [start, end) of `originals[origin]`; `new` is put there.

    `end` is -1 for the whole block: it left the text. Texts of tables have tabs between cells and line ends between rows."""

    origin: int
    start: int = 0
    end: int = -1
    new: str = ""


@dataclass(frozen=True)
class Removal:
    """Something that was taken out (清除): which rule, why, how often, what was there, and where.

    `places` point into SourceDocument.originals (ImportedDocument.originals), the texts before any rule. Rules of the
    readers (scripts, hidden_text, page_numbers, …) took out what never became a block: they have quotes, no places.
    `kept` are places that an editor wanted left as they were; `remarks` are (code, words of the cleaned text) to look at."""

    rule: str
    reason: str
    count: int
    quotes: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    kept: tuple[Place, ...] = ()
    remarks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Note:
    """Something that the reader could not take over (a scanned page): `message` in Chinese names the place."""

    code: str
    message: str


@dataclass(frozen=True)
class SourceDocument:
    """A file as read. `before` and `after` are the page's lines around the article, `meta` its <meta> tags.

    `originals` holds the text of every block as read, by its `origin`; `notes` is what the editor must know of the file;
    `spared` are (origin, start, end) in the present texts that the next rule must not edit."""

    format: str
    charset: str = ""
    blocks: tuple[Block, ...] = ()
    meta: tuple[tuple[str, str], ...] = ()
    titles: tuple[tuple[str, str], ...] = ()
    before: tuple[Block, ...] = ()
    after: tuple[Block, ...] = ()
    references: tuple[str, ...] = ()
    removals: tuple[Removal, ...] = field(default_factory=tuple)
    originals: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    spared: frozenset[tuple[int, int, int]] = frozenset()


@dataclass(frozen=True)
class Edit:
    """Replace text[start:end] by `new`, offsets in code points."""

    start: int
    end: int
    new: str = ""


class Done(NamedTuple):
    """An edit of `text`, which stands at `offset` in the text of block `origin` (cells of tables)."""

    text: str
    edit: Edit
    origin: int = -1
    offset: int = 0

    @property
    def place(self) -> Place:
        return Place(self.origin, self.offset + self.edit.start, self.offset + self.edit.end, self.edit.new)


def with_origins(document: SourceDocument) -> SourceDocument:
    """Number the blocks in reading order and keep their texts."""
    parts = (document.before, document.blocks, document.after)
    originals = tuple(block.text for part in parts for block in part)
    numbers = iter(range(len(originals)))
    before, blocks, after = (tuple(replace(block, origin=next(numbers)) for block in part) for part in parts)
    return replace(document, before=before, blocks=blocks, after=after, originals=originals)


def whole_blocks(blocks: Iterable[Block]) -> tuple[Place, ...]:
    """The places of blocks that left the text."""
    return tuple(Place(block.origin) for block in blocks if block.origin >= 0)


def paragraph(text: str, **more: object) -> Block:
    """A paragraph of one plain run."""
    return replace(Block(runs=(Run(text),)), **more)  # type: ignore[arg-type]


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """`text` after the edits; later edits that overlap an earlier one are left out."""
    out, at = [], 0
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if edit.start >= at:
            out += [text[at : edit.start], edit.new]
            at = edit.end
    return "".join([*out, text[at:]])


def edit_block(
    block: Block, find: Callable[[str], list[Edit]], spared: frozenset[tuple[int, int, int]] = frozenset()
) -> tuple[Block, list[Done]]:
    """Apply what `find` reports to each text of the block, but for `spared`; returns the new block and the edits."""
    done: list[Done] = []

    def edits_of(text: str, offset: int) -> list[Edit]:
        edits = find(text)
        if spared:
            edits = [e for e in edits if (block.origin, offset + e.start, offset + e.end) not in spared]
        done.extend(Done(text, edit, block.origin, offset) for edit in edits)
        return edits

    if block.kind == "table":
        rows, offset = [], 0
        for row in block.rows:
            cells = []
            for cell in row:
                edits = edits_of(cell.text, offset)
                cells.append(replace(cell, text=apply_edits(cell.text, edits)) if edits else cell)
                offset += len(cell.text) + 1  # the tab or line end behind it
            rows.append(tuple(cells))
            offset += not row
        return (replace(block, rows=tuple(rows)), done) if done else (block, done)
    edits = edits_of(block.text, 0)
    return (replace(block, runs=_edit_runs(block.runs, edits)), done) if edits else (block, done)


def _edit_runs(runs: tuple[Run, ...], edits: list[Edit]) -> tuple[Run, ...]:
    """Cut the edits out of the runs that they touch; new text goes to the run where the edit starts."""
    out: list[Run] = []
    offset = 0
    for run in runs:
        end = offset + len(run.text)
        local = []
        for edit in edits:
            inserted = edit.start == edit.end and (offset < edit.start <= end or edit.start == offset == 0)
            if (edit.start < end and edit.end > offset and edit.start < edit.end) or inserted:
                starts_here = edit.start >= offset
                local.append(
                    Edit(max(edit.start - offset, 0), min(edit.end, end) - offset, edit.new if starts_here else "")
                )
        text = apply_edits(run.text, local) if local else run.text
        if text:
            out.append(replace(run, text=text))
        offset = end
    return tuple(out)


def runs_after(runs: tuple[Run, ...], length: int) -> tuple[Run, ...]:
    """The runs without their first `length` code points."""
    out = []
    for run in runs:
        cut = min(length, len(run.text))
        length -= cut
        out.append(replace(run, text=run.text[cut:]))
    return tuple(run for run in out if run.text)


def trim_block(block: Block) -> Block:
    """The block without white space at its ends."""
    if block.kind in ("table", "image"):
        return block
    text = block.text
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    if start == 0 and end == len(text):
        return block
    edits = [Edit(0, start)] if start else []
    if end < len(text) and end >= start:
        edits.append(Edit(max(end, start), len(text)))
    return replace(block, runs=_edit_runs(block.runs, edits))
