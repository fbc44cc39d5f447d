"""Attachments: what a notice lists, what a file's name says, and which belongs to which."""

import pytest

from ingest.annexes import Annex, Notice, file_annex, find_annexes, match_annex, mentioned_numbers


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("附件：1．2031年研修需求汇总表\n2．承诺书\n澄湖区教育局", [(1, "2031年研修需求汇总表"), (2, "承诺书")]),
        ("附件:1.申报表 2.汇总表；3.说明", [(1, "申报表"), (2, "汇总表"), (3, "说明")]),
        ("附件1：申报表\n附件2：汇总表", [(1, "申报表"), (2, "汇总表")]),
        ("附件：《教师研修计划》.docx", [(None, "教师研修计划")]),
        ("附件一、申报表", [(1, "申报表")]),
        ("請填附件：申報表", []),
        ("請按時報送。\n附件：申報表", [(None, "申報表")]),
        ("附件\n正文另页", []),
        ("1.第一项工作。\n2.第二项工作。", []),
    ],
)
def test_the_attachments_that_a_notice_lists(text: str, listed: list[tuple[int | None, str]]) -> None:
    assert [(annex.number, annex.title) for annex in find_annexes(text)] == listed


def test_numbers_in_the_text_are_mentions() -> None:
    assert mentioned_numbers("请填写附件1和附件二，按附件 3 的格式报送。") == {1, 2, 3}


@pytest.mark.parametrize(
    ("name", "annex"),
    [
        ("附件1：申报表.xlsx", Annex(1, "申报表")),
        ("批.zip/材料/附件一 申报表.docx", Annex(1, "申报表")),
        ("附件2（修改）.docx", Annex(2, "")),
        ("附件.docx", Annex(None, "")),
        ("附表3-名单.xls", Annex(3, "名单")),
        ("关于报送附件的通知.docx", None),
        ("申报表.xlsx", None),
    ],
)
def test_what_a_file_s_name_says(name: str, annex: Annex | None) -> None:
    assert file_annex(name) == annex


FORMS = Notice(1, "通知.docx", (Annex(1, "研修需求汇总表"), Annex(2, "承诺书")), frozenset({1, 2}))
LIST = Notice(2, "公告.docx", (Annex(None, "入选名单"),))


@pytest.mark.parametrize(
    ("name", "notices", "key", "label"),
    [
        ("附件1.xlsx", [FORMS, LIST], 1, "附件1：研修需求汇总表"),
        ("承诺书.docx", [FORMS, LIST], 1, "附件2：承诺书"),
        ("2031研修需求汇总表.xlsx", [FORMS, LIST], 1, "附件1：研修需求汇总表"),
        ("附件：入选名单.pdf", [FORMS, LIST], 2, "附件：入选名单"),
        ("附件.xls", [LIST], 2, "附件：入选名单"),
        ("附件9：路线图.pdf", [FORMS], 1, "附件9：路线图"),
    ],
)
def test_a_file_finds_its_notice(name: str, notices: list[Notice], key: int, label: str) -> None:
    found = match_annex(name, notices)
    assert found is not None
    assert (found[0].key, found[1].label) == (key, label)


@pytest.mark.parametrize(
    ("name", "notices"),
    [
        ("附件9：路线图.pdf", [FORMS, LIST]),
        ("附件1.xlsx", [FORMS, Notice(3, "函.docx", (Annex(1, "回执"),))]),
        ("会议照片.docx", [FORMS]),
        ("附件1.xlsx", []),
    ],
)
def test_a_file_that_may_belong_to_several_or_none_is_left(name: str, notices: list[Notice]) -> None:
    assert match_annex(name, notices) is None


def test_notices_in_the_same_folder_go_first() -> None:
    here = Notice(3, "批.zip/乙/通知.docx", (Annex(1, "回执"),))
    there = Notice(4, "批.zip/甲/通知.docx", (Annex(1, "申报表"),))
    found = match_annex("批.zip/甲/附件1.xlsx", [here, there])
    assert found is not None
    assert found[0].key == 4
