"""Word files (docx): paragraphs with their automatic numbers, tables, notes, pictures; no macros, nothing that is not text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.readers.docx_notes import Footnotes, comments, running_heads, tracked
from ingest.readers.docx_numbering import Numbering, lists_of
from ingest.readers.docx_package import Package
from ingest.readers.docx_runs import Content, Runs
from ingest.readers.docx_styles import Numbered, numbering_of, styles_of
from ingest.readers.docx_tables import read_table
from ingest.readers.docx_xml import MC, W, child_value
from ingest.readers.errors import ReadError
from ingest.readers.source import Block, Note, Removal, Run, SourceDocument, trim_block
from zhtext.numerals import plain_number

ALIGN = {"center": "center", "right": "right", "end": "right", "both": "", "left": "", "start": ""}
WRAPPERS = frozenset({W + n for n in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml")})
QUOTES = 8
CONTENTS_GALLERY = "Table of Contents"
NO_BODY = "文件已损坏：找不到正文。请用 Word 或 WPS 重新打开并另存，再导入。"
TRACKED = "文件带有未处理的修订：插入的 {inserted} 处已采用，删除的 {deleted} 处已略去，请确认这是定稿"


def read_docx(data: bytes) -> SourceDocument:
    """bytes of a docx -> SourceDocument; raises ReadError."""
    package = Package(data)
    body = package.root.find(W + "body")
    if body is None:
        raise ReadError("broken", NO_BODY)
    reader = _Docx(package)
    blocks = list(reader.blocks(body))
    blocks += reader.footnotes.blocks(lambda note: list(reader.blocks(note)))
    deleted, inserted = tracked(package.root)
    notes = package.notes()
    if deleted or inserted:
        notes.append(Note("tracked_changes", TRACKED.format(inserted=inserted, deleted=len(deleted))))
    removals = [*reader.removals(), *comments(package), *running_heads(package)]
    if deleted:
        removals.append(Removal("tracked_deletions", "修订中已删除的文字", len(deleted), tuple(deleted[:QUOTES])))
    return SourceDocument(
        format="docx", charset="utf-8", blocks=tuple(blocks), removals=tuple(removals), notes=tuple(notes)
    )


class _Docx:
    """One document while it is read."""

    def __init__(self, package: Package) -> None:
        self._styles = styles_of(package.bytes_of("styles"))
        self._numbering = Numbering(lists_of(package.bytes_of("numbering")))
        self.footnotes = Footnotes(package)
        self._runs = Runs(package, self._styles, self.footnotes)
        self._contents: list[str] = []
        self._carried: list[Run] = []

    def removals(self) -> list[Removal]:
        out = []
        hidden = self._runs.hidden
        if hidden:
            out.append(Removal("hidden_text", "Word 里设为隐藏的文字", len(hidden), tuple(hidden[:QUOTES])))
        if self._contents:
            quotes = tuple(line[:60] for line in self._contents[:QUOTES])
            reason = "印在文件里的目录，网页会按标题自动生成"
            out.append(Removal("printed_contents", reason, len(self._contents), quotes))
        return out

    def blocks(self, parent: Any) -> Iterator[Block]:
        for element in parent:
            tag = element.tag
            if tag == W + "p":
                yield from self._paragraph(element)
            elif tag == W + "tbl":
                yield from read_table(element, lambda cell: list(self.blocks(cell)))
            elif tag == W + "sdt" and _is_contents(element):
                self._contents += [t for t in map(_text, element.iter(W + "p")) if t]
            elif tag in WRAPPERS:
                yield from self.blocks(element)
            elif tag == MC + "AlternateContent":
                yield from self.blocks(next(iter(element), ()))

    def _paragraph(self, element: Any) -> Iterator[Block]:
        """The paragraph's text, one block a line, with its pictures, then its text boxes."""
        properties = element.find(W + "pPr")
        style_id = child_value(properties, "pStyle") if properties is not None else ""
        style = self._styles.of(style_id)
        listed = self._runs.in_contents
        content = Content()
        self._runs.collect(element, content, hidden=style.hidden)
        if (listed or self._runs.in_contents or style.contents) and content.has_words:
            self._contents.append("".join(run.text for line in content.lines for run in line).strip())
            return
        if properties is not None and _mark_is_deleted(properties):  # goes on in the next paragraph
            self._carried += [run for line in content.lines for run in line]
            return
        level, align, number = self._look(properties, style_id, content)
        content.lines[0] = [*([Run(number)] if number else []), *self._carried, *content.lines[0]]
        self._carried = []
        yield from content.before
        for runs in content.lines:
            block = trim_block(
                Block(kind="heading" if level else "paragraph", runs=tuple(runs), level=level, align=align)
            )
            if block.text.strip("\u00a0 \u3000"):
                yield block
        yield from content.after
        for box in content.boxes:
            yield from self.blocks(box)

    def _look(self, properties: Any, style_id: str, content: Content) -> tuple[int, str, str]:
        """(heading level or 0, alignment, automatic number)."""
        style = self._styles.of(style_id)
        if properties is None:
            return style.level, ALIGN.get(style.align, ""), ""
        level = style.level
        outline = plain_number(child_value(properties, "outlineLvl"), digits=9)
        if outline is not None:
            level = outline + 1 if outline < 9 else 0
        align = ALIGN.get(child_value(properties, "jc") or style.align, "")
        own = numbering_of(properties)
        numbered = own or style.numbered
        if own is not None and own.list_id == "" and style.numbered is not None:
            numbered = Numbered(style.numbered.list_id, own.level)
        number = ""
        if numbered is not None:
            depth = numbered.level
            if depth < 0:
                depth = self._numbering.level_of(numbered.list_id, style_id)
            number = self._numbering.next(numbered.list_id, depth)
            number = number if content.has_words or self._carried else ""  # an empty line has its number, too
        return min(level, 6), align, number


def _mark_is_deleted(properties: Any) -> bool:
    """The paragraph's end was struck out: its text and the next paragraph's are one."""
    look = properties.find(W + "rPr")
    return look is not None and look.find(W + "del") is not None


def _is_contents(element: Any) -> bool:
    gallery = next(element.iter(W + "docPartGallery"), None)
    return gallery is not None and gallery.get(W + "val") == CONTENTS_GALLERY


def _text(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(W + "t")).strip()
