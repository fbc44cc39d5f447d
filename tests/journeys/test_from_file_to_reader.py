"""A real Word file on its way: imported by a drafter, approved by three others, read by anybody in either script."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# Clicks, each person's way through the login page among them; a file's choice counts as one.
MOST_TO_SUBMISSION = 9
MOST_OF_A_REVIEWER = 5
MOST_OF_FOUR = 25
NOTICE = "云岫区教育局关于印发《云岫区2026年教师培训工作计划》的通知"
PLAN = "云岫区2026年教师培训工作计划"
PARAGRAPHS = (
    "云岫区教育局文件",
    "云教发〔2026〕18号",
    NOTICE,
    "各中小学、幼儿园：",
    f"现将《{PLAN}》印发给你们，请结合实际认真贯彻执行，并于2026年3月20日前报送报名回执表。",
    f"附件：1.{PLAN}",
    "2.报名回执表",
    "云岫区教育局",
    "2026年3月2日",
)
ENCLOSED = (
    "附件1",
    PLAN,
    "为做好2026年全区教师培训工作，制定本计划。",
    "一、工作目标",
    "全年培训教师1200人次，骨干教师研修不少于90学时。",
    "二、主要任务",
    "（一）开展新教师岗前培训，由区教师发展中心负责，8月底前完成。",
    "（二）组织校本研修展示活动，由各学校负责，11月底前完成。",
    "三、保障措施",
    "加强组织领导，落实培训经费，严格考核。",
)


@pytest.fixture
def word_files(tmp_path: Path) -> list[Path]:
    """A notice that encloses a plan on its second page, and the form that it lists as its second attachment."""
    from docx import Document

    notice, form = Document(), Document()
    for text in PARAGRAPHS:
        notice.add_paragraph(text)
    notice.add_page_break()
    for text in ENCLOSED:
        notice.add_paragraph(text)
    form.add_paragraph("报名回执表")
    table = form.add_table(2, 3)
    for cell, text in zip(table.rows[0].cells, ("姓名", "学校", "联系电话"), strict=True):
        cell.text = text
    files = [tmp_path / "云教发〔2026〕18号 通知.docx", tmp_path / "附件2 报名回执表.docx"]
    for document, path in zip((notice, form), files, strict=True):
        document.save(str(path))
    return files


def test_a_word_notice_with_its_plan_and_attachment_reaches_readers_in_both_scripts(
    word_files: list[Path], make_people: Any, desk: Callable[[str], Any], new_browser_page: Any, capsys: Any
) -> None:
    make_people()
    drafter = desk("drafter")
    import_the_files(drafter, word_files)
    assert not is_public(new_browser_page, NOTICE)
    complete_and_submit(drafter)
    assert drafter.clicks <= MOST_TO_SUBMISSION
    reviewers = []
    for name in ("first", "second", "final"):
        assert not is_public(new_browser_page, NOTICE)
        reviewer = desk(name)
        reviewers.append(reviewer)
        approve(reviewer)
        assert reviewer.clicks <= MOST_OF_A_REVIEWER
    read_as_anybody(new_browser_page(), NOTICE, PLAN)
    counts = [one.clicks for one in (drafter, *reviewers)]
    with capsys.disabled():
        print(f"\nclicks from a file to a public notice with its plan: {counts}, {sum(counts)} together")
    assert sum(counts) <= MOST_OF_FOUR


def import_the_files(drafter: Any, paths: list[Path]) -> None:
    """从文件导入: both files in one choice; the fields found are looked at and confirmed, and the form opens."""
    page = drafter.page
    drafter.click(page.get_by_role("link", name="从文件导入").first)
    drafter.choose_file(*paths)
    drafter.press("导入")
    page.get_by_role("heading", name="找到的字段和依据").wait_for()
    assert page.get_by_label("发文字号").input_value() == "云教发〔2026〕18号"
    assert page.get_by_role("main").get_by_text("附件2：报名回执表").first.is_visible()
    drafter.press("确认，去编辑")
    page.wait_for_url("**/edit/")


def complete_and_submit(drafter: Any) -> None:
    """A summary and the responsible editor, then 送审; the form says that the plan goes along."""
    page = drafter.page
    assert page.get_by_text(f"所附《{PLAN}》随本稿一并送审").first.is_visible()
    page.get_by_role("textbox", name="内容概述").fill("部署全年的教师培训，明确任务、经费和考核。")
    drafter.click(page.get_by_role("tab", name="公文信息"))
    page.get_by_role("textbox", name="责任编辑").fill("陈思")
    drafter.click(page.get_by_role("button", name="送审", exact=True))
    page.locator(".messages .success").wait_for()


def approve(reviewer: Any) -> None:
    """From the list of what waits: both texts on one page as they will be published, two ticks and 通过."""
    page = reviewer.page
    reviewer.follow(NOTICE)
    frames = page.locator("iframe.review-text")
    frames.nth(1).wait_for()
    for number, title in enumerate((NOTICE, PLAN)):
        heading = frames.nth(number).content_frame.get_by_role("heading", level=1)
        assert title in heading.inner_text().replace("\n", "")
    assert page.get_by_role("link", name="附件2：报名回执表").is_visible()
    reviewer.tick("文字已校")
    reviewer.tick("不涉密")
    reviewer.press("通过")
    page.locator(".messages .success").wait_for()


def is_public(new_browser_page: Any, title: str) -> bool:
    page = new_browser_page()
    page.goto(f"/search/?q={quote(title)}")
    there = page.locator(".result-title a", has_text=title).count() > 0
    page.context.close()
    return bool(there)


def read_as_anybody(page: Any, notice: str, plan: str) -> None:
    """Found, opened, read and changed to the other script; no page complains of anything."""
    from zhtext.scripts import convert

    page.goto("/")
    for title in (notice, plan):
        page.locator("#q").fill(convert(title, to="hant", region="hk"))
        page.get_by_role("button", name="搜索").click()
        page.locator(".result-title a", has_text=re.compile(f"^{re.escape(title)}$")).click()
        assert title in page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name=notice).first.click()
    assert page.locator(".enclosed").get_by_role("heading", name=plan).is_visible()
    page.get_by_role("link", name="繁體").click()
    converted = [convert(title, to="hant", region="hk") for title in (notice, plan)]
    assert page.locator("html").get_attribute("lang").startswith("zh-Hant")
    assert page.get_by_role("heading", level=1).inner_text().replace("\n", "") == converted[0]
    assert page.locator(".enclosed").get_by_role("heading", name=converted[1]).is_visible()
    for title, typed in zip(converted, (notice, plan), strict=True):
        page.locator("#q").fill(typed)
        page.get_by_role("button", name="搜索").click()
        assert "/zh-hant/search/" in page.url
        page.locator(".result-title a", has_text=re.compile(f"^{re.escape(title)}$")).click()
        assert page.get_by_role("heading", level=1).inner_text().replace("\n", "") == title
    assert page.complaints == []
