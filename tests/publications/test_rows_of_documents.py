"""What makes documents quick to read changes nothing in them: rows, types, deferred columns, closed sections."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, models
from django.db.models import Count, F
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction
from wagtail.query import SpecificIterable

from publications.closed_sections import closed_paths
from publications.models import OfficialDocumentPage
from publications.publishing import publishing_allowed

pytestmark = pytest.mark.django_db
Documents = OfficialDocumentPage.objects


@pytest.fixture
def documents(make_notice: Callable[..., Any]) -> list[Any]:
    """A notice, a plan and a piece of training news."""
    from news.models import TrainingNewsIndexPage, TrainingNewsPage
    from plans.models import PlanIndexPage, WorkPlanPage

    body = [("paragraph", "<p>按要求报送。</p>")]
    with publishing_allowed("test"):
        return [
            make_notice("报送材料的通知", year=2026, body=body),
            PlanIndexPage.objects.first().add_child(instance=WorkPlanPage(title="工作计划", live=True, year=2025)),
            TrainingNewsIndexPage.objects.first().add_child(instance=TrainingNewsPage(title="培训动态", live=True)),
        ]


def columns(page: Any) -> dict[str, Any]:
    return {field.attname: page.serializable_value(field.attname) for field in page._meta.concrete_fields} | {
        "body": page.body.get_prep_value()
    }


@pytest.mark.parametrize("again", [1, 2])
def test_each_document_is_of_its_own_type_with_every_column(documents: list[Any], again: int) -> None:
    for pages in (Documents.specific(), Documents.filter(live=True, title__contains="").order_by().specific()):
        found = {page.pk: page for page in pages}
        assert len(found) == len(documents)
        for document in documents:
            page = found[document.pk]
            assert type(page) is type(document)
            assert columns(page) == columns(type(document)._base_manager.get(pk=document.pk))
            assert not page._state.adding
            assert page._state.db == "default"


def test_one_statement_is_enough_however_many_types(documents: list[Any]) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert len(list(Documents.specific())) == 3
    assert len(asked) == 1


def test_what_more_is_asked_of_rows_comes_as_wagtail_gives_it(documents: list[Any]) -> None:
    annotated = {page.pk: page.doubled for page in Documents.specific().annotate(doubled=F("year") * 2)}
    assert annotated[documents[0].pk] == 4052
    for page in Documents.specific().defer_streamfields():
        assert "body" in page.get_deferred_fields()
    deferred = Documents.only("title").get(pk=documents[0].pk)
    assert deferred.get_deferred_fields() > {"body", "year"}
    assert (deferred.title, deferred.year) == ("报送材料的通知", 2026)
    assert {type(page) for page in Documents.specific(defer=True)} == {type(page) for page in documents}


def test_kept_columns_fit_the_names_of_the_tables(documents: list[Any]) -> None:
    """A filter may join a table first, a sub-query gives it another name."""
    first = documents[0].pk
    assert Documents.filter(page_ptr__locale__language_code="zh-hans", pk=first).get().year == 2026
    assert Documents.filter(pk__in=Documents.filter(year=2026).values("pk")).get().title == "报送材料的通知"
    assert Page.objects.filter(pk__in=Documents.filter(year=2025)).get().title == "工作计划"
    assert Documents.aggregate(n=Count("pk"))["n"] == Documents.all()[:3].count() == 3
    assert {p.title for p in Documents.filter(year=2026) | Documents.filter(year=2025)} == {
        "报送材料的通知",
        "工作计划",
    }
    either = Documents.filter(year=2026).order_by().union(Documents.filter(year=2025).order_by())
    assert {page.title for page in either} == {"报送材料的通知", "工作计划"}
    assert Documents.select_related("locale").get(pk=first).locale.language_code == "zh-hans"


def test_a_row_says_that_it_was_made(documents: list[Any]) -> None:
    made: list[Any] = []

    def note(sender: type[models.Model], instance: Any, **kwargs: Any) -> None:
        made.append(instance.title)

    models.signals.post_init.connect(note, sender=type(documents[0]))
    try:
        type(documents[0]).objects.get(pk=documents[0].pk)
    finally:
        models.signals.post_init.disconnect(note, sender=type(documents[0]))
    assert made == ["报送材料的通知"]


def test_closed_sections_are_read_in_one_statement(documents: list[Any]) -> None:
    for page in (documents[0].get_parent(), documents[1]):
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    with CaptureQueriesContext(connection) as asked:
        assert set(closed_paths()) == {documents[0].get_parent().path, documents[1].path}
    assert len(asked) == 1
    assert [page.title for page in Documents.public()] == ["培训动态"]


def test_specific_documents_count_as_specific() -> None:
    assert Documents.specific().is_specific
    assert issubclass(Documents.specific()._iterable_class, SpecificIterable)
