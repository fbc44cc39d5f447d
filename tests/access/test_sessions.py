"""How long a sign-in holds, what ends it, and that public pages know nothing of it."""

import time

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from access import sessions
from editorial.models import EventLog
from news.models import NoticeIndexPage, NoticePage
from publications.models import IssuingBody
from publications.publishing import publishing_allowed

pytestmark = pytest.mark.django_db
PASSWORD = "geheim-2026"
BY_SCRIPT = {"/"}  # whoever chose a script before is sent to it, by a cookie of its own
WITH_FORMS = {"/display/", "/report/"}


@pytest.fixture
def desk(drafter):
    client = Client()
    client.force_login(drafter)
    return client


def state(client):
    return client.get(reverse("access_session")).json()


def set_back(client, **minutes):
    """As if the session had begun, or had last been used, so many minutes ago."""
    session = client.session
    session[sessions.KEY] = {
        **session[sessions.KEY],
        **{key: time.time() - value * 60 for key, value in minutes.items()},
    }
    session.save()


@pytest.mark.parametrize(
    ("minutes", "holds"), [({"seen": 29}, True), ({"seen": 31}, False), ({"began": 719}, True), ({"began": 721}, False)]
)
def test_a_session_ends_after_half_an_hour_idle_and_twelve_hours_in_all(desk, minutes, holds):
    set_back(desk, **minutes)
    assert (desk.get(reverse("wagtailadmin_home")).status_code == 200) is holds
    assert EventLog.objects.filter(action="login.expired").exists() is not holds


def test_an_ended_session_says_why_on_the_login_page(desk):
    set_back(desk, seen=31)
    page = desk.get(reverse("wagtailadmin_home"), follow=True)
    assert "超过 30 分钟没有操作" in page.content.decode()


def test_work_keeps_a_session_and_an_open_screen_s_pings_do_not(desk):
    set_back(desk, seen=20)
    assert 9 * 60 < state(desk)["seconds_left"] <= 10 * 60
    desk.get("/admin/editing-sessions/ping/wagtailcore/page/1/1/")
    assert state(desk)["seconds_left"] <= 10 * 60
    desk.get(reverse("wagtailadmin_home"))
    assert state(desk)["seconds_left"] > 29 * 60


def test_the_editing_screen_gets_a_new_token_after_signing_in_again(desk):
    told = state(desk)
    assert told["signed_in"]
    assert len(told["csrf"]) == 64
    assert state(Client()) == {"signed_in": False, "seconds_left": 0, "login": "/admin/login/", "csrf": ""}


def test_logging_out_ends_every_session_of_the_account(desk, drafter):
    elsewhere = Client()
    elsewhere.force_login(drafter)
    assert state(elsewhere)["signed_in"]
    desk.post(reverse("wagtailadmin_logout"))
    assert not state(desk)["signed_in"]
    assert not state(elsewhere)["signed_in"]


def test_a_new_password_ends_every_other_session(desk, drafter):
    elsewhere = Client()
    elsewhere.force_login(drafter)
    new = {"old_password": PASSWORD, "new_password1": "Ganz-neu-2027", "new_password2": "Ganz-neu-2027"}
    assert desk.post(reverse("access_password"), new).status_code == 302
    assert state(desk)["signed_in"]
    assert not state(elsewhere)["signed_in"]


def test_an_account_that_is_switched_off_is_out_at_once(desk, drafter):
    User.objects.filter(pk=drafter.pk).update(is_active=False)
    assert not state(desk)["signed_in"]


def test_the_session_s_rules_cost_no_query_of_their_own(desk):
    desk.get(reverse("access_session"))
    with CaptureQueriesContext(connection) as seen:
        desk.get(reverse("access_session"))
    assert len(seen) == 2  # the session and the account, with or without rules


@pytest.fixture
def public_addresses(db):
    """Every live page that the migrations made, a published notice, and what is no page."""
    column = NoticeIndexPage.objects.filter(locale__language_code="zh-hans").first()
    body = IssuingBody.objects.create(name="云岫区教育局")
    notice = NoticePage(title="关于开展秋季校本研修的通知", issuing_body=body)
    with publishing_allowed("测试"):
        column.add_child(instance=notice)
    pages = [page.get_url() for page in Page.objects.live().filter(depth__gt=1)]
    fixed = [
        "/search/?q=教师", "/display/", "/sitemap.xml", "/robots.txt", "/.well-known/security.txt", "/no-such-page/",
        "/d/AAAAA", "/zh-hant/", "/zh-hant/search/?q=教師", "/sitemap/", "/calendar/", "/calendar/releases.ics", "/report/",
        "/leave/?to=https://www.example.org/", "/feeds/all.atom", "/sitemap-1.xml", "/sitemap-lists.xml", "/d/AAAAA/",
    ]  # fmt: skip
    return [*filter(None, pages), *fixed]


def test_no_public_page_touches_a_session_or_sets_a_cookie(desk, public_addresses):
    assert len(public_addresses) > 12
    for address in public_addresses:
        for client in (Client(), desk):
            with CaptureQueriesContext(connection) as seen:
                response = client.get(address)
            asked = [query["sql"] for query in seen if "django_session" in query["sql"] or "auth_user" in query["sql"]]
            assert asked == [], address
            allowed = {"csrftoken"} if address in WITH_FORMS else set()
            assert set(response.cookies) <= allowed, address
            assert allowed or address in BY_SCRIPT or "Cookie" not in response.get("Vary", ""), address
