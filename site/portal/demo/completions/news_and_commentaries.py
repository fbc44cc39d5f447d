"""Training news (培训动态) and policy commentaries (政策解读)."""

from __future__ import annotations

from datetime import date

from portal.demo.completions.described import REGION, Completion, DemoFile
from portal.demo.district import CENTRE, SISTER_SCHOOL
from publications.choices import Stage

NEWS, COMMENTARY = "news.TrainingNewsPage", "news.CommentaryPage"

TRAINING_NEWS = (
    DemoFile(
        "28-news-open-day.docx",
        Completion(
            CENTRE,
            ("校本研修",),
            {
                "year": 2026,
                "region": REGION,
                "stage": Stage.ALL,
                "held_on": date(2026, 5, 28),
                "place": "全区36个研修小组",
                "published_on": date(2026, 5, 29),
                "responsible_editor": "方敏",
                "summary": "36个研修小组同一天开放，412名家长和社区代表坐到备课桌旁，留言387条。",
            },
            kind=NEWS,
        ),
    ),
    DemoFile(
        "27-news-sister-school.txt",
        Completion(
            SISTER_SCHOOL,
            ("姊妹学校",),
            {
                "year": 2026,
                "region": "香港",
                "stage": Stage.ALL,
                "held_on": date(2026, 6, 15),
                "place": "雲岫區實驗小學",
                "held_until": date(2026, 6, 17),
                "published_on": date(2026, 6, 18),
                "responsible_editor": "方敏",
                "summary": "香港雲暉小學六位數學科教師到訪雲岫區實驗小學，同備、同上第二課「分數的意義」。",
            },
            kind=NEWS,
        ),
    ),
    DemoFile(
        "24-news-new-teachers.docx",
        Completion(
            CENTRE,
            ("新任教师",),
            {
                "year": 2026,
                "region": REGION,
                "stage": Stage.ALL,
                "held_on": date(2026, 8, 17),
                "place": "区教师发展中心",
                "held_until": date(2026, 8, 22),
                "published_on": date(2026, 8, 24),
                "responsible_editor": "方敏",
                "summary": "六天里没有一篇心得体会，每人留下一个单元的教学设计和一封写给家长的信。",
            },
            kind=NEWS,
        ),
    ),
    DemoFile(
        "26-news-mobile.html",
        Completion(
            CENTRE,
            ("学时管理",),
            {
                "year": 2026,
                "region": REGION,
                "stage": Stage.ALL,
                "responsible_editor": "方敏",
                "summary": "手机上随时查看本人学时，哪条有疑问就在哪条后面提出，五个工作日内有人答复。",
            },
            kind=NEWS,
        ),
    ),
    DemoFile(
        "25-news-relay-teachers.txt",
        Completion(
            CENTRE,
            ("校本研修",),
            {
                "year": 2026,
                "region": REGION,
                "stage": Stage.ALL,
                "held_on": date(2026, 9, 10),
                "place": "区教师发展中心",
                "published_on": date(2026, 9, 11),
                "responsible_editor": "方敏",
                "summary": "42名走教教师一人说一件最想解决的事，记下问题27件，逐件写明负责的部门和答复期限。",
            },
            kind=NEWS,
        ),
    ),
    DemoFile(
        "23-news-heads.md",
        Completion(
            CENTRE,
            ("校长培训",),
            {
                "year": 2026,
                "region": REGION,
                "stage": Stage.ALL,
                "held_on": date(2026, 10, 13),
                "place": "区教师发展中心、云岫区第三中学",
                "held_until": date(2026, 10, 15),
                "responsible_editor": "方敏",
                "summary": "44名学员三天看完22份别的学校的研修记录，每校只带回一件要改的事。",
            },
            kind=NEWS,
        ),
    ),
    DemoFile(
        "21-news-classroom.docx",
        Completion(
            CENTRE,
            ("骨干教师",),
            {
                "year": 2026,
                "region": REGION,
                "stage": Stage.ALL,
                "held_on": date(2026, 10, 23),
                "place": "青石镇中心小学",
                "published_on": date(2026, 10, 26),
                "responsible_editor": "方敏",
                "summary": "专家组一个月随堂听课212节，每人只盯住四名学生，交流记录全部反馈给教师本人。",
            },
            kind=NEWS,
        ),
    ),
    DemoFile(
        "22-news-base.html",
        Completion(
            CENTRE,
            ("校本研修",),
            {
                "year": 2026,
                "region": REGION,
                "stage": Stage.ALL,
                "held_on": date(2026, 10, 28),
                "place": "松溪镇中心小学",
                "responsible_editor": "方敏",
                "summary": "七所学校的31名数学教师坐到一起，研究二年级学生怎样理解“平均分”。",
            },
            kind=NEWS,
        ),
    ),
)

COMMENTARIES = (
    DemoFile(
        "29-commentary-plan.docx",
        Completion(
            CENTRE,
            ("校本研修",),
            {
                "year": 2026,
                "region": REGION,
                "stage": Stage.ALL,
                "published_on": date(2026, 5, 20),
                "author": "培训部",
                "responsible_editor": "周文",
                "summary": "为什么制定、主要目标、与上一年的变化、学校要做哪几件事、教师会有什么感受、怎样监督。",
            },
            kind=COMMENTARY,
        ),
    ),
    DemoFile(
        "30-commentary-credit.md",
        Completion(
            CENTRE,
            ("学时管理",),
            {
                "year": 2026,
                "region": REGION,
                "stage": Stage.ALL,
                "responsible_editor": "周文",
                "summary": "每年多少学时、线上课程怎么算、审核要多久、有疑问找谁：教师关心的八个问题。",
            },
            corrected={"commentary_form": "questions"},
            kind=COMMENTARY,
        ),
    ),
)
