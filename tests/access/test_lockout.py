"""Failed sign-ins lock the account and the address, the right password included."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from access import lockout, throttle
from access.models import Attempt
from editorial.models import EventLog

pytestmark = pytest.mark.django_db


def signed_in(client):
    return client.get(reverse("access_session")).json()["signed_in"]


def later(minutes):
    for row in Attempt.objects.all():
        row.since -= timedelta(minutes=minutes)
        row.until = row.until and row.until - timedelta(minutes=minutes)
        row.save()


def test_the_right_password_is_refused_after_five_wrong_ones_for_fifteen_minutes(drafter, sign_in):
    for number in range(5):
        _client, response = sign_in("drafter", "falsch", REMOTE_ADDR=f"192.0.2.{number}")
        assert "用户名或密码不正确" in response.content.decode()
    client, response = sign_in("drafter", REMOTE_ADDR="192.0.2.99")
    assert (response.status_code, signed_in(client)) == (429, False)
    assert "请 15 分钟后再试" in response.content.decode()
    assert [row.detail["account"] for row in EventLog.objects.filter(action="login.locked")] == ["drafter"]
    later(14)
    assert not signed_in(sign_in("drafter", REMOTE_ADDR="192.0.2.99")[0])
    later(2)
    assert signed_in(sign_in("drafter", REMOTE_ADDR="192.0.2.99")[0])


def test_four_wrong_ones_lock_nobody_and_a_right_one_begins_anew(drafter, sign_in):
    for _round in range(2):
        for number in range(4):
            sign_in("drafter", "falsch", REMOTE_ADDR=f"192.0.2.{number}")
        assert signed_in(sign_in("drafter", REMOTE_ADDR="192.0.2.50")[0])


def test_an_address_is_locked_whatever_names_it_tries_and_headers_do_not_help(drafter, sign_in):
    for number in range(5):
        sign_in(f"nobody{number}", "falsch", REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR=f"198.51.100.{number}")
    client, response = sign_in("drafter", REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR="198.51.100.77")
    assert (response.status_code, signed_in(client)) == (429, False)
    assert signed_in(sign_in("drafter", REMOTE_ADDR="192.0.2.8")[0])


def test_an_office_that_shares_one_listed_address_is_not_locked_by_five_slips(drafter, sign_in, settings):
    settings.ADMIN_ALLOWED_ADDRESSES = ["192.0.2.0/24"]
    for number in range(6):
        sign_in(f"colleague{number}", "falsch", REMOTE_ADDR="192.0.2.7")
    assert signed_in(sign_in("drafter", REMOTE_ADDR="192.0.2.7")[0])


def test_names_that_no_account_has_are_locked_alike(sign_in):
    for number in range(5):
        sign_in("nobody", "falsch", REMOTE_ADDR=f"192.0.2.{number}")
    _client, response = sign_in("nobody", "falsch", REMOTE_ADDR="192.0.2.99")
    assert response.status_code == 429


def test_the_readers_login_counts_to_the_same_lock(drafter, sign_in):
    for number in range(5):
        Client(REMOTE_ADDR=f"192.0.2.{number}").post("/_util/login/", {"username": "drafter", "password": "falsch"})
    assert not signed_in(sign_in("drafter", REMOTE_ADDR="192.0.2.99")[0])


def test_the_security_administrator_unlocks(drafter, security, sign_in):
    for number in range(5):
        sign_in("drafter", "falsch", REMOTE_ADDR=f"192.0.2.{number}")
    desk = Client()
    desk.force_login(security)
    url = reverse("access_account", args=(drafter.pk,))
    assert "已锁定" in desk.get(url).content.decode()
    desk.post(url, {"act": "unlock"})
    assert signed_in(sign_in("drafter", REMOTE_ADDR="192.0.2.99")[0])
    assert EventLog.objects.get(action="user.unlock").actor_name == "security"


def test_attempts_at_the_same_moment_are_counted_before_the_password_is_looked_at(drafter):
    waits = [lockout.begin("drafter", None) for _attempt in range(7)]
    assert [bool(wait) for wait in waits] == [False] * 5 + [True] * 2


def test_nothing_that_is_counted_holds_a_name_or_an_address(sign_in):
    sign_in("somebody", "falsch", REMOTE_ADDR="192.0.2.7")
    kept = str(list(Attempt.objects.values()))
    assert "somebody" not in kept
    assert "192.0.2.7" not in kept


def test_an_account_unused_for_ninety_days_is_off_and_says_so(drafter, sign_in):
    User.objects.filter(pk=drafter.pk).update(last_login=timezone.now() - timedelta(days=91))
    client, response = sign_in("drafter")
    assert (response.status_code, signed_in(client)) == (403, False)
    assert "太久没有使用" in response.content.decode()
    assert not User.objects.get(pk=drafter.pk).is_active


def test_the_daily_command_switches_stale_accounts_off_and_keeps_logs_a_year(
    drafter, security, settings, tmp_path, capsys
):
    User.objects.filter(pk=drafter.pk).update(date_joined=timezone.now() - timedelta(days=91))
    settings.LOG_FOLDER = tmp_path
    now = timezone.now()
    for days in (0, 399, 402):
        (tmp_path / f"access-{now - timedelta(days=days):%Y-%m-%d}.jsonl").write_text("{}\n")
    call_command("tidy_access")
    assert [user.username for user in User.objects.filter(is_active=True)] == ["security"]
    assert len(list(tmp_path.iterdir())) == 2
    with pytest.raises(Exception, match="365"):
        call_command("tidy_access", log_days=300)


def test_a_form_that_is_sent_too_often_is_stopped_and_the_page_says_for_how_long(rf):
    @throttle.limited("form", throttle.Rate(2, 3600))
    def view(request):
        from django.http import HttpResponse

        return HttpResponse("ok")

    answers = [view(rf.post("/", REMOTE_ADDR="192.0.2.7")) for _time in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 3590 < int(answers[2]["Retry-After"]) <= 3600
    assert "60 分钟后再试" in answers[2].content.decode()
    assert view(rf.get("/", REMOTE_ADDR="192.0.2.7")).status_code == 200
    assert view(rf.post("/", REMOTE_ADDR="192.0.2.8")).status_code == 200


def test_the_password_of_a_page_is_not_guessed_at_leisure():
    from news.models import NoticeIndexPage

    page = NoticeIndexPage.objects.first()
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="password", password="Losung")
    address = reverse("wagtailcore_authenticate_with_password", args=(restriction.pk, page.pk))
    guesses = [Client().post(address, {"password": "x", "return_url": "/"}).status_code for _guess in range(11)]
    assert guesses == [200] * 10 + [429]
