"""The first site's columns and documents in them; what happens to them is followed when a transaction commits."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def publish() -> Callable[..., Any]:
    """Publishes what the page says now, as the last review does."""
    from publications.publishing import publishing_allowed

    def publish(page: Any) -> Any:
        with publishing_allowed("终审通过"):
            page.save_revision().publish()
        return type(page).objects.get(pk=page.pk)

    return publish


@pytest.fixture
def column() -> Callable[[type], Any]:
    """The column of one sort in simplified Chinese."""
    return lambda model: model.objects.get(locale__language_code="zh-hans")


@pytest.fixture
def make_notice(column: Callable[[type], Any], publish: Callable[..., Any]) -> Callable[..., Any]:
    """A notice in the simplified column, through the outbox; published unless live=False."""
    from django.db import transaction

    from news.models import NoticeIndexPage, NoticePage

    def make(title: str = "关于开展教师培训的通知", live: bool = True, parent: Any = None, **fields: Any) -> Any:
        with transaction.atomic():
            parent = parent or column(NoticeIndexPage)
            notice = parent.add_child(instance=NoticePage(title=title, live=False, **fields))
            return publish(notice) if live else notice

    return make


@pytest.fixture
def twin_of() -> Callable[[Any], Any]:
    """The page in the other script, fresh from the database, or None."""

    def twin_of(page: Any) -> Any:
        return type(page).objects.filter(translation_key=page.translation_key).exclude(locale=page.locale).first()

    return twin_of


@pytest.fixture
def public(client: Any) -> Callable[[Any], bool]:
    """Whether anybody can read a page, asked by its address as a reader asks."""
    from django.test import Client

    from wagtail.models import Page

    def public(page: Any) -> bool:
        page = Page.objects.filter(pk=page.pk).first()
        if page is None or page.url is None:
            return False
        return Client().get(page.url).status_code == 200

    return public
