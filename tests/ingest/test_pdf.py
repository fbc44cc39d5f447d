"""A pdf gives the text that was printed: whole paragraphs, headings, tables with merged cells, pictures; no page furniture."""

import importlib.util
import io
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest

from ingest.pipeline import import_document
from ingest.readers import ReadError
from ingest.readers import read as read_source
from ingest.readers.pdf import read_pdf
from ingest.readers.source import SourceDocument

_spec = importlib.util.spec_from_file_location("pdf_writer", Path(__file__).with_name("pdf_writer.py"))
_writer = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_writer)
Sheet, pdf = _writer.Sheet, _writer.pdf
Read = Callable[..., object]
LONG = "各学校要把教师研修作为推动学校发展的重要工作，健全研修制度，落实研修经费，确保每一位教师每学年完成规定学时，并如实记入研修档案。"


def _texts(source: SourceDocument) -> list[str]:
    return [block.text for block in source.blocks]


def test_a_notice_gives_its_fields_headings_and_whole_paragraphs(read: Read) -> None:
    first, second = Sheet(), Sheet()
    first.write("澄教研〔2031〕8号", 230, 80).write("关于开展校本研修的通知", 175, 120, 22, bold=True).write(
        "各学校：", 74, 170
    )
    y = first.paragraph(LONG, 200)
    y = first.paragraph("一、研修安排", y)
    y = first.paragraph("（一）研修时间。" + LONG, y)
    first.paragraph("二、工作要求", y)
    y = second.paragraph("1.认真组织。" + LONG, 80)
    second.write("澄湖区教师发展中心", 370, y + 30).write("2031年6月9日", 400, y + 60)
    document = read(pdf(first, second), "notice.pdf")
    assert document.status == "draft"
    assert document.value("title") == "关于开展校本研修的通知"
    assert document.value("document_number") == "澄教研〔2031〕8号"
    assert document.value("issuing_agency") == "澄湖区教师发展中心"
    assert document.value("document_date") == "2031-06-09"
    assert [(h.level, h.text) for h in document.parts[0].headings] == [
        (1, "一、研修安排"), (2, "（一）研修时间"), (1, "二、工作要求"), (3, "1.认真组织"),
    ]  # fmt: skip
    assert LONG in document.text.split("\n")


@pytest.mark.parametrize(("size", "align"), [(22, "center"), (22, "left"), (16, "center"), (16, "left")])
@pytest.mark.parametrize("second", ["研修点亮课堂", "开幕"])
def test_a_title_that_was_broken_behind_its_dash_is_whole(read: Read, size: int, align: str, second: str) -> None:
    sheet = Sheet()
    for number, words in enumerate(("2031 教师研修活动周—", second)):
        width = sum(size if character > "\u00ff" else size / 2 for character in words)
        sheet.write(words, (595 - width) / 2 if align == "center" else 74, 90 + 1.6 * number * size, size)
    sheet.paragraph(LONG, 180)
    document = read(pdf(sheet), "week.pdf")
    assert document.value("title") == f"2031 教师研修活动周—{second}"
    assert [b.text for i, b in enumerate(document.parts[0].blocks) if i not in document.parts[0].hidden] == [LONG]


def test_a_paragraph_goes_on_over_the_page_end_and_furniture_goes() -> None:
    sheets = []
    for number in range(1, 5):
        sheet = Sheet()
        sheet.write("澄湖区研修文件汇编", 220, 30, 10).write(f"— {number} —", 275, 790, 14)
        sheet.write("内部资料", 180, 500, 50, turn="0.7 0.7 -0.7 0.7")
        sheets.append(sheet)
    sheets[0].paragraph(LONG[:54], 700)
    y = sheets[1].paragraph("", 60)
    sheets[1].write(LONG[54:], 74, 80)
    for sheet in sheets[2:]:
        sheet.paragraph(LONG, y + 40)
    source = read_pdf(pdf(*sheets))
    assert _texts(source) == [LONG, LONG, LONG]
    assert {r.rule: (r.count, r.quotes[0]) for r in source.removals} == {
        "page_numbers": (4, "— 1 —"), "running_heads": (4, "澄湖区研修文件汇编"), "watermark": (4, "内部资料"),
    }  # fmt: skip


def test_a_ruled_table_keeps_merged_cells_and_goes_on_over_the_page_end() -> None:
    def ruled(sheet: Sheet, top: int, rows: list[tuple[str, str, str]], merged: int = 0) -> None:
        xs, bottom = (80, 200, 320, 440), top + 30 * len(rows)
        for i in range(len(rows) + 1):
            start = 200 if 0 < i <= merged and i > 1 else 80
            sheet.rule(start, top + 30 * i, 440, top + 30 * i)
        for x in xs:
            sheet.rule(x, top, x, bottom)
        for i, row in enumerate(rows):
            for x, text in zip(xs, row, strict=False):
                sheet.write(text, x + 6, top + 30 * i + 6, 14)

    first, second = Sheet(), Sheet()
    first.paragraph(LONG, 80)
    ruled(first, 700, [("班次", "学段", "人数"), ("骨干班", "小学", "40"), ("", "初中", "30")], merged=2)
    ruled(second, 60, [("班次", "学段", "人数"), ("青年班", "高中", "20")])
    second.picture(80, 200, 180, 120).write("图1　研修现场", 110, 330, 14)
    second.paragraph(LONG, 400)
    source = read_pdf(pdf(first, second))
    assert [b.kind for b in source.blocks] == ["paragraph", "table", "image", "paragraph", "paragraph"]
    assert [[(c.text, c.rowspan) for c in row] for row in source.blocks[1].rows] == [
        [("班次", 1), ("学段", 1), ("人数", 1)], [("骨干班", 2), ("小学", 1), ("40", 1)], [("初中", 1), ("30", 1)],
        [("青年班", 1), ("高中", 1), ("20", 1)],
    ]  # fmt: skip
    picture = source.blocks[2].picture
    assert picture is not None
    assert picture.data.startswith(b"\xff\xd8")
    document = import_document(pdf(first, second), "a.pdf")
    assert [document.parts[0].blocks[i].text for i in document.parts[0].captions] == ["图1　研修现场"]


