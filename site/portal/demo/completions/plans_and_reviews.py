"""The plans (工作计划) with the notices that enclose them, and the reviews (工作回顾)."""

from __future__ import annotations

from datetime import date

from portal.demo.completions.described import REGION, SCHOOLS, Completion, DemoFile, FigureChoice
from portal.demo.district import BUREAU, CENTRE
from publications.choices import Stage

STAGES_2025 = tuple(
    FigureChoice(name, value, "人次", highlighted=False, sentence="表1 2025年各学段参训情况")
    for name, value in (("小学", 6120), ("初中", 3875), ("幼儿园", 2290), ("普通高中", 1184), ("特殊教育", 431))
)
EARLIER_YEARS = ((2021, 5100), (2022, 7800), (2023, 11500))

PLANS = (
    DemoFile(
        "11-2024-plan-notice.docx",
        Completion(
            BUREAU,
            ("校本研修",),
            {
                "genre": "notice",
                "index_number": "YXJY-2024-00008",
                "audience": SCHOOLS,
                "region": REGION,
                "stage": Stage.ALL,
                "published_on": date(2024, 3, 13),
                "responsible_editor": "周文",
                "summary": "印发2024年培训工作计划；机构整合期间培训不断档，学员的学时和结业资格不受影响。",
            },
        ),
        Completion(
            BUREAU,
            ("校本研修", "新任教师", "学时管理"),
            {
                "year": 2024,
                "region": REGION,
                "stage": Stage.ALL,
                "published_on": date(2024, 3, 13),
                "expires_on": date(2024, 12, 31),
                "responsible_editor": "周文",
                "summary": "先调查需求再定班次，在12所学校试建研修小组，清理历年学时数据。",
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
)

REVIEWS = (
    DemoFile(
        "12-2023-review.txt",
        Completion(
            CENTRE,
            ("校本研修", "学时管理"),
            {
                "year": 2023,
                "region": REGION,
                "stage": Stage.ALL,
                "published_on": date(2024, 1, 8),
                "responsible_editor": "周文",
                "summary": "独立运行的最后一年：线上课程补缺口，送教改为同课两上，整理2009年以来的培训档案。",
            },
            figures=(
                FigureChoice("参加培训", 11500, "人次"),
                FigureChoice("区级培训项目", 19, "个"),
                FigureChoice("学时审核", 5200, "人"),
                FigureChoice("农村教师参训率", 66, "%"),
            ),
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
)
