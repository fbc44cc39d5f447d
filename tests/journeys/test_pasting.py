"""A real paste event in the editing form: what Word wrote becomes blocks where the cursor stood, and the draft keeps them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WORD = Path(__file__).parents[1] / "ingest" / "clipboard" / "word.html"
PASTE = """(editor, words) => {
  const data = new DataTransfer();
  if (words.html) data.setData("text/html", words.html);
  data.setData("text/plain", words.text);
  return editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""

TABLE = {
    "data": [["甲", "乙"], ["丙", "丁"]], "cell": [], "mergeCells": [], "first_row_is_table_header": True,
    "first_col_is_header": False, "table_header_choice": "row", "table_caption": "",
}  # fmt: skip
# The answer to the autosave that makes a page comes when `arrive` is called; `watched`: changes are noticed from now on.
# A form that is connected twice is looked at twice, and what was typed between is taken for what was there.
SLOW_AUTOSAVE = """
let connected = 0, looked = 0;
document.addEventListener("w-unsaved:ready", () => { connected += 1; });
document.addEventListener("w-unsaved:watch-edits", () => { looked += 1; window.watched = looked >= connected; });
const send = window.fetch;
window.fetch = async (address, options) => {
  const answer = await send(address, options);
  const makes = options?.body instanceof FormData && new URL(address, location).pathname.includes("/pages/add/");
  if (makes) await new Promise((arrive) => { window.arrive = arrive; });
  return answer;
};
"""


@pytest.fixture
def draft(live_server: Any, make_people: Any, index_folder: Any) -> Any:
    """A notice with one paragraph of two lines."""
    from news.models import NoticeIndexPage, NoticePage

    people = make_people()
    page = NoticePage(title="关于举办秋季研修班的通知", live=False, owner=people["drafter"])
    page.body = json.dumps([{"type": "paragraph", "value": "<p>开头一段。</p><p>结尾一段。</p>"}])
    NoticeIndexPage.objects.get(locale__language_code="zh-hans").add_child(instance=page)
    page.save_revision(user=people["drafter"])
    return page


def test_what_word_wrote_becomes_blocks_at_the_cursor(draft: Any, desk: Callable[[str], Any]) -> None:
    page = desk("drafter").page
    page.goto(f"/admin/pages/{draft.pk}/edit/")
    editor = page.locator("#body-root [contenteditable=true]").first
    editor.locator("[data-block=true]").nth(1).click()
    page.keyboard.press("Home")

    editor.evaluate(PASTE, {"html": WORD.read_text(encoding="utf-8"), "text": "一、研修安排"})
    report = page.locator("[data-paste-report]")
    report.get_by_text("已粘贴：3 个标题、4 段文字、1 张表格").wait_for()
    assert report.get_by_text("1 张图片没有带过来，请用“从文件导入”").is_visible()

    report.get_by_role("button", name="撤销这次粘贴").click()
    report.get_by_text("已撤销粘贴").wait_for()
    assert kinds(page) == ["paragraph"]

    editor = page.locator("#body-root [contenteditable=true]:visible").first
    editor.locator("[data-block=true]").nth(1).click()
    page.keyboard.press("Home")
    editor.evaluate(PASTE, {"html": WORD.read_text(encoding="utf-8"), "text": "一、研修安排"})
    report.get_by_role("button", name="撤销这次粘贴").wait_for()
    expected = [
        "paragraph",
        "heading",
        "paragraph",
        "heading",
        "paragraph",
        "heading",
        "table",
        "paragraph",
        "paragraph",
    ]
    assert kinds(page) == expected
    save_in_the_same_breath(page)
    page.locator(".messages .success").wait_for()

    draft.refresh_from_db()
    body = draft.get_latest_revision_as_object().body
    assert [block.block_type for block in body] == expected
    assert "开头一段" in body[0].value.source
    assert (body[1].value["number_text"], body[1].value["text"]) == ("一、", "研修安排")
    assert body[6].value["mergeCells"] == [
        {"row": 0, "col": 1, "rowspan": 1, "colspan": 2}, {"row": 1, "col": 0, "rowspan": 2, "colspan": 1},
    ]  # fmt: skip
    assert "结尾一段" in body[-1].value.source


def test_what_was_done_last_is_saved_though_it_reaches_the_form_later(draft: Any, desk: Callable[[str], Any]) -> None:
    draft.body = json.dumps([*draft.body.get_prep_value(), {"type": "table", "value": TABLE}])
    draft.save_revision()
    page = desk("drafter").page
    page.goto(f"/admin/pages/{draft.pk}/edit/")
    at_the_end_of_the_text(page)
    page.keyboard.press("Shift+Home")
    page.keyboard.press("Control+b")
    save_in_the_same_breath(page)
    assert "<b>结尾一段。</b>" in saved(draft)[0].value.source

    at_the_end_of_the_text(page)
    input_method = page.context.new_cdp_session(page)
    input_method.send("Input.imeSetComposition", {"text": "最后补的", "selectionStart": 4, "selectionEnd": 4})
    with page.expect_navigation():
        page.keyboard.press("Control+s")
        input_method.send("Input.insertText", {"text": "最后补的"})
    page.locator(".messages .success").wait_for()
    assert "最后补的" in saved(draft)[0].value.source

    page.locator(".htCore td", has_text="丁").dblclick()
    page.keyboard.insert_text("格里的字")
    save_in_the_same_breath(page)
    assert "格里的字" in saved(draft)[1].value["data"][1][1]

    page.locator("[name=handsontable-col-caption]").click()
    page.keyboard.insert_text("名额表")
    save_in_the_same_breath(page)
    assert saved(draft)[1].value["table_caption"] == "名额表"

    a_page_whose_first_autosave_is_on_its_way_is_made_once(page, draft)


def a_page_whose_first_autosave_is_on_its_way_is_made_once(page: Any, draft: Any) -> None:
    page.add_init_script(SLOW_AUTOSAVE)
    page.goto(f"/admin/pages/add/news/noticepage/{draft.get_parent().pk}/")
    page.wait_for_function("() => window.watched")
    page.locator("[name=title]").fill("关于冬季研修班的通知")
    page.wait_for_function("() => window.arrive")
    page.keyboard.press("Control+s")
    page.evaluate("() => window.arrive()")
    page.locator(".messages .success").wait_for()
    assert type(draft).objects.filter(draft_title="关于冬季研修班的通知").count() == 1


def at_the_end_of_the_text(page: Any) -> None:
    page.locator("#body-root [contenteditable=true] [data-block=true]").nth(1).click()
    page.keyboard.press("End")


def saved(draft: Any) -> Any:
    """The body as the newest revision has it."""
    draft.refresh_from_db()
    return draft.get_latest_revision_as_object().body


def save_in_the_same_breath(page: Any) -> None:
    """By the keyboard, without the moment that a hand takes to a button."""
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    page.locator(".messages .success").wait_for()


def kinds(page: Any) -> list[str]:
    """The types of the body's blocks in the form."""
    return page.evaluate("() => document.getElementById('body-root').rootBlock.children.map((child) => child.type)")
