"""What is read of attached files: every word a reader of the file sees, with its page, and nothing that breaks the reading."""

import datetime
import zipfile
from io import BytesIO

import pytest

from search.attachments import formats, reading
from search.attachments.formats import MAX_CHARACTERS, PIECE, ReadText, UnreadableError, read
from search.attachments.formats.pdf import joined

from .files import BREAK, docx, ofd, pdf, pptx, run, table, xlsx, zipped


def said(found: ReadText) -> str:
    return "\n".join(piece.text for piece in found.pieces)


def test_rows_of_a_word_table_are_lines_of_separated_cells() -> None:
    found = read(docx("名额分配", body=table(["单位", "名额"], ["云岫第一小学", "12"])), ".docx")
    assert said(found) == "名额分配\n单位 ｜ 名额\n云岫第一小学 ｜ 12"


def test_pages_of_a_word_file_are_named_where_the_file_says_so() -> None:
    body = f"<w:p>{run('首页')}{BREAK}{run('次页')}</w:p>"
    found = read(docx(body=body, pages=2), ".docx")
    assert (found.unit, [(piece.number, piece.text) for piece in found.pieces]) == ("page", [(1, "首页"), (2, "次页")])
    for other in (7, "²", "9" * 5000):  # the last two are digits as well
        assert read(docx(body=body, pages=other), ".docx").unit == ""


def test_deleted_and_hidden_words_of_a_word_file_are_not_read() -> None:
    body = f"<w:p>{run('留')}<w:del>{run('删')}</w:del>{run('藏', '<w:vanish/>')}<w:ins>{run('增')}</w:ins></w:p>"
    assert said(read(docx(body=body), ".docx")) == "留增"


def test_a_workbook_gives_its_visible_sheets_row_by_row() -> None:
    rows = [["学校", "日期", "比例", "人数"], ["第一小学", datetime.date(2026, 5, 18), 0.5, 12.0]]
    found = read(xlsx({"名额": rows, "草稿": [["不公开"]]}, hidden=["草稿"]), ".xlsx")
    assert [piece.name for piece in found.pieces] == ["名额"]
    assert said(found) == "学校 ｜ 日期 ｜ 比例 ｜ 人数\n第一小学 ｜ 2026-05-18 ｜ 0.5 ｜ 12"


def test_a_pdf_gives_page_by_page_whole_sentences() -> None:
    sentence = "各学校要把教师研修作为推动学校发展的重要工作，健全研修制度，落实研修经费，确保每一位教师完成学时。"
    found = read(pdf(sentence, "第二页的报名回执"), ".pdf")
    assert found.unit == "page"
    assert [piece.number for piece in found.pieces] == [1, 2]
    assert sentence in found.pieces[0].text


def test_lines_spread_over_the_width_are_words_again() -> None:
    assert joined("各 官 立 小 學\nSchool visit") == "各官立小學\nSchool visit"


def test_slides_and_ofd_pages_are_numbered() -> None:
    assert [(p.number, p.text) for p in read(pptx("甲", "乙"), ".pptx").pieces] == [(1, "甲"), (2, "乙")]
    found = read(ofd(["标题", "正文"], ["附页"]), ".ofd")
    assert [(p.number, p.text) for p in found.pieces] == [(1, "标题\n正文"), (2, "附页")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_plain_text_is_read_in_the_encodings_of_chinese_files(encoding: str) -> None:
    assert said(read("报名回执，请于六月前交回".encode(encoding), ".txt")) == "报名回执，请于六月前交回"


def test_a_long_text_comes_in_pieces_and_ends_at_the_limit() -> None:
    found = read(("教师研修" * 40 + "\n").encode() * (MAX_CHARACTERS // 100), ".txt")
    assert max(len(piece.text) for piece in found.pieces) <= PIECE
    assert (sum(len(piece.text) for piece in found.pieces), found.cut) == (MAX_CHARACTERS, True)


def test_a_text_that_ends_at_the_limit_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read(b"x" * MAX_CHARACTERS, ".txt")
    assert (sum(len(piece.text) for piece in whole.pieces), whole.cut) == (MAX_CHARACTERS, False)
    monkeypatch.setattr(formats, "MAX_PAGES", 2)
    assert not read(pdf("第一页", "第二页"), ".pdf").cut
    longer = read(pdf("第一页", "第二页", "第三页"), ".pdf")
    assert (said(longer), longer.cut) == ("第一页\n第二页", True)


def locked_word_file() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


@pytest.mark.parametrize(
    ("data", "suffix", "code"),
    [
        (b"", ".docx", "unsupported"),
        (b"%PDF-1.7 rubbish", ".pdf", "broken"),
        (b"PK\x03\x04 rubbish", ".docx", "broken"),
        (docx("文字")[:-40], ".docx", "broken"),
        (zipped({"word/document.xml": "<w:document"}), ".docx", "broken"),
        (zipped({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), ".docx", "broken"),
        (zipped({"xl/workbook.xml": "<a/>"}), ".xlsx", "broken"),
        (zipped({"a.txt": "文字"}), ".zip", "unsupported"),
        (locked_word_file(), ".docx", "encrypted"),
        (b"\x89PNG", ".png", "unsupported"),
        (docx(), ".docx", "empty"),
        (pdf(""), ".pdf", "scanned"),
        ("<a>" * 5000, ".docx", "broken"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes | str, suffix: str, code: str) -> None:
    if isinstance(data, str):
        data = zipped({"word/document.xml": data})
    with pytest.raises(UnreadableError) as caught:
        read(data, suffix)
    assert caught.value.code == code


def test_a_file_that_unpacks_without_end_ends_in_its_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MEGABYTES", 200)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        part.write(b"<w:document xmlns:w='w'><w:body>")
        for _ in range(16):
            part.write(b"<w:p/>" * 170_000)
    with pytest.raises(UnreadableError) as caught:
        reading.read_file(out.getvalue(), "a.docx")
    assert caught.value.code in {"too_large", "broken"}


def test_a_file_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SECONDS", 1)
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 150_000))
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'
    book = BytesIO(xlsx({"一": [[1]]}))
    with zipfile.ZipFile(book) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with pytest.raises(UnreadableError) as caught:
        reading.read_file(zipped({**parts, "xl/worksheets/sheet1.xml": sheet}), "a.xlsx")
    assert caught.value.code == "too_slow"


def test_the_child_gives_what_was_read() -> None:
    found = reading.read_file(pdf("培训名额分配表", "回执"), "a.pdf")
    assert [(piece.number, piece.text) for piece in found.pieces] == [(1, "培训名额分配表"), (2, "回执")]


@pytest.mark.office
def test_older_formats_are_read_where_libreoffice_is_installed(office: str) -> None:
    said_in_rtf = b"{\\rtf1\\ansi\\ansicpg936 " + "".join(f"\\u{ord(c)}?" for c in "名额分配").encode() + b"\\par}"
    assert said(reading.read_file(said_in_rtf, "a.doc")) == "名额分配"


def test_without_libreoffice_older_formats_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreadableError) as caught:
        reading.read_file(locked_word_file(), "a.doc")
    assert caught.value.code == "no_office"
