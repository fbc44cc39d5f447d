"""What a plan sets people to do, and what a document says of its reach, is found where it is stated."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from ingest.metadata.tasks import Task, due_date, find_tasks
from ingest.readers.source import Block, Cell, Run

Read = Callable[..., Any]
CASE = """案例名称：小切口的校本研修
报送单位：西坪镇中心小学
所在地区：北山县
学科：语文
学段：小学
级别：省级
作者：周文静

一、案例背景
学校地处山区。
"""


def paragraph(text: str) -> Block:
    return Block(runs=(Run(text),))


def table(*rows: tuple[str, ...]) -> Block:
    return Block(kind="table", rows=tuple(tuple(Cell(text) for text in row) for row in rows))


def test_the_rows_of_a_table_of_tasks_are_tasks() -> None:
    rows = (
        ("序号", "重点任务", "工作措施", "责任单位", "完成时限"),
        ("1", "1.完成骨干教师评选", "学校推荐、现场展示", "培训部", "2026年6月30日前"),
        ("2", "开展送教下乡", "每月一次", "教研室、信息部", "11月底前"),
        ("3", "做好日常服务", "", "办公室", "全年"),
    )
    assert find_tasks([table(*rows)], 2026) == [
        Task("完成骨干教师评选", "学校推荐、现场展示", "培训部", datetime.date(2026, 6, 30)),
        Task("开展送教下乡", "每月一次", "教研室、信息部", datetime.date(2026, 11, 30)),
        Task("做好日常服务", "", "办公室"),
    ]


def test_a_table_of_figures_has_no_tasks() -> None:
    assert find_tasks([table(("项目", "人次", "比上年"), ("培训", "120", "9%"))], 2026) == []


def test_a_paragraph_that_ends_with_who_does_it_is_a_task() -> None:
    text = "3.建好研修小组。每校不少于两个。（牵头单位：教研室；完成时限：9月中旬）"
    assert find_tasks([paragraph(text), paragraph("教师是关键（详见附件）。")], 2026) == [
        Task("建好研修小组", "每校不少于两个。", "教研室", datetime.date(2026, 9, 20))
    ]


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2026年12月", "2026-12-31"),
        ("2月底前", "2026-02-28"),
        ("3月上旬", "2026-03-10"),
        ("3—5月", ""),
        ("长期", ""),
        ("每季度末", ""),
    ],
)
def test_a_term_is_a_day_only_where_it_names_one(said: str, day: str) -> None:
    assert due_date(said, 2026) == (datetime.date.fromisoformat(day) if day else None)


def test_a_case_says_where_it_comes_from(read: Read) -> None:
    document = read(CASE)
    said = {name: document.value(name) for name in ("title", "school", "region", "subject", "stage", "level", "author")}
    assert said == {
        "title": "小切口的校本研修",
        "school": "西坪镇中心小学",
        "region": "北山县",
        "subject": "语文",
        "stage": "primary",
        "level": "provincial",
        "author": "周文静",
    }
    assert "报送单位" not in document.text


def test_a_subtitle_stands_behind_a_dash_or_below_the_title(read: Read) -> None:
    below = "小切口 真研究\n——西坪镇中心小学校本研修案例\n一、案例背景\n学校地处山区，教师四十三人。\n"
    assert read(below).value("subtitle") == "西坪镇中心小学校本研修案例"
    assert read("关于放假的通知\n各学校：\n现将放假安排通知如下。\n").value("subtitle") is None
