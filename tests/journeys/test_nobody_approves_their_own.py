"""Self-approval is refused in five ways: no button is there for it, and whoever sends it past the screen gets nowhere."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def people(live_server: Any, make_people: Any, index_folder: Any) -> dict[str, Any]:
    """`first` also drafts and does the second review; `root` is the superuser."""
    from django.contrib.auth.models import Group

    from editorial import roles

    people: dict[str, Any] = make_people()
    people["first"].groups.add(*Group.objects.filter(name__in=[roles.DRAFTERS, roles.SECOND_REVIEWERS]))
    return people


@pytest.fixture
def notice(people: dict[str, Any]) -> Any:
    from news.models import NoticeIndexPage, NoticePage
    from publications.models import IssuingBody

    page = NoticePage(title="关于开展秋季校本研修的通知", live=False, owner=people["drafter"])
    page.issuing_body = IssuingBody.objects.create(name="云岫区教育局")
    NoticeIndexPage.objects.get(locale__language_code="zh-hans").add_child(instance=page)
    page.save_revision(user=people["drafter"])
    return page


@pytest.fixture
def at_the_desk_of(new_browser_page: Any, live_server: Any, people: dict[str, Any]) -> Callable[[str], Any]:
    """The browser of a person who is signed in."""

    def sit_down(name: str) -> Any:
        from django.test import Client

        client = Client()
        client.force_login(people[name])
        page = new_browser_page()
        page.set_default_timeout(60_000)
        cookie = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        return page

    return sit_down


def send(page: Any, address: str, **fields: str) -> int:
    """What a hand-written form of the same browser gets: its status."""
    page.goto("/admin/account/")  # any page with a token
    token = page.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value")
    form = {"csrfmiddlewaretoken": token, **fields}
    return int(page.context.request.post(address, form=form, headers={"X-CSRFToken": token}, timeout=60_000).status)


def is_live(notice: Any) -> bool:
    from wagtail.models import Page

    return bool(Page.objects.get(pk=notice.pk).live)


def waiting(notice: Any) -> Any:
    from editorial import reviews

    return reviews.current_review(notice)


def refused_on_the_review_page(page: Any, notice: Any, because: str) -> None:
    state = waiting(notice)
    page.goto(f"/admin/reviews/{state.pk}/")
    assert because in page.get_by_role("main").inner_text()
    assert page.get_by_role("button", name="通过").count() == 0
    ticked = {"action": "approve", "approve-proofread": "on", "approve-not_classified": "on"}
    send(page, f"/admin/reviews/{state.pk}/", **ticked)
    assert waiting(notice).pk == state.pk
    assert not is_live(notice)


def test_whoever_edited_last_finds_no_button_and_gets_nowhere_without(
    notice: Any, people: dict[str, Any], at_the_desk_of: Any
) -> None:
    from editorial import reviews

    notice.save_revision(user=people["first"])
    reviews.submit(notice, people["drafter"])
    refused_on_the_review_page(at_the_desk_of("first"), notice, "不能由您审核")


def test_whoever_did_one_step_finds_no_button_at_the_next(
    notice: Any, people: dict[str, Any], at_the_desk_of: Any
) -> None:
    from editorial import reviews

    reviews.submit(notice, people["drafter"])
    reviews.approve(notice, people["first"])
    refused_on_the_review_page(at_the_desk_of("first"), notice, "不同的人")


def test_the_superuser_finds_no_button_to_publish_and_gets_nowhere_without(notice: Any, at_the_desk_of: Any) -> None:
    page = at_the_desk_of("root")
    edit = f"/admin/pages/{notice.pk}/edit/"
    page.goto(edit)
    page.get_by_role("button", name="更多动作").click()
    page.get_by_role("button", name="保存草稿").wait_for()
    offered = page.locator("form#page-edit-form footer").get_by_role("button").all_inner_texts()
    assert not [name for name in offered if name.strip() == "发布"]
    page.goto(f"/admin/pages/{notice.get_parent().pk}/")
    assert page.locator("a[href*='/bulk/'][href*='/publish/']:visible").count() == 0
    send(page, edit, **{"action-publish": "action-publish", "title": notice.title})
    send(page, f"/admin/bulk/wagtailcore/page/publish/?id={notice.pk}")
    send(page, f"/admin/api/main/pages/{notice.pk}/action/publish/")
    send(page, f"/admin/pages/{notice.pk}/publish/")
    assert not is_live(notice)
