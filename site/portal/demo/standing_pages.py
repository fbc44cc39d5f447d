"""The pages that are no documents: the home page's name, and what teachers look up most (常用)."""

from __future__ import annotations

from home.models import HomePage, StandardPage
from portal.demo.district import SITE_NAME
from portal.demo.reviews import submit_and_approve

CREDIT_HOURS, ABOUT, CONTACT = "学时查询与审核说明", "关于我们", "联系我们"


def _heading(text: str) -> dict[str, object]:
    return {"type": "heading", "value": {"number_text": "", "text": text, "level": "1", "anchor": ""}}


def _paragraph(text: str) -> dict[str, str]:
    return {"type": "paragraph", "value": f"<p>{text}</p>"}


def _table(rows: list[list[str]]) -> dict[str, object]:
    value = {"data": rows, "mergeCells": [], "first_row_is_table_header": True, "first_col_is_header": False}
    return {"type": "table", "value": {**value, "table_caption": ""}}


BODIES = {
    CREDIT_HOURS: [
        _heading("学时怎么算"),
        _table(
            [
                ["活动", "计算办法", "每年上限"],
                ["区级及以上集中培训", "半天4学时", "不限"],
                ["校本研修", "每次2学时", "40学时"],
                ["线上课程", "每45分钟1学时，与现场研修同等认定", "30学时"],
                ["承担公开课、专题讲座", "每次4学时", "16学时"],
            ]
        ),
        _heading("怎么查、怎么问"),
        _paragraph(
            "登录学时查询系统，在“我的学时”中查看本人记录。学校每学期初核一次，区教师发展中心复核后显示“已审核”。"
        ),
        _paragraph("对结果有疑问的，在该条记录后面提出，五个工作日内答复；漏登的学时在集中补登期间申请。"),
    ],
    ABOUT: [
        _paragraph(
            "云岫区教师发展中心是云岫区教育局所属的事业单位，2024年由原教师进修学校、教研室和电教站整合而成，承担全区中小学、"
            "幼儿园教师的培训、教学研究和信息化支持。"
        ),
        _heading("我们做什么"),
        _paragraph("组织新任教师、骨干教师、校长和教研组长培训，每年制定工作计划，年末公布工作回顾。"),
        _paragraph("指导学校开展校本研修，收集、审看和公开各校的课例与典型案例。"),
        _paragraph("审核教师培训学时，答复教师的疑问。"),
        _heading("内设部门"),
        _table(
            [
                ["部门", "职责"],
                ["培训部", "新任教师培训、校本研修方案、学时审核"],
                ["教研部", "学科教研、研修小组指导、课例资源"],
                ["师资管理部", "骨干教师评选与考核"],
                ["干训部", "校长、教研组长培训"],
                ["科研部", "典型案例、调查评估"],
                ["信息部", "学时查询系统与网站"],
            ]
        ),
    ],
    CONTACT: [
        _paragraph("地址：云岫区文澜路18号"),
        _paragraph("办公时间：工作日8:30—12:00，14:00—17:30"),
        _table(
            [
                ["事项", "部门", "电话"],
                ["研修方案、学时查询与补登", "培训部", "8600 0112、8600 0118"],
                ["骨干教师评选", "师资管理部", "8600 0126"],
                ["案例征集", "科研部", "8600 0135"],
                ["网站内容与使用问题", "信息部", "8600 0141"],
            ]
        ),
        _paragraph("来电请说明学校和姓名。对网页内容有更正意见的，请告诉我们文件标题和网页上的永久编号。"),
    ],
}


def make_standing_pages() -> None:
    """Name the home page and add the pages that are missing, each through the three reviews."""
    home = HomePage.objects.filter(locale__language_code="zh-hans").get()
    if home.title != SITE_NAME:
        home.title = home.draft_title = SITE_NAME
        submit_and_approve(home)
    for title, body in BODIES.items():
        if not StandardPage.objects.child_of(home).filter(title=title).exists():
            page = StandardPage(title=title, body=body, show_in_menus=True, live=False)
            home.add_child(instance=page)
            submit_and_approve(page)
