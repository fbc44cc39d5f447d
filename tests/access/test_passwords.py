"""Passwords under the profile: what is refused, who must change theirs, and a new one without mail."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from access import passwords, resets
from access.models import AccountState, ResetLink
from editorial.models import EventLog

pytestmark = pytest.mark.django_db
PASSWORD, NEW = "geheim-2026", "Ganz-neu-2027"


@pytest.fixture(autouse=True)
def as_in_production(settings):
    settings.PASSWORD_CHANGE_FORCED = True


def chosen(password=NEW):
    return {"new_password1": password, "new_password2": password}


def has_changed(user):
    AccountState.objects.filter(user=user).update(must_change_password=False)


@pytest.mark.parametrize(
    ("password", "said"),
    [("Kurz-1", "10"), ("nurkleinbuchstaben", "种"), ("20261123202611", "种"), ("Drafter-2026", "用户名")],
)
def test_a_weak_password_is_refused_in_words(drafter, password, said):
    with pytest.raises(ValidationError) as refused:
        validate_password(password, drafter)
    assert said in " ".join(refused.value.messages)


def test_none_of_the_last_five_passwords_is_taken_again(drafter):
    for number in range(6):
        drafter.set_password(f"Kennwort-{number}")
        drafter.save()
    for number in (1, 2, 3, 4, 5):
        with pytest.raises(ValidationError, match="5 次"):
            validate_password(f"Kennwort-{number}", drafter)
    validate_password("Kennwort-0", drafter)


def test_whose_password_somebody_else_chose_reaches_only_the_form_for_a_new_one(drafter, sign_in):
    client, response = sign_in("drafter")
    assert response["Location"] == "/admin/access/password/?next=%2Fadmin%2F"
    for address in ("/admin/", "/admin/pages/", reverse("access_own"), reverse("access_enrol"), "/admin/login/"):
        assert client.get(address, follow=True).request["PATH_INFO"] == "/admin/access/password/", address
    assert client.get("/admin/api/main/pages/", headers={"x-requested-with": "XMLHttpRequest"}).status_code == 403
    assert not client.get("/_util/login/").wsgi_request.user.is_authenticated
    assert client.post(reverse("access_password"), chosen(PASSWORD)).status_code == 200  # the same one again
    assert client.post(reverse("access_password"), chosen())["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    row = EventLog.objects.get(action="user.password")
    assert (row.actor_name, row.detail) == ("drafter", {"by_owner": True})


def test_a_password_set_by_an_administrator_has_to_be_changed_and_is_told(drafter, sign_in):
    has_changed(drafter)
    system = User.objects.create_superuser("system", password=PASSWORD)
    has_changed(system)
    desk = Client()
    desk.force_login(system)
    data = {"username": "drafter", "first_name": "敏", "last_name": "李", "email": "l@example.cn", "is_active": "on"}
    data |= {"groups": list(drafter.groups.values_list("pk", flat=True)), "password1": NEW, "password2": NEW}
    desk.post(reverse("wagtailusers_users:edit", args=(drafter.pk,)), data)
    row = EventLog.objects.get(action="user.password")
    assert (row.actor_name, row.title, row.detail) == ("system", "drafter", {"by_owner": False})
    assert "/access/password/" in sign_in("drafter", NEW)[1]["Location"]


def test_an_old_password_has_to_be_changed_and_zero_days_turns_that_off(drafter, settings):
    has_changed(drafter)
    AccountState.objects.filter(user=drafter).update(password_set_at=timezone.now() - timedelta(days=91))
    assert passwords.must_change(drafter)
    settings.PASSWORD_MAX_DAYS = 0
    assert not passwords.must_change(drafter)


def test_a_hash_made_anew_at_sign_in_is_no_new_password(drafter, sign_in, settings):
    has_changed(drafter)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher", *settings.PASSWORD_HASHERS]
    before = AccountState.objects.get(user=drafter).password_set_at
    _client, response = sign_in("drafter")
    assert response["Location"] == "/admin/"
    assert User.objects.get(pk=drafter.pk).password.startswith("pbkdf2")
    assert AccountState.objects.get(user=drafter).password_set_at == before


def test_an_account_of_before_the_upgrade_goes_on_as_it_was(drafter, sign_in):
    AccountState.objects.all().delete()
    assert sign_in("drafter")[1]["Location"] == "/admin/"


def test_a_minimum_age_keeps_the_history_from_being_used_up(drafter, settings):
    settings.PASSWORD_MIN_HOURS = 24
    has_changed(drafter)
    desk = Client()
    desk.force_login(drafter)
    answer = desk.post(reverse("access_password"), {"old_password": PASSWORD, **chosen()})
    assert "过一天才能再改" in answer.content.decode()


@pytest.fixture
def issued(drafter, security):
    has_changed(security)
    desk = Client()
    desk.force_login(security)
    shown = desk.post(reverse("access_account", args=(drafter.pk,)), {"act": "reset"})
    return shown.context["code"], shown.context["link"]


def test_a_reset_code_opens_the_account_once_without_mail(drafter, issued, sign_in):
    code, link = issued
    address = link.removeprefix("http://testserver")
    page = Client().get(address)
    assert code.replace("-", "") in page.content.decode()
    asked = {"code": code.lower(), **chosen()}
    assert Client().post(address, {**asked, "new_password2": "anders"}).status_code == 200
    assert Client().post(reverse("access_reset"), asked)["Location"] == "/admin/login/"
    assert sign_in("drafter", NEW)[1]["Location"] == "/admin/"
    again = Client().post(reverse("access_reset"), asked)
    assert "已用过" in again.content.decode()
    told = [(row.action, row.actor_name) for row in EventLog.objects.filter(action__startswith="user.reset")]
    assert sorted(told) == [("user.reset_issue", "security"), ("user.reset_use", "drafter")]
    assert code not in str(list(ResetLink.objects.values())) + str(list(EventLog.objects.values()))


def test_a_reset_code_that_is_too_old_or_was_replaced_opens_nothing(drafter, issued, security):
    first, _link = issued
    second = resets.issue(drafter, security)
    assert resets.find(first) is None
    ResetLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert resets.find(second) is None


def test_codes_are_not_guessed_at_leisure(drafter):
    client = Client()
    answers = [client.post(reverse("access_reset"), {"code": "A" * 16, **chosen()}) for _guess in range(11)]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429]


@pytest.mark.parametrize("name", ["drafter", "system", "auditor"])
def test_only_the_security_administrator_looks_after_accounts(drafter, name):
    from django.contrib.auth.models import Group

    person = User.objects.create_user(f"a {name}")
    person.groups.set(
        Group.objects.filter(name={"drafter": "起草", "system": "系统管理员", "auditor": "审计管理员"}[name])
    )
    has_changed(person)
    desk = Client()
    desk.force_login(person)
    assert desk.post(reverse("access_account", args=(drafter.pk,)), {"act": "reset"}).status_code == 302
    assert not ResetLink.objects.exists()


def test_nobody_but_a_superuser_resets_a_superuser_and_the_console_can_always(root, security, capsys):
    has_changed(security)
    desk = Client()
    desk.force_login(security)
    desk.post(reverse("access_account", args=(root.pk,)), {"act": "reset"})
    assert not ResetLink.objects.exists()
    call_command("account", "root", "--reset", "--unlock")
    assert "重置码" in capsys.readouterr().out
    assert ResetLink.objects.filter(user=root).count() == 1


def test_a_reset_by_mail_is_there_only_where_mail_works_and_its_owner_s_choice_stands(
    drafter, settings, mailoutbox, sign_in
):
    asked = "/admin/password_reset/"
    assert Client().get(asked).status_code == 404
    settings.WAGTAIL_PASSWORD_RESET_ENABLED = True
    User.objects.filter(pk=drafter.pk).update(email="drafter@example.cn")
    Client().post(asked, {"email": "drafter@example.cn"})
    address = re.search(r"http://\S+?(/admin/password_reset/confirm/\S+)", mailoutbox[0].body)[1]
    client = Client()
    form = client.get(address, follow=True)
    client.post(form.request["PATH_INFO"], chosen())
    assert sign_in("drafter", NEW)[1]["Location"] == "/admin/"
