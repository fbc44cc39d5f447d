"""The collection (典型案例集) and its cases."""

from __future__ import annotations

from datetime import date
from typing import Any

from portal.demo.completions.described import REGION, Completion, DemoFile
from portal.demo.district import CENTRE, PRIMARY_SCHOOL, SISTER_SCHOOL, VILLAGE_SCHOOL
from publications.choices import Stage

COLLECTION_FILE = "07-case-collection.docx"
COLLECTION, CASE = "news.CaseCollectionPage", "news.CasePage"


def _case(body: str, topics: tuple[str, ...], **fields: Any) -> Completion:
    shared = {"stage": Stage.PRIMARY, "level": "district", "year": 2025, "responsible_editor": "方敏"}
    return Completion(body, topics, {**shared, **fields}, kind=CASE)


CASES = (
    DemoFile(
        COLLECTION_FILE,
        Completion(
            CENTRE,
            ("校本研修",),
            {
                "year": 2025,
                "region": REGION,
                "stage": Stage.ALL,
                "published_on": date(2025, 12, 22),
                "responsible_editor": "方敏",
                "summary": "从47所学校报送的63篇案例中选出，每篇只写一个问题：原来怎样、做了什么、后来怎样、还有什么没有解决。",
            },
            kind=COLLECTION,
        ),
    ),
    DemoFile(
        "08-one-mistake-three-times.md",
        _case(
            PRIMARY_SCHOOL,
            ("校本研修",),
            subject="数学",
            school="云岫区望湖小学",
            region=REGION,
            published_on=date(2025, 12, 22),
            summary="订正了作业，换个数字又错。备课组让学生先讲错因、再做变样题、隔周重见，隔周正确率由47%升到78%。",
        ),
        in_collection=True,
    ),
    DemoFile(
        "09-sister-school-case.txt",
        _case(
            SISTER_SCHOOL,
            ("姊妹学校", "校本研修"),
            subject="數學",
            school="香港雲暉小學、雲岫區實驗小學",
            region="香港",
            published_on=date(2025, 12, 22),
            summary="兩校同備一課「周界與面積」，先訪談學生再寫教案，觀課只看學生，正確分辨兩者的學生明顯增加。",
        ),
        in_collection=True,
    ),
    DemoFile(
        "10-village-case.docx",
        _case(
            VILLAGE_SCHOOL,
            ("校本研修",),
            school="青石镇中心小学",
            region=REGION,
            published_on=date(2025, 12, 22),
            summary="四所学校统一周三下午的课表，轮流做东联片研修，村小教师一学期平均参加11次。",
        ),
        in_collection=True,
    ),
    DemoFile(
        "31-physics-case.docx",
        _case(
            "云岫区第三中学",
            ("校本研修",),
            stage=Stage.JUNIOR,
            subject="物理",
            school="云岫区第三中学",
            region=REGION,
            published_on=date(2025, 12, 22),
            summary="删去实验步骤，补上提示卡，允许接错，让学生出题；四遍之后独立完成率由41%升到73%。",
        ),
        in_collection=True,
    ),
    DemoFile(
        "32-kindergarten-case.docx",
        _case(
            "云岫区机关幼儿园",
            ("校本研修",),
            stage=Stage.PRESCHOOL,
            school="云岫区机关幼儿园",
            region=REGION,
            published_on=date(2025, 12, 22),
            summary="把500字的观察记录改成三行：看到的、我猜的、明天准备做的，当场写，不超过三分钟。",
        ),
        in_collection=True,
    ),
    DemoFile(
        "33-mentor-case.docx",
        _case(
            "云岫区第一中学",
            ("新任教师",),
            stage=Stage.SENIOR,
            subject="语文",
            school="云岫区第一中学",
            region=REGION,
            published_on=date(2025, 12, 22),
            summary="师徒办公桌拼在一起，课表排成前后脚，一年改了137处，新任教师不再把教案写到20页。",
        ),
        in_collection=True,
    ),
)
