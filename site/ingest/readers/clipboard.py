"""What Word, WPS, WeChat, Excel and pages put on the clipboard (剪贴板) -> SourceDocument, by the means of the html reader.

Nothing of an element's look is taken over but bold, raised and lowered type and what a paragraph is: a heading by its tag
or outline level, an item by its printed number. Each thing left out is counted as a removal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import lxml.html

from ingest.readers.errors import ReadError
from ingest.readers.html import DROPPED, SERVER_TAGS, parse_page
from ingest.readers.html_blocks import INDENT, BlockBuilder
from ingest.readers.html_tables import has_columns, placed
from ingest.readers.source import Block, Cell, Removal, SourceDocument, paragraph, runs_after, trim_block, with_origins
from ingest.readers.text import text_lines
from ingest.readers.unseen import drop_unseen
from ingest.wording import ends_sentence, plain

MAX_CHARACTERS = 5 * 1024 * 1024
TOO_LARGE = "剪贴板里的内容超过 5 MB，没有粘贴。请把文件存盘后用“从文件导入”，或分几次粘贴。"
COMMENT = re.compile(r"<!--.*?-->|<!\[(?:if|endif)[^>]*>", re.S | re.I)
FRAGMENT = re.compile(r"<!--\s*StartFragment\s*-->", re.I)
OUTLINE = re.compile(r"mso-outline-level\s*:\s*([1-6])", re.I)
LIST_MARK = re.compile(r"mso-list\s*:\s*ignore", re.I)
REAL_NUMBER = re.compile(r"[\d一二三四五六七八九十百①-⑳㈠-㈩]|^[(（]?[a-zA-Z]{1,5}[.)）、]")
ORNAMENT = re.compile(r"(?:0\d|(?:part|no|chapter)\s*[.·]?\s*\d{1,2})$", re.I)
GLUED = re.compile(r"(0\d)\s*[|/·.、—-]?\s*(?=[\u3400-\u9fff])")
SHORT = 40
OFFICE_TAGS = re.compile(r"</?(?:o|w|v|m|x|st1):[a-z][^>]*>", re.I)


def read_clipboard(html: str, text: str = "") -> SourceDocument:
    """The clipboard's html, or its plain text where it has none -> SourceDocument; raises ReadError."""
    if len(html) + len(text) > MAX_CHARACTERS:
        raise ReadError("too_large", TOO_LARGE)
    if not html.strip():
        return _from_text(text)
    markup = OFFICE_TAGS.sub("", COMMENT.sub("", SERVER_TAGS.sub("", _fragment(html))))
    root = parse_page(markup or "<p></p>")
    removals = [*_drop(root), *drop_unseen(root)]
    _mark_headings(root)
    _unwrap_numbers(root)
    builder = BlockBuilder("", has_columns)
    # All of it: the parser leaves a <section> that follows a <meta> in the head.
    blocks = [_squeezed(block) for block in builder.blocks(root)]
    blocks, ornaments = _without_ornaments(blocks)
    blocks = [_trimmed_table(b) if b.kind == "table" else b for b in blocks]
    removals += _indents(builder.indents) + ornaments
    if builder.lost_links:
        quotes = tuple(builder.lost_links[:8])
        removals.append(
            Removal("relative_links", "站内相对链接离开原站就失效，只留文字", len(builder.lost_links), quotes)
        )
    return with_origins(SourceDocument("clipboard", "utf-8", tuple(blocks), removals=tuple(removals)))


def _from_text(text: str) -> SourceDocument:
    blocks = [paragraph(line, line=number) for number, line in enumerate(text_lines(text), 1) if line.strip()]
    removals = _indents(sum(INDENT.match(block.text) is not None for block in blocks))
    return with_origins(SourceDocument("clipboard", "utf-8", tuple(map(trim_block, blocks)), removals=tuple(removals)))


def _fragment(html: str) -> str:
    """Without the head that Windows writes before the markup (Version:0.9 StartHTML:…)."""
    start = html.lower().find("<html")
    return html[start:] if start > 0 and html.lower().startswith("version:") else html


