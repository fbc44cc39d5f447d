"""Blocks of a part -> the stream of a document's body: headings, rich text, tables with merged cells, pictures, quotations."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import nh3

from ingest.document import Part
from ingest.metadata.headings import Heading
from ingest.readers.source import Block, Cell, Run, runs_after

TAGS = {"p", "b", "sup", "sub", "a", "br"}
HEADING_AT_MOST = 255
TITLE_ROW_AT_MOST = 60
QUOTE_GAP = "\n"
ShowPicture = Callable[[Block, str], dict[str, Any] | None]


def run_html(run: Run) -> str:
    html = escape(run.text, quote=False).replace("\n", "<br/>")
    if run.raised:
        html = f"<sup>{html}</sup>"
    if run.lowered:
        html = f"<sub>{html}</sub>"
    if run.bold:
        html = f"<b>{html}</b>"
    return f'<a href="{escape(run.href)}">{html}</a>' if run.href else html


def paragraph_html(runs: tuple[Run, ...]) -> str:
    """One clean <p>; whatever slipped through the readers stops at nh3."""
    html = "<p>" + "".join(run_html(run) for run in runs) + "</p>"
    return nh3.clean(
        html, tags=TAGS, attributes={"a": {"href"}}, link_rel=None, url_schemes={"http", "https", "mailto"}
    )


def heading_value(heading: Heading) -> dict[str, Any]:
    text = heading.text.strip()
    if heading.number and text.startswith(heading.number):
        text = text[len(heading.number) :].strip()
    return {
        "number_text": heading.number[:20],
        "text": text[:HEADING_AT_MOST] or heading.number,
        "level": str(heading.level),
        "anchor": "",
    }


def table_value(rows: tuple[tuple[Cell, ...], ...]) -> dict[str, Any]:
    """Wagtail's table value; a merged cell's text stands in its first cell, the covered ones are empty."""
    grid: dict[tuple[int, int], str] = {}
    merged = []
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (y, x) in grid:
                x += 1
            height = min(cell.rowspan, len(rows) - y)
            for down in range(height):
                for right in range(cell.colspan):
                    grid[y + down, x + right] = ""
            grid[y, x] = cell.text
            if height > 1 or cell.colspan > 1:
                merged.append({"row": y, "col": x, "rowspan": height, "colspan": cell.colspan})
            x += cell.colspan
    width = max((x for _y, x in grid), default=0) + 1
    data = [[grid.get((y, x), "") for x in range(width)] for y in range(len(rows))]
    header = bool(rows) and (all(cell.header for cell in rows[0]) or _looks_like_header(rows))
    return {
        "data": data, "mergeCells": merged, "first_row_is_table_header": header, "first_col_is_header": False,
        "table_header_choice": "row" if header else "neither", "table_caption": "",
    }  # fmt: skip


def _title_row(rows: tuple[tuple[Cell, ...], ...]) -> tuple[str, tuple[tuple[Cell, ...], ...]]:
    """(the table's name, rows): a first row of one cell over all columns is the name that spreadsheets have no other place for."""
    if (
        len(rows) < 3
        or len(rows[0]) != 1
        or not 0 < len(rows[0][0].text) <= TITLE_ROW_AT_MOST
        or rows[0][0].rowspan > 1
    ):
        return "", rows
    width = max(sum(cell.colspan for cell in row) for row in rows[1:])
    return (rows[0][0].text, rows[1:]) if rows[0][0].colspan >= max(width, 2) else ("", rows)


def _looks_like_header(rows: tuple[tuple[Cell, ...], ...]) -> bool:
    """Short words without figures above rows that have some: Word files rarely mark their header rows."""
    first = [cell.text.strip() for cell in rows[0]]
    return len(rows) > 1 and all(0 < len(t) <= 12 and not any(c.isdigit() for c in t) for t in first)


def body_stream(part: Part, show_picture: ShowPicture) -> list[dict[str, Any]]:
    """The raw stream of a part; neighbouring paragraphs share a block. Hidden blocks became fields and are left out."""
    headings = {heading.index: heading for heading in part.headings}
    captions = set(part.captions)
    stream: list[dict[str, Any]] = []
    used: set[int] = set()
    waiting = ""  # the caption of the table or picture that follows
    for index, block in enumerate(part.blocks):
        if index in part.hidden or index in used:
            continue
        above, waiting = waiting, ""
        if index in captions and _is_above(part.blocks, index, captions):
            waiting = block.text.strip()[:255]
            continue
        if block.kind == "table":
            stream.append({"type": "table", "value": _captioned_table(block, above)})
        elif block.kind == "image":
            below = part.blocks[index + 1].text.strip() if index + 1 in captions else ""
            shown = show_picture(block, above or below)
            if shown is not None:
                stream.append({"type": "image", "value": shown})
                used |= {index + 1} if below and not above else set()
            elif above:
                _add_paragraph(stream, f"<p>{escape(above, quote=False)}</p>")
        elif block.kind == "quote":
            _add_quote(stream, block.text)
        elif index in headings:
            heading = headings[index]
            stream.append({"type": "heading", "value": heading_value(heading)})
            rest = runs_after(block.runs, heading.length)
            if "".join(run.text for run in rest).strip():
                _add_paragraph(stream, paragraph_html(rest))
        else:
            _add_paragraph(stream, paragraph_html(block.runs))
    return stream


def _captioned_table(block: Block, above: str) -> dict[str, Any]:
    """With the caption printed above it, its own, or its first row where that is a name."""
    caption = above or block.caption[:255]
    title, rows = ("", block.rows) if caption else _title_row(block.rows)
    return {**table_value(rows), "table_caption": caption or title}


def _is_above(blocks: tuple[Block, ...], index: int, captions: set[int]) -> bool:
    """A caption that belongs to what follows: a table, or a picture that no other caption stands below."""
    if index + 1 >= len(blocks):
        return False
    if blocks[index + 1].kind == "table":
        return True
    return (
        blocks[index + 1].kind == "image"
        and (index == 0 or blocks[index - 1].kind != "image")
        and index + 2 not in captions
    )


def _add_paragraph(stream: list[dict[str, Any]], html: str) -> None:
    if stream and stream[-1]["type"] == "paragraph":
        stream[-1]["value"] += html
    else:
        stream.append({"type": "paragraph", "value": html})


def _add_quote(stream: list[dict[str, Any]], text: str) -> None:
    if stream and stream[-1]["type"] == "quote":
        stream[-1]["value"]["text"] += QUOTE_GAP + text
    else:
        stream.append({"type": "quote", "value": {"text": text, "source": ""}})
