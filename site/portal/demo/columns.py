"""The demonstration's columns (栏目): who answers for each, 信息公开 with its sections, 下载专区 with its files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import Page

from home.models import HomePage, PlannedRelease
from news.models import DisclosurePage, DisclosureSectionPage, DownloadItem, DownloadPage, Section
from portal.demo.accounts import DRAFTER, user_of
from portal.demo.build_attachments import ATTACHMENTS
from portal.demo.district import BUREAU, CENTRE
from portal.demo.reviews import submit_and_approve
from portal.demo.standing_pages import heading, paragraph
from publications.models import IssuingBody

# column -> (what it is for, person and office that answer for it)
DESCRIBED = {
    "通知公告": ("教育局和教师发展中心关于教师培训的通知、公告和函", "周文", "办公室"),
    "工作计划": ("每年的教师培训工作计划和任务完成进度", "陈思", "培训部"),
    "工作回顾": ("每年的教师培训工作回顾和主要数据", "陈思", "培训部"),
    "案例库": ("各校校本研修的典型案例", "林一", "科研部"),
    "培训动态": ("教师培训和校本研修的新近活动", "吴桐", "信息部"),
    "政策解读": ("对教师培训文件的解读，与原文件互相链接", "周文", "培训部"),
}
DISCLOSURE, DOWNLOADS = "信息公开", "下载专区"


@dataclass(frozen=True)
class Offered:
    """A file of attachments/ in 下载专区."""

    file: str
    group: str
    title: str
    note: str


FILES = (
    Offered(
        "学校校本研修方案（空白表）.docx", "校本研修", "学校校本研修方案（空白表）", "学校每年制定方案时填写，三页以内"
    ),
    Offered("研修小组活动记录表.xlsx", "校本研修", "研修小组活动记录表", "全区统一使用，一次研修只填一次"),
    Offered("典型案例写作模板.docx", "案例征集", "典型案例写作模板", "征集案例时使用"),
)

SECTIONS: dict[Section, tuple[str, list[dict[str, Any]]]] = {
    Section.GUIDE: (
        "公开指南",
        [
            paragraph("本中心公开教师培训的计划、通知、办法、经费和结果。可以在网站按年份、机关、主题查阅，也可以用搜索。"),
            heading("怎样查阅"),
            paragraph("“法定主动公开内容”列出全部文件，可以按索引号、文号和机关查找，表格可以下载。"),
            heading("联系方式"),
            paragraph("办公室，电话8600 0100，工作日8:30—12:00，14:00—17:30。"),
        ],
    ),
    Section.RULES: (
        "公开制度",
        [
            paragraph("文件自形成或者变更之日起20个工作日内公开；公开前由起草、审核和签发的人员分别核对内容，涉密内容不上网。"),
            paragraph("名单类文件公开前隐去证件号码、电话和住址。公开后发现错误的，更正并在原页面说明。"),
        ],
    ),
    Section.CATALOGUE: ("法定主动公开内容", []),
    Section.REPORTS: (
        "公开年报",
        [
            paragraph("2025年主动公开文件31件，其中办法1件、通知22件、公告5件、其他3件；全部在20个工作日内公开。"),
            paragraph("全年收到公开申请6件，予以公开5件，不属于本单位掌握1件，均在15个工作日内答复；没有因公开引起的复议和诉讼。"),
        ],
    ),
    Section.ON_REQUEST: (
        "依申请公开",
        [
            paragraph("需要本中心没有主动公开的信息的，可以提出书面申请，写明姓名、联系方式、需要的信息和取得信息的方式。"),
            paragraph("申请可以当面递交，也可以邮寄到云岫区文澜路18号。收到申请之日起20个工作日内答复，不收取费用。"),
        ],
    ),
}  # fmt: skip


def describe_columns(home: HomePage) -> None:
    """Purpose and owner of the columns that a migration made; what somebody wrote since then stays."""
    for column in home.get_children().specific():
        described = DESCRIBED.get(column.title)
        if described and not column.introduction:
            column.introduction, column.responsible_person, column.responsible_office = described
            submit_and_approve(column)


def make_disclosure(home: HomePage) -> None:
    """信息公开 with its five sections."""
    if home.get_children().type(DisclosurePage).exists():
        return
    column = DisclosurePage(
        title=DISCLOSURE, introduction="教师培训信息的公开指南、制度、目录、年报和申请", live=False,
        responsible_person="周文", responsible_office="办公室",
    )  # fmt: skip
    home.add_child(instance=column)
    submit_and_approve(column)
    for section, (title, body) in SECTIONS.items():
        page = DisclosureSectionPage(
            title=title, section=section, body=body, introduction=f"教师培训信息的{title}", live=False, show_in_menus=False,
            responsible_person="周文", responsible_office="办公室",
        )  # fmt: skip
        column.add_child(instance=page)
        submit_and_approve(page)


def make_downloads(home: HomePage) -> None:
    """下载专区 with the blank forms."""
    if home.get_children().type(DownloadPage).exists():
        return
    column = DownloadPage(
        title=DOWNLOADS, introduction="教师和学校常用的空白表格和模板", live=False,
        responsible_person="吴桐", responsible_office="信息部",
    )  # fmt: skip
    column.items = [
        DownloadItem(
            title=offered.title, group=offered.group, note=offered.note, document=kept(offered.file),
            updated_on=date(2026, 9, 16), locale=home.locale, sort_order=order,
        )
        for order, offered in enumerate(FILES)
    ]  # fmt: skip
    home.add_child(instance=column)
    submit_and_approve(column)


def kept(name: str) -> Any:
    """The file in the documents library."""
    data = (ATTACHMENTS / name).read_bytes()
    document = get_document_model()(
        title=name.rsplit(".", 1)[0], file=ContentFile(data, name=name), uploaded_by_user=user_of(DRAFTER)
    )
    document.file_size = len(data)
    document.save()
    return document


def announce_releases() -> None:
    """What will come in the months after the last document (发布预告)."""
    for title, day, body in (
        ("2026年云岫区教师培训工作回顾", date(2027, 1, 1), CENTRE),
        ("2027年云岫区中小学教师校本研修工作计划", date(2027, 5, 1), BUREAU),
        ("2026年校本研修典型案例集", date(2026, 12, 1), CENTRE),
    ):
        described = {
            "planned_on": day,
            "whole_month": True,
            "issuing_body": IssuingBody.objects.get(name=body),
            "announced": True,
        }
        PlannedRelease.objects.get_or_create(title=title, defaults=described)


def make_columns() -> None:
    """Everything of this module; a second run changes nothing."""
    home = HomePage.objects.filter(locale__language_code="zh-hans").get()
    describe_columns(home)
    make_disclosure(Page.objects.get(pk=home.pk).specific)
    make_downloads(Page.objects.get(pk=home.pk).specific)
    announce_releases()
