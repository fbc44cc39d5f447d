"""The plan or review of the same series in the years before and after."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.models import AnnualReviewPage, PlanIndexPage, ReviewIndexPage, WorkPlanPage
from plans.series import series_of, series_title
from publications.publishing import publishing_allowed


@pytest.fixture(autouse=True)
def _may_publish() -> Iterator[None]:
    with publishing_allowed("测试"):
        yield


@pytest.fixture
def add(db: None) -> Callable[..., Any]:
    columns = {WorkPlanPage: PlanIndexPage, AnnualReviewPage: ReviewIndexPage}

    def make(title: str, year: int, model: type = WorkPlanPage, live: bool = True) -> Any:
        return columns[model].objects.get().add_child(instance=model(title=title, year=year, live=live))

    return make


@pytest.mark.parametrize("year", ["2026年", "2026年度", "二〇二六年", "2025—2026学年"])
def test_a_series_is_the_title_without_its_year(year: str) -> None:
    assert series_title(f"云岫区{year}教师培训工作计划") == series_title("云岫区教师培训工作计划")


def test_a_plan_leads_to_those_of_its_own_series(add: Any) -> None:
    training = {year: add(f"{year}年教师培训工作计划", year) for year in (2023, 2024, 2026)}
    safety = add("2025年校园安全专项行动方案", 2025)
    found = series_of(training[2024])
    assert (found.earlier.pk, found.later.pk) == (training[2023].pk, training[2026].pk)
    assert not series_of(safety)


def test_a_review_that_changed_its_name_stays_in_the_series_and_drafts_stay_out(add: Any, client: Any) -> None:
    add("2024年度教师培训工作总结", 2024, AnnualReviewPage)
    add("2026年教师培训工作回顾", 2026, AnnualReviewPage, live=False)
    review = add("2025年教师培训工作回顾", 2025, AnnualReviewPage)
    page = client.get(review.url).content.decode()
    assert "上一年度" in page
    assert "下一年度" not in page


def test_a_series_costs_one_query(add: Any) -> None:
    plans = [add(f"{year}年教师培训工作计划", year) for year in range(2019, 2026)]
    with CaptureQueriesContext(connection) as captured:
        series_of(plans[3])
    assert len(captured) == 1