@pytest.mark.parametrize(
    ("rotate", "turn", "x", "y"),
    [(90, "0 1 -1 0", 200, 600), (180, "-1 0 0 -1", 400, 300), (270, "0 -1 1 0", 200, 300)],
)
def test_a_turned_page_reads_upright(rotate: int, turn: str, x: int, y: int) -> None:
    sheet = Sheet(rotate=rotate).write("横排页面上的文字也要读对", x, y, turn=turn)
    assert _texts(read_pdf(pdf(sheet))) == ["横排页面上的文字也要读对"]


def test_a_table_of_three_rules_has_its_columns_and_the_record_at_the_end_is_none() -> None:
    sheet = Sheet()
    sheet.paragraph(LONG, 80)
    for y in (300, 330, 450):
        sheet.rule(80, y, 480, y)
    rows = (
        ("班次", "学员人数", "地点"),
        ("骨干班", "40", "实验小学"),
        ("青年班", "30", "第一中学报告厅"),
        ("", "", "及录播室"),
        ("新任班", "25", "线上"),
    )
    for i, row in enumerate(rows):
        for x, text in zip((90, 220, 340), row, strict=True):
            if text:
                sheet.write(text, x, 306 + 28 * i, 14)
    for y in (600, 630, 660):
        sheet.rule(80, y, 480, y)
    sheet.write("抄送：区教育局。", 90, 606, 14).write("澄湖区教师发展中心", 90, 636, 14).write(
        "2031年6月9日印发", 350, 636, 14
    )
    source = read_pdf(pdf(sheet))
    assert [b.kind for b in source.blocks[:2]] == ["paragraph", "table"]
    assert [[c.text for c in row] for row in source.blocks[1].rows] == [
        ["班次", "学员人数", "地点"], ["骨干班", "40", "实验小学"], ["青年班", "30", "第一中学报告厅及录播室"], ["新任班", "25", "线上"],
    ]  # fmt: skip
    assert all(cell.header for cell in source.blocks[1].rows[0])
    assert [b.kind for b in source.blocks].count("table") == 1


def test_two_columns_are_read_one_after_the_other() -> None:
    sheet = Sheet()
    for i in range(12):
        sheet.write(f"左栏第{i:02}行文字写满一栏宽度", 60, 80 + 25 * i, 14).write(
            f"右栏第{i:02}行文字写满一栏宽度", 330, 80 + 25 * i, 14
        )
    text = "".join(_texts(read_pdf(pdf(sheet))))
    assert re.findall("[左右]栏第..行", text) == [f"{side}栏第{i:02}行" for side in "左右" for i in range(12)]


def test_scanned_pages_are_named() -> None:
    written = Sheet()
    written.paragraph(LONG, 80)
    scan = Sheet().picture(0, 0, 595, 842)
    document = import_document(pdf(written, written, scan), "a.pdf")
    assert [f.message for f in document.findings if f.code == "scanned_page"] == [
        "第3页是扫描图，没有文字，已作为图片放入正文，请补录文字"
    ]
    assert [b.picture.alt for b in document.parts[0].blocks if b.picture] == ["第3页扫描图"]
    with pytest.raises(ReadError, match="扫描件，2 页都是图片"):
        read_pdf(pdf(scan, scan))


def _locked() -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(pdf(Sheet().write("密件", 80, 80))))
    writer.encrypt("geheim", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _bomb() -> bytes:
    content = zlib.compress(b"0 0 m " * 50_000_000, 1)
    good = pdf(Sheet().write("正文", 80, 80))
    stream = re.search(rb"<</Length (\d+)/Filter/FlateDecode>>stream\n.*?\nendstream", good, re.S)
    assert stream is not None
    return good.replace(
        stream.group(), b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(content), content)
    )


@pytest.mark.parametrize(
    ("make", "code"),
    [(_locked, "encrypted"), (lambda: pdf(Sheet().write("正文", 80, 80))[:300], "broken"), (lambda: pdf(), "broken"),
     (lambda: pdf(Sheet()), "empty"), (lambda: pdf(*[Sheet()] * 1501), "too_long")],
)  # fmt: skip
def test_what_cannot_be_read_is_said_in_chinese(make: Callable[[], bytes], code: str) -> None:
    document = import_document(make(), "a.pdf")
    assert document.error is not None
    assert document.error[0] == code
    assert re.search("[\u4e00-\u9fff]{4}", document.error[1])


def test_a_bomb_dies_alone_and_a_thousand_pages_are_read_in_little_memory() -> None:
    with pytest.raises(ReadError):
        read_source(_bomb(), "a.pdf")
    source = read_source(pdf(*[Sheet().write(LONG[-14:], 80, 300)] * 1000), "a.pdf")
    assert len(source.blocks) == 1000
