"""栏目更新: days left by the inspectors' table, blank columns, totals against the limits."""

import csv
import io
from datetime import date, timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from publications.choices import UpdateClass
from publications.column_updates import ColumnState, Total, column_states, due_on, months_later, totals
from publications.publishing import publishing_allowed

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("update_class", "last", "due"),
    [
        (UpdateClass.NEWS, date(2026, 11, 9), date(2026, 11, 23)),
        (UpdateClass.POLICY, date(2026, 8, 31), date(2027, 2, 28)),
        (UpdateClass.PLANNING, date(2024, 2, 29), date(2025, 2, 28)),
        (UpdateClass.NONE, date(2020, 1, 1), None),
        (UpdateClass.NEWS, None, None),
    ],
)
def test_a_column_is_up_to_date_until_its_class_s_time_has_passed(
    update_class: str, last: date | None, due: date | None
) -> None:
    assert due_on(update_class, last) == due


def test_months_end_where_the_calendar_does() -> None:
    assert months_later(date(2026, 12, 31), 6) == date(2027, 6, 30)


def state(update_class: str, last: date | None, depth: int = 3) -> ColumnState:
    from news.models import NoticeIndexPage

    column = NoticeIndexPage(title="栏目", update_class=update_class, depth=depth, path="0" * 12)
    return ColumnState(column, last, due_on(update_class, last), TODAY)


@pytest.mark.django_db
def test_the_day_of_the_limit_is_no_breach_and_the_day_after_is() -> None:
    assert not state(UpdateClass.NEWS, TODAY - timedelta(days=14)).is_stale
    assert state(UpdateClass.NEWS, TODAY - timedelta(days=15)).is_stale


@pytest.mark.django_db
def test_totals_count_as_the_inspection_does() -> None:
    old = TODAY - timedelta(days=400)
    states = [state(UpdateClass.NEWS, old)] * 3 + [
        state(UpdateClass.POLICY, old),
        state(UpdateClass.POLICY, old, depth=4),  # no first-level column
        state(UpdateClass.POLICY, None),
        state(UpdateClass.PLANNING, old),
        state(UpdateClass.NONE, None),
        state(UpdateClass.NONE, old),
    ]
    assert [(total.count, total.limit, total.failed) for total in totals(states)] == [
        (5, 5, True),
        (7, 10, False),
        (2, 5, False),
    ]
    assert Total("", 10, 10).failed


@pytest.fixture
def add(db: None) -> Any:
    def make(column: Any, model: Any, **fields: Any) -> Any:
        with publishing_allowed("测试"):
            return column.add_child(instance=model(title="稿件", **{"live": True, **fields}))

    return make


def test_only_what_is_public_and_has_appeared_counts(add: Any, make_notice: Any, notices: Any) -> None:
    make_notice("公开的", published_on=date(2026, 10, 1))
    make_notice("草稿", published_on=date(2026, 11, 1), live=False)
    make_notice("将来的", published_on=date(2027, 1, 1))
    [found] = [state for state in column_states(TODAY) if state.column.pk == notices.pk]
    assert (found.last, found.due, found.days_left) == (date(2026, 10, 1), date(2027, 4, 1), 129)
    assert found.responsible == ""


def test_both_scripts_of_a_column_are_one_column(notices: Any) -> None:
    from wagtail.models import Locale

    before = len(column_states(TODAY))
    with publishing_allowed("测试"):
        twin = notices.copy_for_translation(Locale.objects.get(language_code="zh-hant"), copy_parents=True)
        twin.save_revision().publish()
    assert len(column_states(TODAY)) == before


def test_files_and_texts_keep_a_column_from_being_blank(add: Any, tmp_path: Any, settings: Any) -> None:
    from django.core.files.base import ContentFile
    from wagtail.documents.models import Document

    from home.models import HomePage
    from news.models import DisclosurePage, DisclosureSectionPage, DownloadItem, DownloadPage

    settings.MEDIA_ROOT = tmp_path
    home = HomePage.objects.get(locale__language_code="zh-hans")
    downloads, empty = add(home, DownloadPage), add(home, DownloadPage)
    document = Document.objects.create(title="表", file=ContentFile(b"x", name="x.txt"))
    downloads.items.add(DownloadItem(title="表", document=document, updated_on=date(2026, 9, 1), locale=home.locale))
    downloads.save()
    disclosure = add(home, DisclosurePage)
    add(disclosure, DisclosureSectionPage, section="guide", body=[("paragraph", "<p>指南</p>")])
    blank = {found.column.pk: found.is_blank for found in column_states(TODAY)}
    assert (blank[downloads.pk], blank[empty.pk], blank[disclosure.pk]) == (False, True, False)


def test_the_report_costs_no_more_queries_for_more_columns(add: Any, make_notice: Any, admin_client: Any) -> None:
    from home.models import HomePage
    from news.models import NoticeIndexPage, NoticePage

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            column_states(TODAY)
        return len(captured)

    make_notice(published_on=date(2026, 10, 1))
    few = count()
    for number in range(3):
        column = add(HomePage.objects.get(), NoticeIndexPage, responsible_office=f"科室{number}")
        add(column, NoticePage, published_on=date(2026, 10, number + 1))
    assert count() <= few
    page = admin_client.get(reverse("publications_column_updates")).content.decode()
    assert "科室2" in page
    assert "否决线" in page
    assert "栏目更新" in admin_client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_report_is_a_file_that_spreadsheets_open_and_do_not_run(add: Any, admin_client: Any, kind: str) -> None:
    from home.models import HomePage
    from news.models import NoticeIndexPage, NoticePage

    home = HomePage.objects.get(locale__language_code="zh-hans")
    column = add(home, NoticeIndexPage, responsible_office="干训科", responsible_person="控制\x0b字符")
    type(column).objects.filter(pk=column.pk).update(title="=1+1")
    add(column, NoticePage, published_on=date(2020, 10, 1))
    response = admin_client.get(reverse("publications_column_updates"), {"export": kind})
    name = unquote(response["Content-Disposition"].partition("utf-8''")[2])
    assert name == f"栏目更新-{timezone.localdate().isoformat()}.{kind}"
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
        assert response.content.startswith("\ufeff".encode())
    else:
        sheet = load_workbook(io.BytesIO(response.content)).active
        rows = [[cell.value for cell in row] for row in sheet]
    assert rows[0][:4] == ["栏目", "更新要求", "责任人", "最近发布"]
    assert len(rows) == len(column_states(TODAY)) + 1
    [found] = [row for row in rows if row[0] == "'=1+1"]
    assert found[2] == "控制\ufffd字符，干训科"
    assert (str(found[3])[:10], found[6]) == ("2020-10-01", "超期")
