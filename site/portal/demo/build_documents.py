"""Makes the demonstration files (示范文件) in documents/ from manuscripts/: `python site/portal/demo/build_documents.py`.

The same manuscripts give the same bytes, so a second run changes nothing. Pictures are drawn by draw_pictures.py,
attachments made by build_attachments.py; the newer web pages and the Markdown files are written by hand in documents/.

One line of a manuscript is one paragraph: `#` and `##` headings, `@letterhead @number @title @centre @flush @sign
@caption` by their place in an official document, `@break`, `@image FILE CENTIMETRES`, and `@table` … `@table-end` with
`|` between cells, where `<` joins a cell to its left neighbour and `^` to the one above.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph
from pypinyin import Style, pinyin

HERE = Path(__file__).resolve().parent
MANUSCRIPTS, DOCUMENTS = HERE / "manuscripts", HERE / "documents"
WRITTEN = datetime(2026, 1, 1)
ZIP_DATE = (2026, 1, 1, 0, 0, 0)
SEAL_RED = RGBColor(0xC0, 0x10, 0x10)
CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
BODY_SIZE = 16
READING_EVERY = 9
NO_CHANGES: Mapping[str, Callable[[bytes], bytes]] = {}

# kind of line -> (font, points, alignment, first-line indent in characters)
LOOKS: dict[str, tuple[str, int, WD_ALIGN_PARAGRAPH | None, int]] = {
    "letterhead": ("方正小标宋简体", 36, CENTRE, 0),
    "number": ("仿宋_GB2312", BODY_SIZE, CENTRE, 0),
    "title": ("方正小标宋简体", 22, CENTRE, 0),
    "centre": ("楷体_GB2312", BODY_SIZE, CENTRE, 0),
    "flush": ("仿宋_GB2312", BODY_SIZE, None, 0),
    "sign": ("仿宋_GB2312", BODY_SIZE, RIGHT, 0),
    "caption": ("黑体", 14, CENTRE, 0),
    "#": ("黑体", BODY_SIZE, None, 2),
    "##": ("楷体_GB2312", BODY_SIZE, None, 2),
    "text": ("仿宋_GB2312", BODY_SIZE, None, 2),
}


def lines_of(manuscript: str) -> Iterator[tuple[str, str]]:
    """(kind, text) of each line that is not blank; kind is a key of LOOKS, a directive or "row"."""
    for line in (MANUSCRIPTS / manuscript).read_text(encoding="utf-8").splitlines():
        kind, _space, text = line.partition(" ")
        if line.startswith("|"):
            yield "row", line
        elif line.startswith("@"):
            yield kind[1:], text
        elif kind in ("#", "##"):
            yield kind, text
        elif line.strip():
            yield "text", line


def set_font(paragraph: Paragraph, text: str, font: str, points: int) -> None:
    run = paragraph.add_run(text)
    run.font.name, run.font.size = "Times New Roman", Pt(points)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def add_paragraph(document: Document, kind: str, text: str) -> None:
    font, points, alignment, indent = LOOKS[kind]
    paragraph = document.add_paragraph()
    set_font(paragraph, text, font, points)
    paragraph.alignment = alignment
    paragraph.paragraph_format.line_spacing = Pt(max(29, points + 6))
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(indent * points)
    if kind == "letterhead":
        paragraph.runs[0].font.color.rgb = SEAL_RED


def add_table(document: Document, rows: list[list[str]]) -> None:
    """A bordered table; `<` and `^` cells are merged into their neighbours, the first row repeats as its head."""
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            if text == "<":
                table.cell(y, x - 1).merge(table.cell(y, x))
            elif text == "^":
                table.cell(y - 1, x).merge(table.cell(y, x))
            else:
                set_font(table.cell(y, x).paragraphs[0], text, "黑体" if y == 0 else "仿宋_GB2312", 12)
    drop_empty_paragraphs(table)
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(properties.makeelement(qn("w:tblHeader"), {}))


def drop_empty_paragraphs(table: Table) -> None:
    """Merging leaves an empty paragraph for every cell that it swallowed."""
    for cell in {id(cell._tc): cell for row in table.rows for cell in row.cells}.values():
        for paragraph in cell.paragraphs[1:]:
            if not paragraph.text:
                paragraph._element.getparent().remove(paragraph._element)


def build_docx(manuscript: str, change: Callable[[str], str] = str) -> bytes:
    """The manuscript as a Word file; `change` is applied to every text."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    rows: list[list[str]] = []
    for kind, text in lines_of(manuscript):
        if kind == "row":
            rows.append([change(cell) for cell in text.strip("|").split("|")])
        elif kind == "table-end":
            add_table(document, rows)
            rows = []
        elif kind == "break":
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        elif kind == "image":
            name, width = text.split()
            document.add_picture(str(MANUSCRIPTS / name), width=Cm(float(width)))
            document.paragraphs[-1].alignment = CENTRE
        elif kind != "table":
            add_paragraph(document, kind, change(text))
    properties = document.core_properties
    properties.author, properties.title = "云岫区教师发展中心", ""
    properties.created = properties.modified = WRITTEN
    properties.comments = ""
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]  # of python-docx's own template
    buffer = io.BytesIO()
    document.save(buffer)
    return same_dates(buffer.getvalue())


