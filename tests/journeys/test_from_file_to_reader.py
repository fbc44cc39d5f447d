"""A real document on its way: imported by a drafter, approved by three others, read by anybody in either script."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.shared, pytest.mark.slow]
MOST_CLICKS = 48


def test_a_file_becomes_a_public_notice_with_its_plan_in_both_scripts(
    seed_files: list[Path], make_people: Any, desk: Callable[[str], Any], new_browser_page: Any, capsys: Any
) -> None:
    make_people()
    drafter = desk("drafter")
    notice, plan = import_the_file(drafter, seed_files[1])
    assert not is_public(new_browser_page, notice)
    complete_and_submit(drafter, notice)
    complete_and_submit(drafter, plan)
    reviewers = []
    for name in ("first", "second", "final"):
        assert not is_public(new_browser_page, notice)
        reviewer = desk(name)
        reviewers.append(reviewer)
        approve(reviewer, notice)
        approve(reviewer, plan)
    read_as_anybody(new_browser_page(), notice, plan)
    counts = [one.clicks for one in (drafter, *reviewers)]
    with capsys.disabled():
        print(f"\nclicks from a file to a public notice with its plan: {counts}, {sum(counts)} together")
    assert sum(counts) <= MOST_CLICKS


def import_the_file(drafter: Any, path: Path) -> tuple[str, str]:
    """从文件导入; the titles of the notice and of the plan that it encloses."""
    page = drafter.page
    drafter.click(page.get_by_role("link", name="从文件导入"))
    drafter.choose_file(path)
    drafter.press("导入")
    main = page.get_by_role("main")
    main.get_by_role("heading", name="找到的字段和依据").wait_for()
    found = {row.split("\t")[0]: row.split("\t")[1] for row in main.locator("table").nth(0).inner_text().splitlines()}
    assert re.fullmatch(r"\w+〔\d{4}〕\d+号", found["发文字号"])
    assert main.get_by_role("heading", name=re.compile("清除的内容（共 [1-9]")).is_visible()
    assert main.get_by_role("heading", name="请核对").is_visible()
    titles = main.locator("section ul").first.get_by_role("link").all_inner_texts()
    assert len(titles) == 2
    return titles[0], titles[1]


def complete_and_submit(drafter: Any, title: str) -> None:
    """From the list of one's drafts: a summary and the responsible editor, then 送审."""
    page = drafter.page
    drafter.click(page.locator("#wagtail-sidebar a[href='/admin/']").first)
    drafter.follow(title)
    page.get_by_role("textbox", name="内容概述").fill("部署全年的教师培训，明确任务、经费和考核。")
    drafter.click(page.get_by_role("tab", name="公文信息"))
    page.get_by_role("textbox", name="责任编辑").fill("陈思")
    drafter.click(page.get_by_role("button", name="送审", exact=True))
    page.locator(".messages .success").wait_for()


def approve(reviewer: Any, title: str) -> None:
    """From the list of what waits: two ticks and 通过; what is read is the text that will be published."""
    page = reviewer.page
    reviewer.follow(title)
    assert title in page.frame_locator("iframe").get_by_role("heading", level=1).inner_text()
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
        page.get_by_role("searchbox").fill(convert(title, to="hant", region="hk"))
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
        page.get_by_role("searchbox").fill(typed)
        page.get_by_role("button", name="搜索").click()
        assert "/zh-hant/search/" in page.url
        page.locator(".result-title a", has_text=re.compile(f"^{re.escape(title)}$")).click()
        assert page.get_by_role("heading", level=1).inner_text().replace("\n", "") == title
    assert page.complaints == []
