"""People who sign in under the rules of the profile."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

PASSWORD = "geheim-2026"


@pytest.fixture
def drafter(db: None) -> User:
    return make("drafter", "起草")


@pytest.fixture
def security(db: None) -> User:
    return make("security", "安全管理员")


@pytest.fixture
def root(db: None) -> User:
    return User.objects.create_superuser("root", password=PASSWORD)


def make(name: str, *groups: str) -> User:
    user = User.objects.create_user(name, password=PASSWORD)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


@pytest.fixture
def sign_in() -> Callable[..., Any]:
    """Posts the login form: `sign_in("drafter", "password", client=..., REMOTE_ADDR=...)`; gives (client, response)."""

    def post(name: str, password: str = PASSWORD, client: Client | None = None, **headers: str) -> Any:
        client = client or Client(**headers)
        return client, client.post(reverse("wagtailadmin_login"), {"username": name, "password": password})

    return post
