"""Columns: year archives, and what stands before and after a document."""

from datetime import UTC, date, datetime
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from news.models import CaseCollectionPage, CasePage, CommentaryPage, NoticePage
from publications.choices import ColumnType, UpdateClass
from publications.listing import fixed_offset, listed_on
from publications.models import OfficialDocumentPage
from publications.neighbours import neighbours


def titles(page: Any) -> list[str]:
    return [other.title if other else "" for other in (neighbours(page).before, neighbours(page).after)]


def test_a_column_s_archive_has_the_years_under_which_it_lists_something(add: Any, html: Any) -> None:
    add(NoticePage, "为来年印发的通知", published_on=date(2025, 12, 30), year=2026)
    column = add(NoticePage, "今年的通知", published_on=date(2026, 1, 2)).get_parent()
    assert "?year=2025" in html(column.url)
    archive = html(f"{column.url}?year=2025")
    assert "为来年印发的通知" in archive
    assert "今年的通知" not in archive
    assert "?year=2024" not in archive
    assert "<title>通知公告 2025年" in archive


@pytest.mark.parametrize("year", ["abc", "9" * 50, "²025", "\x00"])
def test_a_year_that_is_none_gives_the_whole_column(add: Any, html: Any, year: str) -> None:
    column = add(NoticePage, "今年的通知", published_on=date(2026, 1, 2)).get_parent()
    assert "今年的通知" in html(f"{column.url}?year={year}")


def test_a_document_without_a_date_of_its_own_is_listed_on_the_local_day_of_its_appearance(add: Any) -> None:
    add(NoticePage, "夜里发布的通知", first_published_at=datetime(2026, 5, 17, 17, 30, tzinfo=UTC))
    [page] = OfficialDocumentPage.objects.annotate(listed_on=listed_on())
    assert page.listed_on == page.shown_date == date(2026, 5, 18)


def test_only_zones_without_summer_time_are_reckoned_by_the_minute() -> None:
    assert (fixed_offset("Asia/Shanghai"), fixed_offset("Asia/Hong_Kong")) == (480, 480)
    assert fixed_offset("Europe/London") is None
    assert fixed_offset("nowhere") is None


def test_beside_a_document_stand_its_neighbours_in_the_column_s_list(add: Any) -> None:
    first, second, third = (add(NoticePage, f"通知{n}", published_on=date(2026, 1, min(n, 2))) for n in (1, 2, 3))
    assert titles(first) == ["通知2", ""]
    assert titles(second) == ["通知3", "通知1"]
    assert titles(third) == ["", "通知2"]


def test_what_nobody_may_read_is_no_neighbour(add: Any) -> None:
    add(NoticePage, "草稿", published_on=date(2026, 1, 3), live=False)
    closed = add(NoticePage, "内部通知", published_on=date(2026, 1, 3))
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    page = add(NoticePage, "通知", published_on=date(2026, 1, 2))
    assert titles(page) == ["", ""]
    assert not neighbours(add(NoticePage, "新草稿", published_on=date(2026, 1, 1), live=False))


def test_each_neighbour_costs_one_query_however_long_the_column_is(add: Any) -> None:
    pages = [add(NoticePage, f"通知{n}", published_on=date(2026, 1, n + 1)) for n in range(7)]
    with CaptureQueriesContext(connection) as captured:
        neighbours(pages[3])
    assert len(captured) == 2


def test_cases_of_a_collection_follow_its_own_order(add: Any) -> None:
    collection = add(CaseCollectionPage, "案例集")
    cases = [add(CasePage, title, collection, year=year) for title, year in [("乙", 2025), ("甲", 2025), ("丙", None)]]
    listed = [case.title for case in CasePage.objects.filter(pk__in=[case.pk for case in cases]).order_by("title")]
    first, second = [title for title in listed if title != "丙"]
    by_title = {case.title: case.neighbours for case in cases}
    assert by_title[first].before is None
    assert by_title[first].after.title == second
    assert (by_title[second].after.title, by_title["丙"].before.title) == ("丙", second)


def test_a_document_s_page_links_to_its_neighbours(add: Any, html: Any) -> None:
    pages = [add(CommentaryPage, f"解读{n}", published_on=date(2026, 1, n)) for n in (1, 2, 3)]
    page = html(pages[1].url)
    assert f'rel="prev" href="{pages[2].url}"' in page
    assert f'rel="next" href="{pages[0].url}"' in page


def test_every_type_of_column_declares_how_long_it_may_stay_without_anything_new(home: Any) -> None:
    declared = {type(column.specific).__name__: column.specific for column in home.get_children()}
    assert declared["NoticeIndexPage"].update_class == UpdateClass.POLICY
    assert declared["TrainingNewsIndexPage"].update_class == UpdateClass.NEWS
    assert declared["PlanIndexPage"].update_class == UpdateClass.PLANNING
    assert declared["CommentaryIndexPage"].column_type == ColumnType.COMMENTARY


def test_an_older_site_gets_the_two_new_columns_behind_its_own(home: Any) -> None:
    next_path = import_module("portal.migrations.0002_news_and_commentaries").next_path
    assert next_path("000100010009") == "00010001000A"
    assert next_path("00010001000Z") == "000100010010"
    with pytest.raises(OverflowError):
        next_path("00010001ZZZZ")
    assert [type(page.specific).__name__ for page in home.get_children()][-2:] == [
        "TrainingNewsIndexPage",
        "CommentaryIndexPage",
    ]
