"""How a page is read: by keyboard alone, without scripts, in the other writing, with one's own settings, on paper."""

import io
import re
import unicodedata
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MOST_TABS = 60
A4 = (595, 842)  # points
FOCUSED = """() => {
    const style = getComputedStyle(document.activeElement);
    return {ring: style.outlineStyle !== "none" || style.boxShadow !== "none",
            inside: document.activeElement.closest(".result-title") !== null,
            id: document.activeElement.id, text: document.activeElement.textContent.trim()};
}"""


def tab_to(page: Any, found: str, value: Any) -> None:
    """Press Tab until what is focused is the wanted one; everything on the way shows that it is focused."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        assert focused["ring"], focused
        if focused[found] == value:
            return
    raise AssertionError(f"{MOST_TABS} Tabs do not lead to {value}")


def test_the_keyboard_alone_leads_from_the_first_page_to_a_document(demo: dict[str, str], browser_page: Any) -> None:
    browser_page.goto("/")
    browser_page.keyboard.press("Tab")
    assert browser_page.evaluate(FOCUSED)["text"] == "跳到正文"
    browser_page.keyboard.press("Enter")
    browser_page.wait_for_function("document.activeElement.id === 'content'")
    browser_page.reload()
    tab_to(browser_page, "id", "q")
    browser_page.keyboard.type("學時")
    browser_page.keyboard.press("Enter")
    browser_page.wait_for_url("**/search/?q=*")
    tab_to(browser_page, "inside", True)
    title = browser_page.evaluate(FOCUSED)["text"]
    browser_page.keyboard.press("Enter")
    browser_page.wait_for_url(lambda address: "/search/" not in address)
    assert browser_page.get_by_role("heading", level=1).inner_text().replace("\n", "") == title


def test_menu_filters_and_contents_work_without_scripts(demo: dict[str, str], new_browser_page: Any) -> None:
    page = new_browser_page(javascript=False, width=390)
    page.goto("/")
    page.locator(".menu summary").click()
    page.locator(".menu").get_by_role("link", name="工作计划").click()
    assert page.url.endswith("/gong-zuo-ji-hua/")
    page.goto(demo["search"])
    page.locator("details.facets > summary").click()
    page.locator("details.facets ul:not(.scopes) a").first.click()
    assert page.locator(".chips a").count() == 2
    page.goto(demo["notice"])
    page.locator("details.toc summary").click()
    page.locator("details.toc a").last.click()
    anchor = page.url.split("#")[1]
    assert page.locator(f"[id='{anchor}']").is_visible()
    assert page.locator("button[data-print]:visible").count() == 0


def test_the_other_script_is_one_click_away_and_back(demo: dict[str, str], browser_page: Any) -> None:
    for kind in ("home", "notice", "search"):
        browser_page.goto(demo[kind])
        before = browser_page.url
        browser_page.get_by_role("link", name="繁體").click()
        browser_page.wait_for_url("**/zh-hant/**")
        assert browser_page.locator("html").get_attribute("lang").startswith("zh-Hant")
        browser_page.get_by_role("link", name="简体").click()
        browser_page.wait_for_url(before)


def test_display_settings_are_remembered_also_without_scripts(demo: dict[str, str], new_browser_page: Any) -> None:
    page = new_browser_page(javascript=False)
    page.goto(demo["notice"])
    read = page.url
    page.get_by_role("link", name="显示设置").first.click()
    page.locator("input[name=size][value=xl]").check()
    page.locator("input[name=theme][value=dark]").check()
    page.get_by_role("button", name="保存设置").click()
    assert page.url == read
    for address in (demo["notice"], "/zh-hant/", demo["404"]):
        page.goto(address)
        assert page.locator("html").get_attribute("data-size") == "xl"
        assert page.locator("html").get_attribute("data-theme") == "dark"
    letters = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    assert letters > 22


def bare(text: str) -> str:
    """Without spaces; a PDF names some characters as the radicals that look like them."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def test_a_notice_prints_as_a_document_on_a4_without_the_site_around_it(
    demo: dict[str, str], browser_page: Any
) -> None:
    from pypdf import PdfReader

    browser_page.goto(demo["notice"])
    title = browser_page.get_by_role("heading", level=1).inner_text()
    plan = browser_page.locator(".enclosed h2").first.inner_text()
    pages = PdfReader(io.BytesIO(browser_page.pdf(prefer_css_page_size=True))).pages
    sizes = {(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in pages}
    assert sizes == {A4}
    texts = [re.sub("^—[0-9]+—", "", bare(page.extract_text())) for page in pages]
    assert bare(title) in texts[0]
    begins = [number for number, text in enumerate(texts) if text.startswith(bare(plan))]
    assert begins
    assert begins[0] > 0
    for chrome in ("搜索", "显示设置", "繁體", "主办", "首页", "本文目录", "各校需要办理"):
        assert not any(chrome in text for text in texts), chrome
