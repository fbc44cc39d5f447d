"""The admin's content security policy in a real browser: nothing that editors use is refused, and no script is inline."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from access.inline_scripts import with_nonce


@pytest.mark.parametrize(
    ("body", "known"),
    [
        ('new PageChooser("id_page", {"modalUrl": "/admin/choose-page/"});', True),
        ('initDateChooser("id_former_names\\u002D__prefix__", {"dayOfWeekStart": 1});', True),
        ('(function() { var panel = new InlinePanel(JSON.parse("{\\u0022a\\u0022: 1}")); })();', True),
        ("alert(1)", False),
        ('new PageChooser("id_page", alert(1));', False),
        ('new PageChooser("id_page"); alert(1); initX("a");', False),
        ('initDateChooser("a", {"b": fetch("/admin/")});', False),
        ('(function() { var panel = new InlinePanel(JSON.parse("{}" + alert(1))); })();', False),
    ],
)
def test_only_a_call_that_starts_a_field_of_wagtail_s_may_run(body: str, known: bool) -> None:
    assert ("nonce=" in with_nonce(f"<p><script>{body}</script>", "abc")) is known


@pytest.fixture
def desk(new_browser_page: Any, live_server: Any) -> Any:
    """A page in which a superuser is signed in."""
    client = Client()
    client.force_login(User.objects.create_superuser("root", password="geheim-2026"))
    page = new_browser_page()
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}
    page.context.add_cookies([{**cookie, "url": live_server.url}])
    page.set_default_timeout(60_000)
    return page


@pytest.fixture
def waiting_notice(live_server: Any) -> Any:
    """A notice that waits for its first review."""
    from news.models import NoticeIndexPage, NoticePage
    from publications.models import IssuingBody

    drafter = User.objects.create_user("drafter")
    drafter.groups.add(Group.objects.get(name="起草"))
    column = NoticeIndexPage.objects.filter(locale__language_code="zh-hans").first()
    body = IssuingBody.objects.create(name="云岫区教育局")
    page = NoticePage(title="关于开展秋季校本研修的通知", issuing_body=body, live=False, owner=drafter)
    page.body = [("paragraph", "<p>各学校：</p>")]
    column.add_child(instance=page)
    page.save_revision(user=drafter)
    page.get_workflow().start(page, drafter)
    return page


@pytest.mark.browser
def test_nothing_on_the_editors_screens_is_refused(desk: Any, waiting_notice: Any) -> None:
    state = waiting_notice.current_workflow_task_state
    edit = reverse("wagtailadmin_pages:edit", args=(waiting_notice.pk,))
    addresses = [
        reverse("wagtailadmin_home"),
        edit,
        reverse("editorial_review", args=(state.pk,)),
        reverse("editorial_event_log"),
        reverse("access_enrol"),
        reverse("wagtailsnippets_publications_issuingbody:add"),
    ]
    for address in addresses:
        response = desk.goto(address)
        assert response.status == 200, address
        policy = response.headers["content-security-policy"]
        scripts = re.search(r"script-src ([^;]+)", policy)[1]
        assert re.fullmatch(r"'self'( 'nonce-[\w+/=]+')?", scripts), address
        desk.wait_for_load_state("load")
    # A panel's empty form brings its scripts with it.
    desk.locator("[id$=-ADD]").last.click()
    desk.goto(edit)
    for name in ("image", "document", "page"):
        address = {
            "image": reverse("wagtailimages_chooser:choose"),
            "document": reverse("wagtaildocs_chooser:choose"),
            "page": reverse("wagtailadmin_choose_page"),
        }[name]
        desk.evaluate("address => ModalWorkflow({url: address, onload: {}, responses: {}})", address)
        desk.locator(".modal.in .modal-content, .modal.show .modal-content").first.wait_for()
        desk.locator(".modal .close").first.click()
        desk.locator(".modal").first.wait_for(state="detached")
    assert desk.complaints == []
