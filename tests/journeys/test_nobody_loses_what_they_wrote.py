"""The login runs out while somebody writes: the form says so, and what was written is saved after the next login."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WRITTEN = "登录到期时写的一句话。"


def test_what_is_written_after_the_login_has_run_out_is_saved_after_the_next(
    make_people: Callable[[], dict[str, Any]], desk: Callable[[str], Any]
) -> None:
    from news.models import NoticeIndexPage, NoticePage

    people = make_people()
    notice = NoticePage(title="关于开展秋季校本研修的通知", live=False, owner=people["drafter"])
    NoticeIndexPage.objects.get(locale__language_code="zh-hans").add_child(instance=notice)
    notice.save_revision(user=people["drafter"])
    drafter = desk("drafter")
    page = drafter.page
    page.goto(f"/admin/pages/{notice.pk}/edit/")
    page.locator("body[data-editor]").wait_for()
    page.context.clear_cookies()
    summary = page.get_by_role("textbox", name="内容概述")
    summary.fill(WRITTEN)
    page.get_by_role("alert").get_by_text("登录已到期").wait_for()
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="在新窗口登录").click()
    login = opened.value
    login.locator("[name=username]").fill("drafter")
    login.locator("[name=password]").fill("geheim-2026")
    login.locator("button[type=submit]").click()
    login.wait_for_url("**/admin/")
    page.bring_to_front()
    page.locator(".kept-copy").wait_for(state="detached")
    page.locator(".w-autosave-indicator[data-w-autosave-state-value=saved]").wait_for()
    page.reload()
    assert summary.input_value() == WRITTEN
