"""A list in an Excel file is a table as it is shown: merged cells, dates and numbers by their formats, nothing hidden."""

from collections.abc import Callable
from html import escape

import pytest

from ingest.pipeline import import_document
from ingest.readers import read
from ingest.readers.xlsx_numbers import shown

Zipped = Callable[[dict[str, bytes]], bytes]
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


@pytest.fixture
def book(zipped: Zipped) -> Callable[..., bytes]:
    """An xlsx of sheets: name -> (rows as lists of texts, numbers or (number, style), merged areas, attributes of rows)."""

    def make(
        *sheets: tuple[str, list[list[object]], list[str], dict[int, str]],
        hidden: str = "",
        formats: tuple[str, ...] = (),
    ) -> bytes:
        files: dict[str, bytes] = {}
        listed, relations = "", ""
        for n, (name, rows, merged, marks) in enumerate(sheets, 1):
            xml = ""
            for y, row in enumerate(rows, 1):
                cells = ""
                for x, value in enumerate(row):
                    place = f"{chr(65 + x)}{y}"
                    if isinstance(value, str) and value:
                        cells += f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
                    elif isinstance(value, tuple):
                        cells += f'<c r="{place}" s="{value[1]}"><v>{value[0]}</v></c>'
                    elif value not in ("", None):
                        cells += f'<c r="{place}"><v>{value}</v></c>'
                xml += f'<row r="{y}" {marks.get(y, "")}>{cells}</row>'
            areas = "".join(f'<mergeCell ref="{area}"/>' for area in merged)
            files[f"xl/worksheets/sheet{n}.xml"] = (
                f"<worksheet {S}><sheetData>{xml}</sheetData><mergeCells>{areas}</mergeCells></worksheet>".encode()
            )
            state = ' state="hidden"' if name == hidden else ""
            listed += f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"{state}/>'
            relations += f'<Relationship Id="r{n}" Target="worksheets/sheet{n}.xml"/>'
        files["xl/workbook.xml"] = f"<workbook {S} {R}><sheets>{listed}</sheets></workbook>".encode()
        files["xl/_rels/workbook.xml.rels"] = f"<Relationships>{relations}</Relationships>".encode()
        own = "".join(f'<numFmt numFmtId="{200 + i}" formatCode="{escape(code)}"/>' for i, code in enumerate(formats))
        styles = '<xf numFmtId="0"/>' + "".join(f'<xf numFmtId="{200 + i}"/>' for i in range(len(formats)))
        files["xl/styles.xml"] = (
            f"<styleSheet {S}><numFmts>{own}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>".encode()
        )
        return zipped(files)

    return make


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [("45352", 'yyyy"年"m"月"d"日"', "2024年3月1日"), ("45352", "yyyy/m/d", "2024/3/1"), ("45352.5", "yyyy-mm-dd hh:mm", "2024-03-01 12:00"),
     ("0.4375", "h:mm", "10:30"), ("45352", "[$-804]aaaa", "星期五"), ("0.756", "0.0%", "75.6%"), ("12345.6", "#,##0.00", "12,345.60"),
     ("7", "000", "007"), ("0.1", "General", "0.1"), ("330102199001011234", "0", "330102199001011000"), ("30", '0"人"', "30人"),
     ("-5", "0;(0)", "(5)"), ("1234567890123", "General", "1234567890123"), ("0.30000000000000004", "General", "0.3"), ("3", "@", "3"),
     ("1.5", "0.##", "1.5"), ("2", "￥#,##0", "￥2")],
)  # fmt: skip
def test_numbers_are_as_the_sheet_shows_them(number: str, code: str, text: str) -> None:
    assert shown(number, code) == text


def test_a_list_is_a_table_between_its_title_and_its_remarks(book: Callable[..., bytes]) -> None:
    rows = [
        ["2031年澄湖区骨干教师研修班学员名单", "", "", ""], ["澄湖区教师发展中心（2031年3月1日）"],
        ["序号", "单位", "参训", ""], ["", "", "姓名", "报到日期"], [1, "实验小学", "林一", (47908, 1)], [2, "", "王二", (47909, 1)],
        ["注：报到时请携带研修手册。"],
    ]  # fmt: skip
    data = book(("名单", rows, ["A1:D1", "A3:A4", "B3:B4", "C3:D3", "B5:B6", "A7:D7"], {}), formats=('m"月"d"日"',))
    document = import_document(data, "a.xlsx")
    assert document.status == "draft", document.error
    assert document.value("title") == "2031年澄湖区骨干教师研修班学员名单"
    table = next(block for block in document.parts[0].blocks if block.kind == "table")
    assert [[(c.text, c.rowspan, c.colspan, c.header) for c in row] for row in table.rows] == [
        [("序号", 2, 1, True), ("单位", 2, 1, True), ("参训", 1, 2, True)],
        [("姓名", 1, 1, True), ("报到日期", 1, 1, True)],
        [("1", 1, 1, False), ("实验小学", 2, 1, False), ("林一", 1, 1, False), ("3月1日", 1, 1, False)],
        [("2", 1, 1, False), ("王二", 1, 1, False), ("3月2日", 1, 1, False)],
    ]  # fmt: skip
    assert document.text.endswith("注：报到时请携带研修手册。")


def test_hidden_rows_and_sheets_stay_out_and_long_lists_are_cut_with_a_word(book: Callable[..., bytes]) -> None:
    rows = [["学校", "人数"], ["实验小学", 3], ["内部", 9]]
    data = book(("甲表", rows, [], {3: 'hidden="1"'}), ("乙表", [["学校", "人数"]] + [["某校", n] for n in range(2100)], [], {}),
                ("底稿", [["不公开", 1], ["不公开", 2]], [], {}), hidden="底稿")  # fmt: skip
    source = read(data, "a.xlsx")
    assert [block.text for block in source.blocks if block.kind == "heading"] == ["甲表", "乙表"]
    assert source.blocks[1].text == "学校\t人数\n实验小学\t3"
    assert len(source.blocks[3].rows) == 2000
    assert [note.code for note in source.notes] == ["hidden_cells", "list_cut", "hidden_cells"]
    assert "不公开" not in "".join(block.text for block in source.blocks)
    assert {r.rule: r.count for r in source.removals} == {"hidden_text": 6}
