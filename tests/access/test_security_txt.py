"""Whoever finds a weakness learns whom to tell."""

import pytest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.models import Site

from home.models import SiteIdentity

pytestmark = pytest.mark.django_db
ADDRESS = "/.well-known/security.txt"


def fields(response):
    return [tuple(line.split(": ", 1)) for line in response.content.decode().splitlines()]


def test_the_setting_names_the_contacts_and_the_date_never_runs_out(client, settings):
    settings.SECURITY_CONTACT = ["mailto:security@example.cn", "tel:+86-10-0000"]
    settings.BASE_URL = "https://www.example.cn"
    response = client.get(ADDRESS)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    found = fields(response)
    assert [value for name, value in found if name == "Contact"] == settings.SECURITY_CONTACT
    said = dict(found)
    assert said["Canonical"] == "https://www.example.cn/.well-known/security.txt"
    assert 170 < (parse_datetime(said["Expires"]) - timezone.now()).days < 366


def test_without_the_setting_it_is_the_site_s_own_contact(client):
    assert client.get(ADDRESS).status_code == 404
    identity = SiteIdentity.for_site(Site.objects.get())
    identity.email, identity.telephone = "office@example.cn", "(010) 5555-0100"
    identity.save()
    assert [value for name, value in fields(client.get(ADDRESS)) if name == "Contact"] == [
        "mailto:office@example.cn",
        "tel:0105555-0100",
    ]
