"""A pdf -> SourceDocument: what stands on its pages, put into reading order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.readers.errors import ReadError
from ingest.readers.pdf.extract import pages_of
from ingest.readers.pdf.furniture import remove_contents, remove_furniture
from ingest.readers.pdf.lines import Line, lines_of
from ingest.readers.pdf.page import Image, Page
from ingest.readers.pdf.paragraphs import Measure, paragraphs_of, ranked
from ingest.readers.pdf.tables import Table, find_tables
from ingest.readers.source import Block, Note, Picture, Removal, SourceDocument

FOOTNOTE_SIZE = 0.88
SHOWN_PAGES = 12
SCANNED = "这份 {kind} 是扫描件，{pages} 页都是图片，没有文字。请先用文字识别（OCR）软件转成 Word 再导入，或把它作为附件上传。"
GARBLED = "{kind} 里的字体没有文字编码，读出来全是乱码。请用原来的软件重新导出，或另存为 docx 再导入。"


def read_pdf(data: bytes) -> SourceDocument:
    """bytes of a pdf -> SourceDocument; raises ReadError."""
    return laid_out(pages_of(data), "pdf")


def laid_out(source: Iterable[Page], format_: str) -> SourceDocument:
    """Pages of placed characters, ruled lines and pictures -> SourceDocument; raises ReadError where there is no text."""
    pages: list[Page] = []
    lines: list[list[Line]] = []
    tables: list[list[Table]] = []
    for page in source:
        found, rest = find_tables(page.rules, page.glyphs, page.number)
        tables.append(found)
        lines.append(lines_of(rest, page.number))
        page.glyphs, page.rules = [], []  # the file may have a thousand pages
        pages.append(page)
    _must_have_text(pages, lines, tables, format_.upper())
    lines, removals = remove_furniture(pages, lines)
    flow = [line for on_page in lines for line in on_page]
    flow, contents = remove_contents(flow)
    removals += contents + _watermarks(pages)
    blocks = _blocks(pages, flow, tables)
    return SourceDocument(
        format=format_, charset="utf-8", blocks=tuple(blocks), removals=tuple(removals), notes=_notes(pages)
    )


def _must_have_text(
    pages: Sequence[Page], lines: Sequence[list[Line]], tables: Sequence[list[Table]], kind: str
) -> None:
    if all(p.garbled for p in pages):
        raise ReadError("garbled", GARBLED.format(kind=kind))
    if not any(lines) and not any(tables):
        if any(p.scanned for p in pages):
            raise ReadError("scanned", SCANNED.format(kind=kind, pages=len(pages)))
        raise ReadError("empty", f"{kind} 里没有文字，没有可导入的内容。")
    if any(p.scanned for p in pages) and all(p.scanned or not on_page for p, on_page in zip(pages, lines, strict=True)):
        raise ReadError("scanned", SCANNED.format(kind=kind, pages=len(pages)))


def _watermarks(pages: Sequence[Page]) -> list[Removal]:
    quotes = [page.slanted for page in pages if page.slanted]
    if not quotes:
        return []
    return [Removal("watermark", "斜排的水印文字，不是正文", len(quotes), tuple(dict.fromkeys(quotes))[:4])]


def _notes(pages: Sequence[Page]) -> tuple[Note, ...]:
    """Pages of which nothing or nonsense was read."""
    notes = []
    for name, code, words in (
        ("scanned", "scanned_page", "第{n}页是扫描图，没有文字，已作为图片放入正文，请补录文字"),
        ("garbled", "garbled_page", "第{n}页的字体没有文字编码，读出来是乱码，请对照原件补录"),
    ):
        numbers = [page.number for page in pages if getattr(page, name)]
        if len(numbers) > SHOWN_PAGES:
            shown = "、".join(map(str, numbers[:SHOWN_PAGES]))
            notes.append(Note(code, words.format(n=f"{shown} 等 {len(numbers)} ")))
        elif numbers:
            notes.append(Note(code, words.format(n="、".join(map(str, numbers)))))
    return tuple(notes)


@dataclass(frozen=True)
class _Thing:
    """A table or picture at its height on a page."""

    page: int
    top: float
    block: Block
    table: Table | None = None


def _blocks(pages: Sequence[Page], flow: Sequence[Line], tables: Sequence[list[Table]]) -> list[Block]:
    """Paragraphs, with tables and pictures between the lines where they stand; footnotes at the end."""
    measures = _measures(pages, flow)
    body, notes = _footnotes(pages, flow, measures)
    things = sorted([*_pictures(pages), *_whole_tables(tables, body)], key=lambda t: (t.page, t.top))
    blocks: list[Block] = []
    chunk: list[Line] = []
    waiting = list(things)

    def close() -> None:
        for part in _by_measure(chunk, measures):
            blocks.extend(paragraphs_of(part, _own_measure(part, measures)))
        chunk.clear()

    for line in body:
        while waiting and (waiting[0].page, waiting[0].top) < (line.page, line.middle):
            thing = waiting.pop(0)
            close()
            blocks.append(thing.block)
        chunk.append(line)
    close()
    blocks += [thing.block for thing in waiting]
    blocks += [b for part in _by_measure(notes, measures) for b in paragraphs_of(part, measures[part[0].page])]
    return ranked(blocks)


def _measures(pages: Sequence[Page], flow: Sequence[Line]) -> dict[int, Measure]:
    """The type area of each page: pages of one width share it, columns are measured by the page."""
    by_width: dict[int, list[Line]] = {}
    widths = {page.number: round(page.width / 8) for page in pages}
    for line in flow:
        by_width.setdefault(widths[line.page], []).append(line)
    shared = {width: Measure.of(lines) for width, lines in by_width.items()}
    by_page = _by_page(flow)
    nothing = Measure.of([])
    return {
        page.number: shared.get(widths[page.number], nothing).on_page([line for _at, line in by_page[page.number]])
        for page in pages
    }


def _by_page(flow: Sequence[Line]) -> dict[int, list[tuple[int, Line]]]:
    """The lines of each page with their places in the flow."""
    found: dict[int, list[tuple[int, Line]]] = defaultdict(list)
    for at, line in enumerate(flow):
        found[line.page].append((at, line))
    return found


def _by_measure(lines: Sequence[Line], measures: dict[int, Measure]) -> list[list[Line]]:
    """Stretches of lines that share a type area."""
    out: list[list[Line]] = []
    for line in lines:
        if (
            out
            and out[-1][-1].region == line.region
            and measures[out[-1][0].page] == measures[line.page]
            and (line.region == 0 or out[-1][-1].page == line.page)
        ):
            out[-1].append(line)
        else:
            out.append([line])
    return out


def _own_measure(part: Sequence[Line], measures: dict[int, Measure]) -> Measure:
    """That of the page; a column's or a block's own where text stands side by side."""
    measure = measures[part[0].page]
    if part[0].region == 0:
        return measure
    return replace(measure, left=min(line.x0 for line in part), right=max(line.x1 for line in part))


def _footnotes(
    pages: Sequence[Page], flow: Sequence[Line], measures: dict[int, Measure]
) -> tuple[list[Line], list[Line]]:
    """(text, footnotes): small lines at the foot of a page that begin with a mark would cut a paragraph in two."""
    notes: set[int] = set()
    by_page = _by_page(flow)
    for page in pages:
        on_page = [at for at, _line in by_page[page.number]]
        small: list[int] = []
        for i in reversed(on_page):
            if flow[i].size > FOOTNOTE_SIZE * measures[page.number].size or flow[i].top < 0.5 * page.height:
                break
            small.insert(0, i)
        if small and len(small) < len(on_page) and (flow[small[0]].runs[0].raised or _is_mark(flow[small[0]].text)):
            notes |= set(small)
    body = [line for i, line in enumerate(flow) if i not in notes]
    return body, [flow[i] for i in sorted(notes)]


def _is_mark(text: str) -> bool:
    return text.lstrip()[:1] in "①②③④⑤⑥⑦⑧⑨⑩*＊†[〔0123456789"


def _pictures(pages: Sequence[Page]) -> list[_Thing]:
    """Pictures of the text: those that stand alike on three pages are a letterhead, those behind text a background."""
    seen: dict[tuple[int, int, int], int] = {}
    for page in pages:
        for image in page.images:
            seen[_place(image)] = seen.get(_place(image), 0) + 1
    out = []
    for page in pages:
        for image in page.images:
            background = not page.scanned and image.box.width * image.box.height > 0.7 * page.width * page.height
            if (seen[_place(image)] >= 3 and not page.scanned) or background or not image.data:
                continue
            alt = f"第{page.number}页扫描图" if page.scanned else ""
            picture = Picture(name=image.name, data=image.data, alt=alt)
            out.append(_Thing(page.number, image.box.top, Block(kind="image", picture=picture)))
    return out


def _place(image: Image) -> tuple[int, int, int]:
    return round(image.box.x0 / 4), round(image.box.top / 4), round(image.box.width / 4)


def _whole_tables(tables: Sequence[list[Table]], body: Sequence[Line]) -> list[_Thing]:
    """Tables as blocks; one that goes on at the top of the next page is one, its repeated head dropped."""
    out: list[_Thing] = []
    for on_page in tables:
        for table in on_page:
            last = out[-1] if out else None
            if last is not None and last.table is not None and _continues(last, table, body):
                rows = table.rows[1:] if table.rows[0] == last.block.rows[0] else table.rows
                joined = replace(last.block, rows=last.block.rows + rows)
                out[-1] = _Thing(last.page, last.top, joined, table)
            else:
                out.append(_Thing(table.page, table.box.top, Block(kind="table", rows=table.rows), table))
    return out


def _continues(last: _Thing, table: Table, body: Sequence[Line]) -> bool:
    assert last.table is not None
    before = last.table
    if table.page != before.page + 1 or len(before.edges) != len(table.edges):
        return False
    if any(abs(a - b) > 4 for a, b in zip(before.edges, table.edges, strict=True)):
        return False
    between = [
        line for line in body
        if (line.page == before.page and line.top > before.box.bottom - 2)
        or (line.page == table.page and line.bottom < table.box.top + 2)
    ]  # fmt: skip
    return not between
