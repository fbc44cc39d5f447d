"""The admin is shown to listed addresses, on its own host where it has one, and to nobody else."""

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"


@pytest.fixture
def listed(settings):
    settings.ADMIN_ALLOWED_ADDRESSES = ["10.20.0.0/16", "2001:db8:20::/48"]
    return settings


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("10.20.3.4", 200),
        ("2001:db8:20::5", 200),
        ("::ffff:10.20.3.4", 200),
        ("10.21.0.1", 404),
        ("2001:db8:21::5", 404),
    ],
)
def test_the_admin_is_there_for_listed_addresses_alone(listed, address, status):
    client = Client(REMOTE_ADDR=address)
    assert client.get(LOGIN).status_code == status
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("header", ["HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED"])
def test_a_forged_header_opens_nothing(listed, header):
    client = Client(REMOTE_ADDR="203.0.113.9", **{header: "10.20.3.4"})
    assert [client.get(path).status_code for path in (LOGIN, "/admin/", "/admin/pages/1/edit/")] == [404] * 3
    assert client.post(LOGIN, {"username": "root", "password": "x"}).status_code == 404


def test_behind_a_trusted_proxy_the_visitor_s_own_address_counts(listed):
    listed.TRUSTED_PROXIES = ["127.0.0.1"]
    behind = {"REMOTE_ADDR": "127.0.0.1"}
    assert Client(HTTP_X_FORWARDED_FOR="10.20.3.4", **behind).get(LOGIN).status_code == 200
    assert Client(HTTP_X_FORWARDED_FOR="10.20.3.4, 203.0.113.9", **behind).get(LOGIN).status_code == 404


def test_the_page_shown_instead_is_that_of_any_unknown_address(listed):
    client = Client(REMOTE_ADDR="203.0.113.9")
    assert "没有这个页面" in client.get(LOGIN).content.decode()


def test_a_stranger_s_word_for_https_is_not_believed(settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    said = {"HTTP_X_FORWARDED_PROTO": "https"}
    assert Client(REMOTE_ADDR="203.0.113.9", **said).get("/").status_code == 301
    assert Client(REMOTE_ADDR="127.0.0.1", **said).get("/").status_code == 200


def test_who_works_in_the_admin_is_nobody_elsewhere(listed, drafter):
    client = Client(REMOTE_ADDR="10.20.3.4")
    client.force_login(drafter)
    assert client.get(reverse("access_own")).status_code == 200
    response = client.get("/_util/login/", REMOTE_ADDR="203.0.113.9")
    assert not response.wsgi_request.user.is_authenticated
    posted = {"username": "drafter", "password": "geheim-2026"}
    answer = Client(REMOTE_ADDR="203.0.113.9").post("/_util/login/", posted)
    assert "只能在办公网络里使用" in answer.content.decode()


@pytest.fixture
def own_host(settings):
    settings.ADMIN_HOST = "admin.example.cn"
    settings.ALLOWED_HOSTS = ["www.example.cn", "admin.example.cn"]
    settings.BASE_URL = "https://www.example.cn"


def test_the_admin_s_own_host_shows_it_and_sends_public_pages_to_theirs(own_host):
    admin, public = Client(HTTP_HOST="admin.example.cn"), Client(HTTP_HOST="www.example.cn")
    assert admin.get(LOGIN).status_code == 200
    assert admin.get("/")["Location"] == "/admin/"
    assert admin.get("/search/?q=a")["Location"] == "https://www.example.cn/search/?q=a"
    assert public.get(LOGIN).status_code == 404
    assert public.get("/").status_code == 200


def test_a_foreign_host_gets_a_page_in_chinese_and_no_more():
    response = Client(HTTP_HOST="evil.example").get("/")
    assert response.status_code == 400
    assert "网址不对" in response.content.decode()
    assert "evil.example" not in response.content.decode()


def test_a_form_whose_token_is_void_is_refused_in_chinese():
    response = Client(enforce_csrf_checks=True).post("/_util/login/", {"username": "a", "password": "b"})
    assert response.status_code == 403
    assert "页面已过期" in response.content.decode()
