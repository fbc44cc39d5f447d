"""One suite for every engine: each test runs on tantivy and, where they answer, on Elasticsearch and OpenSearch."""

import datetime
import secrets
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import override_settings

from search.backends.backend import forget_engines
from search.backends.url import backend_settings

ENGINES = [
    pytest.param("tantivy"),
    pytest.param("elasticsearch", marks=pytest.mark.engine("elasticsearch")),
    pytest.param("opensearch", marks=pytest.mark.engine("opensearch")),
]


@pytest.fixture(scope="module", params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def search_url(engine_name: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> str:
    """The address of an index of this module's own."""
    if engine_name == "tantivy":
        return f"tantivy://{tmp_path_factory.mktemp('index')}"
    url = request.getfixturevalue(f"{engine_name}_url")
    return f"{engine_name}://{url.split('://')[1]}/test-{secrets.token_hex(6)}"


@pytest.fixture(scope="module")
def module_database(engine_name: str, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """One transaction for the module and engine, rolled back at its end: a library need not be made for every test."""
    from django.db import transaction

    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        yield
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)


@pytest.fixture(scope="module")
def backend(module_database: None, search_url: str) -> Iterator[Any]:
    """The portal's search backend over an empty index that is removed afterwards."""
    from wagtail.search.backends import get_search_backend

    from search.indexing import engine_for, roots

    with override_settings(WAGTAILSEARCH_BACKENDS={"default": backend_settings(search_url)}):
        forget_engines()
        yield get_search_backend()
        for root in roots():
            engine_for(root).remove()
        forget_engines()


@pytest.fixture
def savepoint(backend: Any) -> Iterator[None]:
    """What the test changes in the database is taken back."""
    from django.db import transaction

    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def searched(library: list[Any]) -> list[Any]:
    """The library, in the index."""
    from wagtail.models import Page

    from publications.models import IssuingBody
    from search.indexing import engine_for, rebuild

    for root in (Page, IssuingBody):
        rebuild(root)
        engine_for(root).refresh()
    return library


TITLES = [
    "关于做好暑期校本研修工作的通知",
    "2026年教师培训工作计划",
    "关于印发《区域教研三年行动计划》的通知",
    "课后服务典型案例",
    "关于開展幼兒園園長輪訓的通知",
    "School visit Report 3+X",
    "关于表彰优秀教研员的决定",
    "关于举办青年教师教学比赛的通知",
]


@pytest.fixture(scope="module")
def library(backend: Any) -> list[Any]:
    """Twenty-four documents in two columns: kinds, years, bodies, dates, live and not, one section below another closed one."""
    from wagtail.models import PageViewRestriction

    from news.models import NoticeIndexPage, NoticePage
    from plans.models import PlanIndexPage, WorkPlanPage
    from publications.models import IssuingBody, Topic
    from publications.publishing import publishing_allowed

    bodies = [IssuingBody.objects.create(name=name) for name in ("云岫区教育局", "云岫区教师发展中心")]
    topics = [Topic.objects.create(name=name) for name in ("师资培训", "教学研究")]
    home = NoticeIndexPage.objects.get().get_parent()
    with publishing_allowed("test"):
        closed = home.add_child(instance=NoticeIndexPage(title="内部通知", slug="neibu"))
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    columns = [NoticeIndexPage.objects.exclude(pk=closed.pk).get(), PlanIndexPage.objects.get(), closed]
    made = []
    with publishing_allowed("test"):
        for number in range(24):
            column = columns[number % 3]
            model = WorkPlanPage if isinstance(column, PlanIndexPage) else NoticePage
            page = model(
                title=f"{TITLES[number % len(TITLES)]}（{number}）",
                slug=f"document-{number}",
                live=number % 5 != 4,
                year=2020 + number % 4 if number % 7 else None,
                issuing_body=bodies[number % 2] if number % 6 else None,
                written_on=datetime.date(2020 + number % 4, 1 + number % 12, 1 + number) if number % 7 else None,
                summary=f"面向全区中小学教师的培训，第{number}期。" * (1 + number % 3),
                validity="repealed" if number % 8 == 0 else "in_force",
            )
            page.topics = topics[: number % 3]
            made.append(column.add_child(instance=page))
    return made
