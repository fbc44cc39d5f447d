"""What an editor adds to each imported draft (补全): what the file itself does not say, or says only to people.

What the import found stays, unless the page itself shows it to be wrong. Days of deadlines count from the day of
loading, so that 近期要办 is never empty; everything else about the documents is fixed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.demo.district import BUREAU, CENTRE, PRIMARY_SCHOOL, SISTER_SCHOOL, VILLAGE_SCHOOL
from publications.choices import RelationKind, Stage

REGION = "云岫区"
SCHOOLS = "全区中小学、幼儿园"
COLLECTION_FILE = "07-case-collection.docx"


@dataclass(frozen=True)
class FigureChoice:
    """A figure that stands in the review's data; `year` where it is not the review's, `sentence` where a table has it."""

    name: str
    value: float
    unit: str
    year: int | None = None
    highlighted: bool = True
    sentence: str = ""


@dataclass(frozen=True)
class Completion:
    """`fields` fill what the import left empty; `corrected` puts right what it got wrong; `due_in` days from loading."""

    issuing_body: str
    topics: tuple[str, ...]
    fields: dict[str, Any]
    due_in: int | None = None
    figures: tuple[FigureChoice, ...] = ()
    corrected: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class DemoFile:
    """A file of documents/ with what completes its main page and, where it encloses a plan, that plan."""

    name: str
    main: Completion
    enclosed: Completion | None = None
    in_collection: bool = False


def _case(body: str, topics: tuple[str, ...], **fields: Any) -> Completion:
    shared = {"stage": Stage.PRIMARY, "level": "district", "year": 2025, "responsible_editor": "方敏"}
    return Completion(body, topics, {**shared, **fields})


STAGES_2025 = tuple(
    FigureChoice(name, value, "人次", highlighted=False, sentence="表1 2025年各学段参训情况")
    for name, value in (("小学", 6120), ("初中", 3875), ("幼儿园", 2290), ("普通高中", 1184), ("特殊教育", 431))
)
EARLIER_YEARS = ((2021, 5100), (2022, 7800), (2023, 11500))

DEMO_FILES: tuple[DemoFile, ...] = (
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
        ),
    ),
    DemoFile(
        "02-2025-plan-notice.html",
        Completion(
            BUREAU,
            ("校本研修",),
            {
                "genre": "notice",
                "audience": SCHOOLS,
                "region": REGION,
                "stage": Stage.ALL,
                "action_deadline": date(2025, 6, 27),
                "action_audience": SCHOOLS,
                "action_submit": "2025年学校研修方案一份",
                "summary": "印发2025年校本研修工作计划，部署研修小组、联片研修和新任教师培养。",
            },
            corrected={"index_number": "YXJY-2025-00009", "published_on": date(2025, 5, 20)},
        ),
        Completion(
            BUREAU,
            ("校本研修",),
            {
                "year": 2025,
                "region": REGION,
                "stage": Stage.ALL,
                "expires_on": date(2025, 12, 31),
                "summary": "全区建成96个校本研修小组，试行联片研修，学时审核压缩到7个工作日以内。",
            },
            corrected={"published_on": date(2025, 5, 20)},
        ),
    ),
    DemoFile(
        "01-2026-plan-notice.docx",
        Completion(
            BUREAU,
            ("校本研修",),
            {
                "genre": "notice",
                "index_number": "YXJY-2026-00012",
                "audience": SCHOOLS,
                "region": REGION,
                "stage": Stage.ALL,
                "published_on": date(2026, 5, 18),
                "effective_on": date(2026, 6, 1),
                "action_audience": f"{SCHOOLS}，由校长或者分管副校长负责",
                "action_submit": "《学校校本研修方案》一份，三页以内",
                "action_contact": "培训部 陈老师，8600 0112",
                "responsible_editor": "周文",
                "summary": "印发2026年校本研修工作计划；各校制定研修方案，报区教师发展中心培训部。",
            },
            due_in=7,
        ),
        Completion(
            BUREAU,
            ("校本研修", "新任教师"),
            {
                "year": 2026,
                "region": REGION,
                "stage": Stage.ALL,
                "published_on": date(2026, 5, 18),
                "responsible_editor": "周文",
                "summary": "建成120个研修小组，覆盖全区98%的专任教师，每个小组全年解决两个看得见的教学问题。",
            },
        ),
    ),
    DemoFile(
        "03-2025-review.docx",
        Completion(
            CENTRE,
            ("校本研修", "学时管理"),
            {
                "year": 2025,
                "region": REGION,
                "stage": Stage.ALL,
                "published_on": date(2026, 1, 12),
                "responsible_editor": "周文",
                "summary": "全年参加培训1.39万人次，农村教师参训率93%，建成100个校本研修小组。",
            },
            figures=(
                FigureChoice("参加培训", 13900, "人次"),
                FigureChoice("区级培训项目", 16, "个"),
                FigureChoice("学时审核", 5800, "人"),
                FigureChoice("农村教师参训率", 93, "%"),
                *STAGES_2025,
            ),
        ),
    ),
    DemoFile(
        "04-2024-review.txt",
        Completion(
            CENTRE,
            ("校本研修", "新任教师"),
            {
                "year": 2024,
                "region": REGION,
                "stage": Stage.ALL,
                "published_on": date(2025, 1, 10),
                "responsible_editor": "周文",
                "summary": "机构整合后的第一年：先问需求再办班，试点36个研修小组，清理历年学时数据。",
            },
            figures=(
                FigureChoice("参加培训", 12400, "人次"),
                FigureChoice("区级培训项目", 14, "个"),
                FigureChoice("学时审核", 5800, "人"),
                FigureChoice("农村教师参训率", 71, "%"),
                *(FigureChoice("参加培训", value, "人次", year, highlighted=False) for year, value in EARLIER_YEARS),
            ),
        ),
    ),
    DemoFile(
        "05-credit-hours-announcement.html",
        Completion(
            CENTRE,
            ("学时管理",),
            {
                "genre": "announcement",
                "audience": "全区在岗教师",
                "region": REGION,
                "stage": Stage.ALL,
                "action_audience": "2023年9月以后有学时没有计入的教师",
                "action_submit": "学时补登申请，在学时查询系统中上传证明材料照片",
                "action_contact": "培训部，8600 0118",
                "summary": "集中受理2023年9月以后没有计入账户的培训学时，网上申请，不收纸质材料。",
            },
            due_in=22,
        ),
    ),
    DemoFile(
        "06-backbone-notice.docx",
        Completion(
            BUREAU,
            ("骨干教师",),
            {
                "genre": "notice",
                "index_number": "YXJY-2026-00018",
                "audience": SCHOOLS,
                "region": REGION,
                "stage": Stage.ALL,
                "published_on": date(2026, 6, 5),
                "action_audience": "任教满5年的在岗专任教师和教研员",
                "action_submit": "第12批区级骨干教师申报表和推荐汇总表，盖章扫描件、可编辑版各一份",
                "action_contact": "师资管理部 周老师，8600 0126",
                "responsible_editor": "周文",
                "summary": "评选150名区级骨干教师，农村学校不少于45名；看课堂实绩，论文课题不作硬性要求。",
            },
            due_in=14,
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
)

# (file, role) -> (file, role); a tuple (title, number) stands for a document that the portal does not hold.
RELATIONS: tuple[tuple[tuple[str, str], RelationKind, tuple[str, str]], ...] = (
    (
        ("01-2026-plan-notice.docx", "enclosed"),
        RelationKind.IMPLEMENTS,
        ("云岫区教师队伍建设“十四五”规划", "云政发〔2021〕33号"),
    ),
    (("01-2026-plan-notice.docx", "enclosed"), RelationKind.SUPERSEDES, ("02-2025-plan-notice.html", "enclosed")),
    (("06-backbone-notice.docx", "main"), RelationKind.IMPLEMENTS, ("01-2026-plan-notice.docx", "enclosed")),
    (("03-2025-review.docx", "main"), RelationKind.REVIEWS, ("02-2025-plan-notice.html", "enclosed")),
    (("10-village-case.docx", "main"), RelationKind.EVIDENCES, ("03-2025-review.docx", "main")),
    (("08-one-mistake-three-times.md", "main"), RelationKind.EVIDENCES, ("02-2025-plan-notice.html", "enclosed")),
)
