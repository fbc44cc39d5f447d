"""The pages that are no documents: the home page, what teachers look up most (常用), what the rules ask for."""

from __future__ import annotations

from home.models import HomePage, QuickLink, StandardPage
from home.models.pages import Purpose
from portal.demo.district import SITE_NAME
from portal.demo.reviews import submit_and_approve

CREDIT_HOURS, ABOUT, CONTACT = "学时查询与审核说明", "关于我们", "联系我们"
PRIVACY, ACCESSIBILITY = "隐私声明", "无障碍说明"
PURPOSES = {
    ABOUT: Purpose.ABOUT,
    CONTACT: Purpose.CONTACT,
    PRIVACY: Purpose.PRIVACY,
    ACCESSIBILITY: Purpose.ACCESSIBILITY,
}
INTRODUCTION = "云岫区教师培训的通知、计划、回顾、案例和学时说明"
KEYWORDS = "教师培训,校本研修,通知公告,工作计划,典型案例"


def heading(text: str) -> dict[str, object]:
    return {"type": "heading", "value": {"number_text": "", "text": text, "level": "1", "anchor": ""}}


def paragraph(text: str) -> dict[str, str]:
    return {"type": "paragraph", "value": f"<p>{text}</p>"}


def table(rows: list[list[str]]) -> dict[str, object]:
    value = {"data": rows, "mergeCells": [], "first_row_is_table_header": True, "first_col_is_header": False}
    return {"type": "table", "value": {**value, "table_caption": ""}}


BODIES = {
    CREDIT_HOURS: [
        heading("学时怎么算"),
        table(
            [
                ["活动", "计算办法", "每年上限"],
                ["区级及以上集中培训", "半天4学时", "不限"],
                ["校本研修", "每次2学时", "40学时"],
                ["线上课程", "每45分钟1学时，与现场研修同等认定", "30学时"],
                ["承担公开课、专题讲座", "每次4学时", "16学时"],
            ]
        ),
        heading("怎么查、怎么问"),
        paragraph(
            "登录学时查询系统，在“我的学时”中查看本人记录。学校每学期初核一次，区教师发展中心复核后显示“已审核”。"
        ),
        paragraph("对结果有疑问的，在该条记录后面提出，五个工作日内答复；漏登的学时在集中补登期间申请。"),
    ],
    ABOUT: [
        paragraph(
            "云岫区教师发展中心是云岫区教育局所属的事业单位，2024年由原教师进修学校、教研室和电教站整合而成，承担全区中小学、"
            "幼儿园教师的培训、教学研究和信息化支持。"
        ),
        heading("我们做什么"),
        paragraph("组织新任教师、骨干教师、校长和教研组长培训，每年制定工作计划，年末公布工作回顾。"),
        paragraph("指导学校开展校本研修，收集、审看和公开各校的课例与典型案例。"),
        paragraph("审核教师培训学时，答复教师的疑问。"),
        heading("内设部门"),
        table(
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
        paragraph("地址：云岫区文澜路18号"),
        paragraph("办公时间：工作日8:30—12:00，14:00—17:30"),
        table(
            [
                ["事项", "部门", "电话"],
                ["研修方案、学时查询与补登", "培训部", "8600 0112、8600 0118"],
                ["骨干教师评选", "师资管理部", "8600 0126"],
                ["案例征集", "科研部", "8600 0135"],
                ["网站内容与使用问题", "信息部", "8600 0141"],
            ]
        ),
        paragraph("来电请说明学校和姓名。对网页内容有更正意见的，请告诉我们文件标题和网页上的永久编号。"),
    ],
    PRIVACY: [
        paragraph("浏览本网站不需要登录，本网站不收集访问者的姓名、单位和电话。"),
        heading("我们留下什么"),
        paragraph(
            "服务器按规定保存访问记录一年，只用于网络安全和故障排查。显示设置（字号、深色、对比）只保存在您的浏览器里。"
        ),
        paragraph("您通过“纠错”留下的联系方式是可选的，只用于答复您，处理完毕后删除。"),
        heading("公开名单怎样处理"),
        paragraph("公示、公布的名单只列姓名、学校和学科，不列证件号码、电话和住址。发现遗漏请立即告诉我们。"),
    ],
    ACCESSIBILITY: [
        paragraph("本网站按照《网页内容无障碍指南》2.2的AA级建设，用键盘和读屏软件可以读完每一页。"),
        heading("怎样调整显示"),
        paragraph("页面右上角的“显示”可以选择字号、深色和高对比，不需要安装软件。浏览器放大到四倍时，文字不会被遮住。"),
        heading("还有哪些不足"),
        paragraph("早年扫描的附件没有文字层，读屏软件读不出内容。需要文字稿的，请拨打8600 0141，五个工作日内提供。"),
    ],
}
IN_MENUS = (CREDIT_HOURS, ABOUT, CONTACT)


def make_standing_pages() -> None:
    """Name the home page and add the pages that are missing, each through the three reviews."""
    home = HomePage.objects.filter(locale__language_code="zh-hans").get()
    for title, body in BODIES.items():
        if not StandardPage.objects.child_of(home).filter(title=title).exists():
            page = StandardPage(
                title=title, body=body, purpose=PURPOSES.get(title, ""), show_in_menus=title in IN_MENUS, live=False
            )
            home.add_child(instance=page)
            submit_and_approve(page)
    if home.title != SITE_NAME:
        home.title = home.draft_title = SITE_NAME
        home.introduction, home.keywords = INTRODUCTION, KEYWORDS
        credit_hours = StandardPage.objects.child_of(home).get(title=CREDIT_HOURS)
        home.quick_links = [QuickLink(page=credit_hours)]
        submit_and_approve(home)
