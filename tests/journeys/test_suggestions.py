"""Suggestions below the search field by keyboard, by an input method, and without a script."""

from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
THEMES = ("light", "dark", "contrast")
SET_THEME = "theme => { document.documentElement.dataset.theme = theme; }"
COMPOSE = """name => document.querySelector('#q').dispatchEvent(
    new CompositionEvent(name, {bubbles: true, data: '教'}))"""
TYPE = """text => { const q = document.querySelector('#q'); q.focus(); q.value = text;
    q.dispatchEvent(new InputEvent('input', {bubbles: true})); }"""


@pytest.fixture
def titles(live_server: Any, index_folder: Path) -> tuple[str, str]:
    """Two documents that are public and known to suggestions and search."""
    from news.models import NoticeIndexPage, NoticePage
    from publications.publishing import publishing_allowed

    found = ("关于教师培训学时的通知", "关于教师资格认定的公告")
    with publishing_allowed("journey"):
        for title in found:
            column = NoticeIndexPage.objects.get(locale__language_code="zh-hans")
            column.add_child(instance=NoticePage(title=title, live=True))
    return found


def test_suggestions_are_a_combobox_for_keyboard_and_screen_reader(titles: tuple[str, str], browser_page: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page, axe = browser_page, Axe()
    page.goto("/search/")
    field, options, status = (
        page.locator("#q"),
        page.locator("#q ~ [role=listbox] [role=option]"),
        page.locator("#q ~ [role=status]"),
    )
    field.press_sequentially("jiaoshi")
    options.first.wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    assert status.inner_text() == f"有{options.count()}条建议，用上下方向键选择"
    assert options.first.locator("mark").inner_text() == "教师"
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    assert page.evaluate("document.activeElement.id") == "q"
    violations = []
    for width, theme in zip((1280, 390, 390), THEMES, strict=True):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate(SET_THEME, theme)
        violations += [(theme, v["id"], v["nodes"][0]["html"][:200]) for v in axe.run(page).response["violations"]]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations == []
    field.press("Escape")
    assert (options.first.is_visible(), field.input_value()) == (False, "jiaoshi")
    field.press("ArrowDown")
    options.first.wait_for()
    field.press("ArrowUp")  # the last one
    chosen = options.last.get_attribute("data-text")
    field.press("Enter")
    page.wait_for_url("**/search/?q=*")
    assert chosen in titles
    assert page.locator(".result-title").first.inner_text() == chosen
    assert page.complaints == []


def test_nothing_is_asked_while_an_input_method_composes(titles: tuple[str, str], browser_page: Any) -> None:
    asked: list[str] = []
    browser_page.goto("/search/")
    browser_page.on("request", lambda request: asked.append(request.url) if "/suggest/" in request.url else None)
    browser_page.evaluate(TYPE, "")
    browser_page.evaluate(COMPOSE, "compositionstart")
    browser_page.evaluate(TYPE, "jiao")
    browser_page.wait_for_timeout(300)
    assert asked == []
    browser_page.evaluate(TYPE, "教师资")
    browser_page.evaluate(COMPOSE, "compositionend")
    browser_page.locator("[role=option]").first.click()
    browser_page.wait_for_url("**/search/?q=*")
    assert len(asked) == 1


def test_the_field_is_a_field_without_scripts(titles: tuple[str, str], new_browser_page: Any) -> None:
    page = new_browser_page(javascript=False)
    page.goto("/search/")
    assert page.locator("[role=combobox], [role=listbox]").count() == 0
    page.locator("#q").fill("教师")
    page.locator("#q").press("Enter")
    page.wait_for_url("**/search/?q=*")
    assert page.locator(".result-title").count() == 2
