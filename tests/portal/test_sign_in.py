"""The way into the admin speaks Chinese and leads nowhere else."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from editorial import roles

pytestmark = pytest.mark.django_db


def test_the_login_page_is_in_chinese(client: Client) -> None:
    html = client.get(reverse("wagtailadmin_login")).content.decode()
    assert "登录师训" in html
    assert ">密码" in html.replace("\n", "").replace("  ", "")
    assert "Wagtail" not in html.split("<main", 1)[1].split("</main>")[0]


def test_the_dashboard_links_to_no_page_elsewhere(client: Client) -> None:
    drafter = User.objects.create_user("drafter")
    drafter.groups.add(Group.objects.get(name=roles.DRAFTERS))
    client.force_login(drafter)
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "wagtail.org" not in html
    assert "portal/admin.css" in html
