"""Every kind of file is read, in every encoding that editors meet."""

import io
from collections.abc import Callable

import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image

from ingest.body import body_stream
from ingest.readers import read as read_source

Read = Callable[..., object]
SIMPLIFIED = "关于开展教师研修的通知\n各学校：\n请按时报送本校研修计划，逾期视为放弃，谢谢配合。"
TRADITIONAL = "關於開展教師研修的通知\n各學校：\n請按時報送本校研修計劃，逾期視為放棄，謝謝配合。"


@pytest.mark.parametrize(
    ("text", "charset", "bom"),
    [(SIMPLIFIED, "utf-8", b""), (SIMPLIFIED, "utf-8", b"\xef\xbb\xbf"), (SIMPLIFIED, "gb18030", b""), (SIMPLIFIED, "utf-16", b""),
     (SIMPLIFIED, "utf-16-le", b""), (SIMPLIFIED, "utf-16-be", b""), (TRADITIONAL, "big5hkscs", b""), (TRADITIONAL, "gb18030", b"")],
)  # fmt: skip
def test_text_reads_in_every_charset(read: Read, text: str, charset: str, bom: bytes) -> None:
    assert read(bom + text.encode(charset), "a.txt").text == text


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_page_reads_in_the_charset_it_has(page_html: Callable[[str], bytes], read: Read, charset: str) -> None:
    assert read(page_html(charset), "a.html").value("title") == "关于开展暑期研修的通知"


def test_a_wrongly_declared_charset_is_not_believed(page_html: Callable[[str], bytes], read: Read) -> None:
    lying = page_html("utf-8").replace(b'charset="utf-8"', b'charset="big5"')
    assert read(lying, "a.html").value("title") == "关于开展暑期研修的通知"
    lying = page_html("gb18030").replace(b'charset="gb18030"', b'charset="big5"')
    assert read(lying, "a.html").value("title") == "关于开展暑期研修的通知"


def test_a_page_keeps_merged_cells_and_drops_scripts(page_html: Callable[[str], bytes], read: Read) -> None:
    document = read(page_html("utf-8"), "a.html")
    table = next(b for b in document.parts[0].blocks if b.kind == "table")
    assert [[(c.text, c.rowspan) for c in row] for row in table.rows] == [
        [("班次", 1), ("人数", 1)],
        [("骨干班", 2), ("60", 1)],
        [("40", 1)],
    ]
    assert "alert" not in document.text
    links = {run.text: run.href for b in document.parts[0].blocks for run in b.runs if run.href}
    assert links == {"指南": "https://example.org/guide"}


def test_a_word_file_keeps_automatic_numbers_tables_and_pictures(word: Callable[..., bytes], read: Read) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(picture, "PNG")

    def fill(document: object) -> None:
        document.add_paragraph("关于举办研修班的通知")
        for text in ("研修对象", "研修时间"):
            document.add_paragraph(text, style="List Number")
        table = document.add_table(rows=2, cols=3)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "班次"
        table.cell(0, 2).merge(table.cell(1, 2)).text = "备注"
        table.cell(1, 0).text = "甲班"
        document.add_picture(io.BytesIO(picture.getvalue()))

    blocks = read(word(fill), "a.docx").parts[0].blocks
    assert [b.text for b in blocks[1:3]] == ["1.研修对象", "2.研修时间"]
    table = next(b for b in blocks if b.kind == "table")
    assert [[(c.text, c.rowspan, c.colspan) for c in row] for row in table.rows] == [
        [("班次", 1, 2), ("备注", 2, 1)],
        [("甲班", 1, 1), ("", 1, 1)],
    ]
    assert next(b for b in blocks if b.kind == "image").picture.data == picture.getvalue()


def test_deleted_and_hidden_text_of_a_word_file_is_recorded_not_imported(
    word: Callable[..., bytes], read: Read
) -> None:
    def fill(document: object) -> None:
        paragraph = document.add_paragraph("各校按时报送。")
        run = paragraph.add_run("内部批注请勿外传")
        run.font.hidden = True
        deleted = OxmlElement("w:del")
        inner, text = OxmlElement("w:r"), OxmlElement("w:delText")
        text.text = "原来的期限"
        text.set(qn("xml:space"), "preserve")
        inner.append(text)
        deleted.append(inner)
        paragraph._p.append(deleted)

    document = read(word(fill), "a.docx")
    assert document.text == "各校按时报送。"
    assert document.removed_counts() == {"hidden_text": 1, "tracked_deletions": 1}


def test_markdown_keeps_the_numbers_of_its_lines(read: Read) -> None:
    document = read(
        "# 研修方案\n\n1. 第一项工作要抓紧。后续跟进。\n3. 第三项工作要抓实。后续跟进。\n\n| 班次 | 人数 |\n|---|---|\n| 甲 | 30 |\n<!-- 内部 -->\n",
        "a.md",
    )
    assert "3. 第三项工作要抓实。" in document.text
    assert "内部" not in document.text
    assert any(b.kind == "table" for b in document.parts[0].blocks)


def test_front_matter_is_metadata(read: Read) -> None:
    document = read(
        "---\ntitle: 研修情况通报\n来源: 澄湖区教师发展中心\n---\n\n各校研修进展顺利，特此通报有关情况。\n", "a.md"
    )
    assert document.value("title") == "研修情况通报"
    assert document.value("source") == "澄湖区教师发展中心"


def test_a_source_document_keeps_line_numbers() -> None:
    source = read_source("第一行在此\n\n第三行在此\n".encode(), "a.txt")
    assert [b.line for b in source.blocks] == [1, 3]


def test_lists_of_a_page_keep_their_numbers_and_tables_their_captions(read: Read) -> None:
    html = (
        "<div id='zoom'><p>请各学校按照下列要求做好研修工作，并及时报送材料。</p><ol><li>认真组织报名</li>"
        "<li>按时报送名单<ol type='a'><li>纸质一份</li></ol></li></ol>"
        "<ol start='3' style='list-style-type: cjk-ideographic'><li>做好总结</li></ol><p style='text-align:center'>各班人数安排表</p>"
        "<table align='center'><tr><th>班次</th><th>人数</th></tr><tr><td>甲班<br>（两期）</td><td>30</td></tr></table>"
        "<p style='text-align:center'>图1 开班现场</p><img src='a.png'><p>请各学校认真贯彻执行，不得延误。</p></div>"
    )
    part = read(html, "a.html").parts[0]
    texts = [block.text for block in part.blocks]
    assert texts[1:5] == ["1.认真组织报名", "2.按时报送名单", "a.纸质一份", "三、做好总结"]
    assert [texts[i] for i in part.captions] == ["各班人数安排表", "图1 开班现场"]
    stream = body_stream(part, lambda block, caption: {"caption": caption})
    assert [s["value"]["table_caption"] for s in stream if s["type"] == "table"] == ["各班人数安排表"]
    assert [s["value"]["caption"] for s in stream if s["type"] == "image"] == ["图1 开班现场"]
    table = next(b for b in part.blocks if b.kind == "table")
    assert table.rows[1][0].text == "甲班\n（两期）"
    assert not [h for h in part.headings if "图" in h.text or "表" in h.text]
