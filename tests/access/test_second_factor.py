"""A one-time code beside the password: who needs one, what it opens, and what happens without the telephone."""

import re
import time
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp import models as totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from access import second_factor
from editorial.models import EventLog

pytestmark = pytest.mark.django_db
NOW = time.time()


@pytest.fixture(autouse=True)
def no_code_ends_before_it_is_asked_for(monkeypatch):
    """A code lasts 30 seconds; the telephone's and the portal's clock stand still meanwhile."""
    monkeypatch.setattr(totp, "time", SimpleNamespace(time=lambda: NOW))


def code_of(device, steps=0):
    generator = TOTP(device.bin_key, device.step, device.t0, device.digits)
    generator.time = NOW + steps * device.step
    return f"{generator.token():06d}"


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR_ROLES = ("*",)


@pytest.fixture
def enrolled(drafter):
    device = second_factor.begin(drafter)
    return device, second_factor.confirm(device, code_of(device, -1))


def test_who_needs_a_second_factor_enrols_with_a_picture_or_by_hand_before_anything_else(drafter, sign_in, required):
    client, response = sign_in("drafter")
    assert response["Location"].startswith("/admin/access/factor/enrol/")
    page = client.get("/admin/", follow=True).content.decode()
    device = TOTPDevice.objects.get(user=drafter)
    assert "<svg" in page
    assert "style=" not in page.split('class="access-picture"')[1].split("</svg>")[0]
    assert second_factor.secret_of(device) in page
    wrong = client.post(reverse("access_enrol"), {"code": "000000"})
    assert "动态码不对" in wrong.content.decode()
    shown = client.post(reverse("access_enrol"), {"code": code_of(device)}).content.decode()
    assert len(re.findall(r"<code>[A-Z0-9]{5}-[A-Z0-9]{5}</code>", shown)) == 10
    assert client.get("/admin/").status_code == 200
    assert EventLog.objects.filter(action="user.factor_add", actor_name="drafter").count() == 1


def test_the_password_alone_opens_nothing_once_a_telephone_is_bound(enrolled, sign_in):
    device, _codes = enrolled
    client, response = sign_in("drafter")
    assert response["Location"].startswith("/admin/access/factor/?")
    assert client.get("/admin/", follow=True).request["PATH_INFO"] == "/admin/access/factor/"
    assert client.post(reverse("access_codes"), {"code": "1"})["Location"].startswith("/admin/access/factor/")
    assert client.post(reverse("access_factor"), {"code": code_of(device)})["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_code_holds_once(enrolled, sign_in):
    device, _codes = enrolled
    code = code_of(device)
    first, _response = sign_in("drafter")
    assert first.post(reverse("access_factor"), {"code": code}).status_code == 302
    second, _response = sign_in("drafter")
    assert "已用过" in second.post(reverse("access_factor"), {"code": code}).content.decode()


def test_a_recovery_code_opens_once_and_none_is_kept_as_it_was_shown(enrolled, sign_in):
    _device, codes = enrolled
    kept = set(StaticToken.objects.values_list("token", flat=True))
    assert not kept & {code.replace("-", "").lower() for code in codes}
    client, _response = sign_in("drafter")
    assert client.post(reverse("access_factor"), {"code": codes[0].lower()}).status_code == 302
    assert "恢复码还剩 9 个" in client.get("/admin/").content.decode()
    again, _response = sign_in("drafter")
    assert again.post(reverse("access_factor"), {"code": codes[0]}).status_code == 200


def test_guessing_codes_locks_the_account_as_guessing_passwords_does(enrolled, sign_in):
    client, _response = sign_in("drafter")
    answers = [client.post(reverse("access_factor"), {"code": "000000"}).status_code for _guess in range(6)]
    assert answers == [200] * 5 + [429]
    _client, response = sign_in("drafter")
    assert response.status_code == 429


def test_the_security_administrator_unbinds_a_lost_telephone(enrolled, drafter, security, sign_in):
    desk = Client()
    desk.force_login(security)
    desk.post(reverse("access_account", args=(drafter.pk,)), {"act": "factor"})
    assert sign_in("drafter")[1]["Location"] == "/admin/"
    assert EventLog.objects.get(action="user.factor_remove").actor_name == "security"


@pytest.mark.parametrize(
    ("roles", "needed"), [((), False), (("*",), True), (("起草",), True), (("系统管理员", "superuser"), False)]
)
def test_the_roles_that_need_one_are_a_setting(drafter, settings, roles, needed):
    settings.SECOND_FACTOR_ROLES = roles
    assert second_factor.is_required(drafter) is needed
