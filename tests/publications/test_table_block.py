"""The table block prints headers and merged cells, and gives its text to search and to the other script."""

from publications.blocks import DocumentTableBlock

VALUE = {
    "data": [["项目", "2025年", "2026年"], ["培训", "120", "135"], ["", "共 3 批", ""]],
    "first_row_is_table_header": True,
    "first_col_is_header": True,
    "mergeCells": [{"row": 1, "col": 0, "rowspan": 2, "colspan": 1}, {"row": 2, "col": 1, "rowspan": 1, "colspan": 2}],
    "table_caption": "培训规模",
}


def test_cells_hidden_by_a_merge_are_not_printed_and_headers_have_a_scope() -> None:
    rows = DocumentTableBlock().rows(VALUE)
    assert [[cell["text"] for cell in row] for row in rows] == [
        ["项目", "2025年", "2026年"],
        ["培训", "120", "135"],
        ["共 3 批"],
    ]
    assert (rows[1][0]["rowspan"], rows[1][0]["scope"], rows[2][0]["colspan"]) == (2, "row", 2)
    assert [cell["scope"] for cell in rows[0]] == ["col", "col", "col"]


def test_a_head_of_two_rows_stays_whole() -> None:
    merges = [
        {"row": 0, "col": 0, "rowspan": 2, "colspan": 1},
        {"row": 0, "col": 1, "rowspan": 1, "colspan": 2},
    ]
    data = [["学段", "参训", ""], ["", "人次", "比上年"], ["小学", "6120", "9%"]]
    value = {"data": data, "first_row_is_table_header": True, "mergeCells": merges}
    context = DocumentTableBlock().get_context(value)
    assert context["head"] == [
        '<tr><th scope="col" rowspan="2">学段</th><th scope="col" colspan="2">参训</th></tr>',
        '<tr><th scope="col">人次</th><th scope="col">比上年</th></tr>',
    ]
    assert context["rows"] == ["<tr><td>小学</td><td>6120</td><td>9%</td></tr>"]


def test_what_a_cell_says_is_escaped_and_its_lines_stay_apart_and_a_date_unbroken() -> None:
    value = {"data": [["<b>1</b>\n2 & 3", "2026年5月"]]}
    assert DocumentTableBlock().get_context(value)["rows"] == [
        '<tr><td>&lt;b&gt;1&lt;/b&gt;<br>2 &amp; 3</td><td class="unbroken">2026年5月</td></tr>'
    ]


def test_the_text_of_cells_and_caption_is_taken_out_and_put_back() -> None:
    block = DocumentTableBlock()
    segments = block.get_translatable_segments(VALUE)
    assert {s.path for s in segments} == {"caption", "0:0", "0:1", "0:2", "1:0", "1:1", "1:2", "2:1"}
    assert block.restore_translated_segments(VALUE, segments) == VALUE
    assert block.get_translatable_segments(None) == []
