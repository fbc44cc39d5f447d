"""Makes the demonstration's attachments (示范附件) in attachments/: `python site/portal/demo/build_attachments.py`.

The same rows give the same bytes. All names of people are invented.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import cycle, islice
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from portal.demo.build_documents import WRITTEN, build_docx, same_dates

ATTACHMENTS = Path(__file__).resolve().parent / "attachments"
THIN = Side(style="thin", color="808080")
FRAME = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
HEAD = PatternFill("solid", fgColor="E8F0F5")

SURNAMES = "陈林吴周方高许秦何马赵李王张刘杨黄徐孙胡朱郭罗梁宋郑谢韩唐冯于董萧程曹袁邓傅沈曾彭吕苏卢蒋蔡贾丁魏薛"
GIVEN = "静敏宁悦文航博雅琳晓岚明远思源若溪书瑶子涵景行清和婉如可欣致远安然乐平"
STAGES = (
    ("小学", 62, ("云岫区望湖小学", "云岫区实验小学", "青石镇中心小学", "松溪镇中心小学"), ("语文", "数学", "科学", "体育", "音乐", "美术", "英语")),
    ("初中", 40, ("云岫区第三中学", "云岫区第五中学", "青石镇初级中学"), ("物理", "语文", "数学", "英语", "体育", "心理健康")),
    ("幼儿园", 26, ("云岫区机关幼儿园", "松溪镇中心幼儿园", "青石镇中心幼儿园"), ("学前教育",)),
    ("普通高中", 16, ("云岫区第一中学",), ("数学", "语文", "化学", "历史", "生物")),
    ("特殊教育和教研机构", 6, ("云岫区特殊教育学校", "云岫区教师发展中心"), ("特殊教育", "教研")),
)  # fmt: skip


def names() -> Iterator[str]:
    """Invented names without end, none twice within 150."""
    for number in range(10_000):
        first = SURNAMES[number % len(SURNAMES)]
        at = (number * 7) % (len(GIVEN) - 1)
        yield first + GIVEN[at : at + (1 if number % 3 == 0 else 2)]


def backbone_teachers() -> list[list[object]]:
    people = names()
    rows: list[list[object]] = []
    for stage, places, schools, subjects in STAGES:
        for school, subject in islice(zip(cycle(schools), cycle(subjects), strict=False), places):
            rows.append([len(rows) + 1, next(people), school, stage, subject])
    return rows


def sheet(title: str, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[object]]) -> bytes:
    """A workbook of one sheet: title, head that repeats on every printed page, framed cells; columns are (name, width)."""
    book = Workbook()
    book.properties.creator = "云岫区教师发展中心"
    book.properties.created = book.properties.modified = WRITTEN
    page = book.active
    page.title = title[:31]
    page.append([title])
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(columns))
    page["A1"].font, page["A1"].alignment = Font(name="黑体", size=16), Alignment(horizontal="center")
    page.append([name for name, _width in columns])
    for row in rows:
        page.append(list(row))
    for number, (_name, width) in enumerate(columns):
        page.column_dimensions[chr(ord("A") + number)].width = width
        page.cell(2, number + 1).font, page.cell(2, number + 1).fill = Font(bold=True), HEAD
    for cells in page.iter_rows(min_row=2):
        for cell in cells:
            cell.border, cell.alignment = FRAME, Alignment(horizontal="center", vertical="center", wrap_text=True)
    page.print_title_rows, page.freeze_panes = "2:2", "A3"
    page.page_setup.paperSize, page.page_setup.fitToHeight = page.PAPERSIZE_A4, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    return saved(book)


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return same_dates(buffer.getvalue(), {"docProps/core.xml": same_time})


def same_time(xml: bytes) -> bytes:
    """openpyxl notes the moment of saving as the time of the last change."""
    head, _begin, rest = xml.partition(b"<dcterms:modified")
    _moment, end, tail = rest.partition(b"</dcterms:modified>")
    kind = rest[: rest.index(b">") + 1]
    return head + b"<dcterms:modified" + kind + datetime.isoformat(WRITTEN).encode() + b"Z" + end + tail


def blank(columns: Sequence[tuple[str, int]], number: int) -> list[list[object]]:
    return [[row + 1, *[""] * (len(columns) - 1)] for row in range(number)]


NEW_TEACHERS = (
    ("序号", 6),
    ("学校", 24),
    ("姓名", 10),
    ("学科", 10),
    ("任教年级", 10),
    ("入职时间", 12),
    ("带教教师", 10),
    ("备注", 20),
)
CASES = (("序号", 6), ("学校", 24), ("案例标题", 36), ("作者", 16), ("征集主题", 16), ("字数", 8), ("联系电话", 14))
BACKBONE = (("序号", 6), ("姓名", 10), ("学校", 26), ("学段", 20), ("学科", 12))
ACTIVITY = (
    ("日期", 12),
    ("时长（分钟）", 12),
    ("参加人", 20),
    ("研究的问题", 30),
    ("改了什么", 30),
    ("学生有什么变化", 30),
)

BUILT: dict[str, Callable[[], bytes]] = {
    "2026年新任教师规范化培训报名汇总表.xlsx": lambda: sheet(
        "2026年新任教师规范化培训报名汇总表", NEW_TEACHERS, blank(NEW_TEACHERS, 12)
    ),
    "2026年典型案例推荐汇总表.xlsx": lambda: sheet("2026年典型案例推荐汇总表", CASES, blank(CASES, 4)),
    "典型案例写作模板.docx": lambda: build_docx("case-template.txt"),
    "第12批区级骨干教师名单.xlsx": lambda: sheet("第12批区级骨干教师名单", BACKBONE, backbone_teachers()),
    "研修小组活动记录表.xlsx": lambda: sheet("研修小组活动记录表", ACTIVITY, [[""] * len(ACTIVITY)] * 10),
    "学校校本研修方案（空白表）.docx": lambda: build_docx("scheme-template.txt"),
}


def build(folder: Path = ATTACHMENTS) -> list[Path]:
    """Write every attachment into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in BUILT.items():
        (folder / name).write_bytes(make())
    return [folder / name for name in BUILT]


if __name__ == "__main__":
    for path in build():
        print(f"{path.name}  {path.stat().st_size:,}")