def same_dates(data: bytes, changes: Mapping[str, Callable[[bytes], bytes]] = NO_CHANGES) -> bytes:
    """The zip again with one date for every member, so that its bytes depend on its content only; `changes` by member."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            info = zipfile.ZipInfo(name, ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, changes.get(name, bytes)(source.read(name)))
    return buffer.getvalue()


def with_readings(text: str) -> str:
    """The text as a copying site would have poisoned it: 学(xué)校, at every ninth character or so."""
    out = []
    for number, character in enumerate(text, start=1):
        out.append(character)
        if "\u4e00" <= character <= "\u9fff" and number % READING_EVERY == 0 and character not in "一二三四":
            out.append(f"({pinyin(character, style=Style.TONE)[0][0]})")
    return "".join(out)


def encoded(manuscript: str, charset: str) -> bytes:
    """A text file as Windows of its place writes it."""
    return (MANUSCRIPTS / manuscript).read_text(encoding="utf-8").replace("\n", "\r\n").encode(charset)


BUILT: dict[str, Callable[[], bytes]] = {
    "01-2026-plan-notice.docx": lambda: build_docx("2026-plan-notice.txt"),
    "02-2025-plan-notice.html": lambda: encoded("2025-plan-notice.html", "gb18030"),
    "03-2025-review.docx": lambda: build_docx("2025-review.txt"),
    "04-2024-review.txt": lambda: encoded("2024-review.txt", "gb18030"),
    "06-backbone-notice.docx": lambda: build_docx("backbone-notice.txt"),
    "07-case-collection.docx": lambda: build_docx("case-collection.txt"),
    "09-sister-school-case.txt": lambda: encoded("sister-school-case.txt", "big5hkscs"),
    "10-village-case.docx": lambda: build_docx("village-case.txt", with_readings),
    "11-2024-plan-notice.docx": lambda: build_docx("2024-plan-notice.txt"),
    "12-2023-review.txt": lambda: encoded("2023-review.txt", "gb18030"),
    "13-2024-credit-rules.docx": lambda: build_docx("credit-rules-2024.txt"),
    "14-2026-credit-rules.docx": lambda: build_docx("credit-rules-2026.txt"),
    "15-new-teachers-notice.docx": lambda: build_docx("new-teachers-notice.txt"),
    "17-case-call.docx": lambda: build_docx("case-call.txt"),
    "18-backbone-list.docx": lambda: build_docx("backbone-list.txt"),
    "19-autumn-credit-check.txt": lambda: encoded("autumn-credit-check.txt", "utf-8"),
    "20-base-reply.docx": lambda: build_docx("base-reply.txt"),
    "21-news-classroom.docx": lambda: build_docx("news-classroom.txt"),
    "24-news-new-teachers.docx": lambda: build_docx("news-new-teachers.txt"),
    "25-news-relay-teachers.txt": lambda: encoded("news-relay-teachers.txt", "gb18030"),
    "27-news-sister-school.txt": lambda: encoded("news-sister-school.txt", "big5hkscs"),
    "28-news-open-day.docx": lambda: build_docx("news-open-day.txt"),
    "29-commentary-plan.docx": lambda: build_docx("commentary-plan.txt"),
    "31-physics-case.docx": lambda: build_docx("physics-case.txt"),
    "32-kindergarten-case.docx": lambda: build_docx("kindergarten-case.txt"),
    "33-mentor-case.docx": lambda: build_docx("mentor-case.txt"),
}


def build(folder: Path = DOCUMENTS) -> list[Path]:
    """Write every made file into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, make in BUILT.items():
        (folder / name).write_bytes(make())
        paths.append(folder / name)
    return paths


if __name__ == "__main__":
    for path in build():
        print(f"{path.name}  {path.stat().st_size:,}")
