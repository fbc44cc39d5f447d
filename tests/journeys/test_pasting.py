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


def test_the_words_typed_last_are_saved_though_the_editor_writes_them_into_the_form_later(
    draft: Any, desk: Callable[[str], Any]
) -> None:
    page = desk("drafter").page
    page.goto(f"/admin/pages/{draft.pk}/edit/")
    page.locator("#body-root [contenteditable=true] [data-block=true]").nth(1).click()
    page.keyboard.press("End")
    page.keyboard.insert_text("最后补的一句。")
    save_in_the_same_breath(page)
    draft.refresh_from_db()
    assert "结尾一段。最后补的一句。" in draft.get_latest_revision_as_object().body[0].value.source


def save_in_the_same_breath(page: Any) -> None:
    """By the keyboard, without the moment that a hand takes to a button."""
    page.keyboard.press("Control+s")
    page.locator(".messages .success").wait_for()


def kinds(page: Any) -> list[str]:
    """The types of the body's blocks in the form."""
    return page.evaluate("() => document.getElementById('body-root').rootBlock.children.map((child) => child.type)")
