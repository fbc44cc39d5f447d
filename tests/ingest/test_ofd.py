"""An ofd reads as it is printed: paragraphs, headings, tables, pictures; a scan is said to be one."""

import importlib.util
import io
import re
from pathlib import Path

from PIL import Image

from ingest.pipeline import import_document
from ingest.readers import read

_spec = importlib.util.spec_from_file_location("ofd_writer", Path(__file__).with_name("ofd_writer.py"))
_writer = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_writer)
Sheet, ofd = _writer.Sheet, _writer.ofd
LONG = "各学校要把教师研修作为推动学校发展的重要工作，健全研修制度，落实研修经费，确保每一位教师每学年完成规定学时，并如实记入研修档案。"


def png(width: int = 60, height: int = 40) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((width, height), 80).save(out, "PNG")
    return out.getvalue()


PICTURE = png()


def test_a_notice_gives_its_fields_headings_and_whole_paragraphs() -> None:
    first, second = Sheet(), Sheet()
    first.write("澄教研〔2031〕8号", 82, 60).write("关于开展校本研修的通知", 63, 80, 7.7, font=2).write(
        "各学校：", 28, 95
    )
    y = first.paragraph(LONG, 105)
    y = first.paragraph("一、研修安排", y)
    first.paragraph("（一）研修时间。" + LONG, y)
    y = second.paragraph("二、工作要求", 45)
    y = second.paragraph("1.认真组织。" + LONG, y)
    second.write("澄湖区教师发展中心", 120, y + 10).write("2031年6月9日", 130, y + 20)
    first.write("— 1 —", 98, 280, 4.9)
    second.write("— 2 —", 98, 280, 4.9)
    document = import_document(ofd(first, second), "a.ofd")
    assert document.status == "draft", document.error
    assert document.value("title") == "关于开展校本研修的通知"
    assert document.value("document_number") == "澄教研〔2031〕8号"
    assert document.value("issuing_agency") == "澄湖区教师发展中心"
    assert document.value("document_date") == "2031-06-09"
    assert [(h.level, h.text) for h in document.parts[0].headings] == [
        (1, "一、研修安排"), (2, "（一）研修时间"), (1, "二、工作要求"), (3, "1.认真组织"),
    ]  # fmt: skip
    assert LONG in document.text.split("\n")
    assert document.removed_counts()["page_numbers"] == 2


def test_ruled_tables_pictures_templates_and_watermarks() -> None:
    sheet, letterhead = Sheet(), Sheet().write("澄湖区教育局文件", 60, 30, 9)
    y = sheet.paragraph(LONG, 60)
    for i in range(3):
        sheet.rule(30, y + 12 * i, 150, y + 12 * i)
    for x in (30, 90, 150):
        sheet.rule(x, y, x, y + 24)
    for i, row in enumerate((("班次", "人数"), ("骨干班", "40"))):
        for x, text in zip((35, 95), row, strict=True):
            sheet.write(text, x, y + 12 * i + 8)
    sheet.picture(40, y + 40, 80, 50).paragraph(LONG, y + 110)
    sheet.write("内部资料", 60, 160, 12, ctm="0.7 0.7 -0.7 0.7 0 0")
    source = read(ofd(sheet, picture=PICTURE, template=letterhead), "a.ofd")
    assert [block.kind for block in source.blocks] == ["heading", "paragraph", "table", "image", "paragraph"]
    assert source.blocks[0].text == "澄湖区教育局文件"
    assert [[c.text for c in row] for row in source.blocks[2].rows] == [["班次", "人数"], ["骨干班", "40"]]
    assert source.blocks[3].picture is not None
    assert source.blocks[3].picture.data == PICTURE
    assert [r.quotes for r in source.removals if r.rule == "watermark"] == [("内部资料",)]


def test_what_is_no_text_is_said_in_chinese() -> None:
    scan = Sheet().picture(0, 0, 210, 297)
    cases = {
        ofd(scan, picture=PICTURE): "scanned",
        ofd(Sheet()): "empty",
        ofd(): "broken",
        b"PK\x03\x04" + b"x" * 90: "broken",
    }
    for data, code in cases.items():
        document = import_document(data, "a.ofd")
        assert document.error is not None
        assert document.error[0] == code
        assert re.search("[\u4e00-\u9fff]{4}", document.error[1])
