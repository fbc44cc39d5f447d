"""The first site's columns and documents in them; what happens to them is followed when a transaction commits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest


@pytest.fixture(scope="module")
def columns_in_both_scripts(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The first site's columns have their twins, for a module whose tests open no transactions of their own.

    One transaction round the module, rolled back at its end: the first document in a column makes it and what stands
    above it in the other script, which else costs every test most of a second.
    """
    from django.core.management import call_command
    from django.db import transaction

    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        call_command("sync_twins", verbosity=0)
        yield
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)


@pytest.fixture
def publish() -> Callable[..., Any]:
    """Publishes what the page says now, as the last review does."""
    from django.db import transaction

    from publications.publishing import publishing_allowed

    def publish(page: Any) -> Any:
        with transaction.atomic(), publishing_allowed("终审通过"):
            page.save_revision().publish()
        return type(page).objects.get(pk=page.pk)

    return publish


@pytest.fixture
def column() -> Callable[[type], Any]:
    """The column of one sort in simplified Chinese."""
    return lambda model: model.objects.get(locale__language_code="zh-hans")


@pytest.fixture
def make(publish: Callable[..., Any]) -> Callable[..., Any]:
    """make(parent, page): the page under its parent, published unless live=False."""

    def make(parent: Any, page: Any, live: bool = True) -> Any:
        page.live = False
        page = parent.add_child(instance=page)
        return publish(page) if live else page

    return make


@pytest.fixture
def make_notice(column: Callable[[type], Any], make: Callable[..., Any]) -> Callable[..., Any]:
    """A notice in the simplified column, published unless live=False."""
    from news.models import NoticeIndexPage, NoticePage

    def make_notice(title: str = "关于开展教师培训的通知", live: bool = True, parent: Any = None, **fields: Any) -> Any:
        return make(parent or column(NoticeIndexPage), NoticePage(title=title, **fields), live)

    return make_notice


@pytest.fixture
def twin_of() -> Callable[[Any], Any]:
    """The page in the other script, fresh from the database, or None."""

    def twin_of(page: Any) -> Any:
        return type(page).objects.filter(translation_key=page.translation_key).exclude(locale=page.locale).first()

    return twin_of


@pytest.fixture
def public() -> Callable[[Any], bool]:
    """Whether anybody may read a page: live, and behind no restriction."""
    from wagtail.models import Page

    return lambda page: Page.objects.live().public().filter(pk=page.pk).exists()


@pytest.fixture
def failing_twins() -> Callable[[], Any]:
    """Within it, publishing any page in traditional Chinese breaks a rule of its form."""
    from django.core.exceptions import ValidationError
    from wagtail.signals import page_published

    def refuse(sender: type, instance: Any, **kwargs: Any) -> None:
        if instance.locale.language_code == "zh-hant":
            raise ValidationError({"title": "标题过长"})

    @contextmanager
    def failing() -> Iterator[None]:
        page_published.connect(refuse, dispatch_uid="tests.twins")
        try:
            yield
        finally:
            page_published.disconnect(dispatch_uid="tests.twins")

    return failing


@pytest.fixture
def column_with_a_twin(column: Callable[[type], Any], make_notice: Callable[..., Any]) -> Any:
    """The simplified notice column, whose twin is there."""
    from news.models import NoticeIndexPage

    make_notice("关于放假的通知")
    return column(NoticeIndexPage)