def _drop(root: lxml.html.HtmlElement) -> list[Removal]:
    readings = [e for e in root.iter("rt") if e.text_content().strip()]
    quotes = tuple(dict.fromkeys(e.text_content().strip() for e in readings))[:8]
    removals = [Removal("ruby", "汉字上方的注音", len(readings), quotes)] if readings else []
    scripts = 0
    for element in list(root.iter(*DROPPED, "meta", "title")):
        if element.getparent() is not None and element is not root:
            scripts += element.tag in ("script", "iframe", "object", "embed", "form")
            element.drop_tree()
    if scripts:
        removals.append(Removal("scripts", "脚本、样式和表单，不是正文", scripts))
    return removals


def _mark_headings(root: lxml.html.HtmlElement) -> None:
    """Word's outline levels as heading tags."""
    for element in root.iter("p", "div"):
        level = OUTLINE.search(element.get("style") or "")
        if level:
            element.tag = f"h{level.group(1)}"


def _unwrap_numbers(root: lxml.html.HtmlElement) -> None:
    """Numbers that Word wrote before an item stay as text; bullets, which are letters of Symbol fonts, go."""
    for element in list(root.iter("span")):
        if not LIST_MARK.search(element.get("style") or "") or element.getparent() is None:
            continue
        number = "".join(element.text_content().split())
        for child in list(element):
            child.drop_tree()
        element.text = number if REAL_NUMBER.search(number) else ""


def _squeezed(block: Block) -> Block:
    """Numbers without the blanks that stood for a tab."""
    if block.kind == "table" or not block.runs:
        return block
    runs = tuple(replace(run, text=re.sub(r"[\u00a0 ]{3,}", " ", run.text)) for run in block.runs)
    return replace(block, runs=tuple(run for run in runs if run.text))


def _indents(count: int) -> list[Removal]:
    return [Removal("indents", "段首用空格代替的缩进", count)] if count else []


def _without_ornaments(blocks: Sequence[Block]) -> tuple[list[Block], list[Removal]]:
    """01 and Part 2 that stand as ornaments above or before a short line go; the line is a heading."""
    out: list[Block] = []
    quotes: list[str] = []
    waiting = ""
    for block in blocks:
        text = block.text.strip()
        glued = GLUED.match(text) if _may_head(block) else None
        if _may_head(block) and ORNAMENT.match(plain(text)):
            waiting = text
            quotes.append(text)
            continue
        if glued:
            quotes.append(glued.group(1))
            lead = block.text.index(glued.group(1)) + glued.end()
            block = replace(block, runs=runs_after(block.runs, lead))
        if (glued or waiting) and _may_head(block):
            block = replace(block, kind="heading", level=block.level or 2)
        waiting = ""
        out.append(block)
    return out, [Removal("ornament_numbers", "小标题上的装饰序号", len(quotes), tuple(quotes[:8]))] if quotes else []


def _may_head(block: Block) -> bool:
    return (
        block.kind in ("paragraph", "heading")
        and 0 < len(block.text.strip()) <= SHORT
        and not ends_sentence(block.text)
    )


def _trimmed_table(block: Block) -> Block:
    """Without the empty rows at its end and the empty columns at its right, over which a selection in Excel reaches."""
    rows = list(block.rows)
    while rows and not any(cell.text for cell in rows[-1]) and not _reached(rows):
        rows.pop()
    while (narrower := _without_last_column(rows)) is not None:
        rows = narrower
    return replace(block, rows=tuple(rows))


def _reached(rows: Sequence[tuple[Cell, ...]]) -> bool:
    """A cell further up is merged down into the last row."""
    return any(at + cell.rowspan >= len(rows) for at, row in enumerate(rows[:-1]) for cell in row if cell.rowspan > 1)


def _without_last_column(rows: Sequence[tuple[Cell, ...]]) -> list[tuple[Cell, ...]] | None:
    """None where the last column holds anything, or is the only one; cells merged into it end before it."""
    ends = [[x + cell.colspan for x, cell in columns] for columns in placed(rows)]
    last = max((end for row in ends for end in row), default=0)
    if last < 2:
        return None
    out = []
    for row, row_ends in zip(rows, ends, strict=True):
        kept = []
        for cell, end in zip(row, row_ends, strict=True):
            if end == last and cell.colspan == 1:
                if cell.text or cell.rowspan > 1:
                    return None
                continue
            kept.append(replace(cell, colspan=cell.colspan - 1) if end == last else cell)
        out.append(tuple(kept))
    return out
