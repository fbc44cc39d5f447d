"""Word files (docx): paragraphs with their automatic numbers, tables with merged cells, pictures; no macros, no fields."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from ingest.readers.archive import Archive
from ingest.readers.docx_numbering import Numbering
from ingest.readers.docx_xml import MC, A, R, W, child_value, parse_part, switched_on
from ingest.readers.errors import ReadError
from ingest.readers.html_blocks import safe_address
from ingest.readers.source import Block, Cell, Picture, Removal, Run, SourceDocument, trim_block

HEADING_STYLE = re.compile(r"(?:heading|标题)\s*([1-9])", re.I)
ALIGN = {"center": "center", "right": "right", "end": "right", "both": "", "left": "", "start": ""}
SKIPPED = frozenset({W + "del", W + "moveFrom", W + "instrText", W + "delText", MC + "Fallback", W + "rPr", W + "pPr"})


def read_docx(data: bytes) -> SourceDocument:
    """bytes of a docx -> SourceDocument; raises ReadError."""
    archive = Archive(data)
    document = archive.read("word/document.xml")
    if document is None:
        raise ReadError("not_docx", "这不是 Word 文件（docx）：里面没有正文部分。请确认文件，或另存为 docx 再导入。")
    reader = _Docx(archive)
    body = parse_part(document).find(W + "body")
    if body is None:
        raise ReadError("broken", "文件已损坏：找不到正文。请用 Word 或 WPS 重新打开并另存，再导入。")
    blocks = tuple(reader.blocks(body))
    removals = []
    if reader.hidden:
        removals.append(Removal("hidden_text", "Word 里设为隐藏的文字", len(reader.hidden), tuple(reader.hidden[:8])))
    if reader.deleted:
        removals.append(
            Removal("tracked_deletions", "修订中已删除的文字", len(reader.deleted), tuple(reader.deleted[:8]))
        )
    return SourceDocument(format="docx", charset="utf-8", blocks=blocks, removals=tuple(removals))


class _Docx:
    """One document while it is read."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._numbering = Numbering(self._part("word/numbering.xml"))
        self._targets: dict[str, tuple[str, bool]] = {}
        relations = self._part("word/_rels/document.xml.rels")
        for relation in relations if relations is not None else ():
            external = relation.get("TargetMode") == "External"
            self._targets[relation.get("Id", "")] = (relation.get("Target", ""), external)
        self._styles = {s.get(W + "styleId", ""): s for s in self._iter("word/styles.xml", "style")}
        self.hidden: list[str] = []
        self.deleted: list[str] = []

    def _part(self, name: str) -> Any | None:
        data = self._archive.read(name)
        return parse_part(data) if data else None

    def _iter(self, part: str, tag: str) -> Iterator[Any]:
        root = self._part(part)
        return root.iter(W + tag) if root is not None else iter(())

    def blocks(self, parent: Any) -> Iterator[Block]:
        for element in parent:
            if element.tag == W + "p":
                yield from self._paragraph(element)
            elif element.tag == W + "tbl":
                yield from self._table(element)
            elif element.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "smartTag", W + "customXml"):
                yield from self.blocks(element)

    def _paragraph(self, element: Any) -> Iterator[Block]:
        """The paragraph's text, one block a line, then its pictures, then its text boxes."""
        self.deleted += [t for t in ("".join(d.itertext()).strip() for d in element.iter(W + "delText")) if t]
        level, align, number = self._look(element)
        lines: list[list[Run]] = [[Run(number)] if number else []]
        pictures: list[Block] = []
        boxes: list[Any] = []
        self._runs(element, lines, pictures, boxes, "")
        for runs in lines:
            block = trim_block(
                Block(kind="heading" if level else "paragraph", runs=tuple(runs), level=level, align=align)
            )
            if block.text.strip("\u00a0 \u3000"):
                yield block
        yield from pictures
        for box in boxes:
            yield from self.blocks(box)

    def _look(self, element: Any) -> tuple[int, str, str]:
        """(heading level or 0, alignment, automatic number)."""
        properties = element.find(W + "pPr")
        if properties is None:
            return 0, "", ""
        style = child_value(properties, "pStyle")
        level, numbered = self._style(style)
        outline = child_value(properties, "outlineLvl")
        if outline.isdigit() and int(outline) < 9:
            level = int(outline) + 1
        align = ALIGN.get(child_value(properties, "jc"), "")
        own = properties.find(W + "numPr")
        numbering = own if own is not None else numbered
        number = ""
        if numbering is not None:
            depth = child_value(numbering, "ilvl")
            number = self._numbering.next(child_value(numbering, "numId"), int(depth) if depth.isdigit() else 0)
        return min(level, 6), align, number

    def _style(self, style_id: str) -> tuple[int, Any | None]:
        """Heading level and numbering that a style (or one that it is based on) gives."""
        level, numbered = 0, None
        for _step in range(10):
            style = self._styles.get(style_id)
            if style is None:
                break
            match = HEADING_STYLE.search(child_value(style, "name"))
            if match and not level:
                level = int(match.group(1))
            properties = style.find(W + "pPr")
            if properties is not None and numbered is None:
                numbered = properties.find(W + "numPr")
            style_id = child_value(style, "basedOn")
        return level, numbered

    def _runs(self, element: Any, lines: list[list[Run]], pictures: list[Block], boxes: list[Any], href: str) -> None:
        for child in element:
            tag = child.tag
            if tag in SKIPPED:
                continue
            if tag == W + "r":
                self._run(child, lines, pictures, boxes, href)
            elif tag == W + "hyperlink":
                target, external = self._targets.get(child.get(R + "id", ""), ("", False))
                self._runs(child, lines, pictures, boxes, safe_address(target, "") if external else "")
            elif tag == W + "txbxContent":
                boxes.append(child)
            elif isinstance(tag, str):
                self._runs(child, lines, pictures, boxes, href)

    def _run(self, run: Any, lines: list[list[Run]], pictures: list[Block], boxes: list[Any], href: str) -> None:
        look = run.find(W + "rPr")
        raised = look is not None and child_value(look, "vertAlign")
        if switched_on(look, "vanish"):
            hidden = "".join(t.text or "" for t in run.iter(W + "t")).strip()
            self.hidden += [hidden] if hidden else []
            return
        for child in run:
            text = ""
            if child.tag == W + "t":
                text = child.text or ""
            elif child.tag in (W + "tab", W + "ptab"):
                text = "\t"
            elif child.tag == W + "noBreakHyphen":
                text = "-"
            elif child.tag in (W + "br", W + "cr") and child.get(W + "type", "textWrapping") == "textWrapping":
                lines.append([])
            elif child.tag in (W + "drawing", W + "pict", W + "object", MC + "AlternateContent"):
                self._drawing(child, pictures, boxes)
            if text:
                bold, italic = switched_on(look, "b"), switched_on(look, "i")
                lines[-1].append(Run(text, bold, italic, raised == "superscript", raised == "subscript", href))

    def _drawing(self, element: Any, pictures: list[Block], boxes: list[Any]) -> None:
        for child in element.iter():
            if any(a.tag == MC + "Fallback" for a in child.iterancestors()):
                continue
            if child.tag == W + "txbxContent":
                boxes.append(child)
            elif child.tag == A + "blip":
                target, external = self._targets.get(child.get(R + "embed", ""), ("", True))
                data = (
                    None
                    if external
                    else self._archive.read(posixpath.normpath(posixpath.join("word", target)).lstrip("/"))
                )
                if data:
                    pictures.append(Block(kind="image", picture=Picture(name=posixpath.basename(target), data=data)))

    def _table(self, element: Any) -> Iterator[Block]:
        """A table with its merged cells; one with a single column is only a frame around paragraphs."""
        rows = list(element.iter(W + "tr"))
        if max((len(row.findall(W + "tc")) for row in rows), default=0) < 2:
            for cell in element.iter(W + "tc"):
                yield from self.blocks(cell)
            return
        grid: list[list[dict[str, Any]]] = []
        open_cells: dict[int, dict[str, Any]] = {}
        pictures: list[Block] = []
        for row in rows:
            properties = row.find(W + "trPr")
            header = switched_on(properties, "tblHeader")
            line, column = [], 0
            for cell in row.findall(W + "tc"):
                span, merge = _cell_shape(cell)
                content = list(self.blocks(cell))
                pictures += [b for b in content if b.kind == "image"]
                if merge == "continue" and column in open_cells:
                    open_cells[column]["rowspan"] += 1
                else:
                    text = "\n".join(b.text for b in content if b.kind != "image")
                    made = {"text": text, "rowspan": 1, "colspan": span, "header": header}
                    line.append(made)
                    open_cells.pop(column, None)
                    if merge == "restart":
                        open_cells[column] = made
                column += span
            grid.append(line)
        yield Block(kind="table", rows=tuple(tuple(Cell(**cell) for cell in line) for line in grid))
        yield from pictures


def _cell_shape(cell: Any) -> tuple[int, str]:
    """(columns covered, "", "restart" or "continue")."""
    properties = cell.find(W + "tcPr")
    if properties is None:
        return 1, ""
    span = child_value(properties, "gridSpan")
    merge = properties.find(W + "vMerge")
    return (
        min(max(int(span), 1), 100) if span.isdigit() else 1,
        "" if merge is None else merge.get(W + "val", "continue"),
    )
