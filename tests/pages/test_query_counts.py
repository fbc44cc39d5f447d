"""No page costs more queries because there is more to show."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from publications.choices import RelationKind
from publications.models import Relation, Topic

from .conftest import heading, paragraphs

FEW, MANY = 4, 8


def grow(make: Callable[[int], Any], count: Callable[[str], int], address: str) -> tuple[int, int]:
    for number in range(FEW):
        make(number)
    few = count(address)
    for number in range(FEW, MANY):
        make(number)
    return few, count(address)


def test_the_home_page(make_notice: Any, make_plan: Any, make_case: Any, make_review: Any, queries_for: Any) -> None:
    def make(number: int) -> None:
        deadline = timezone.localdate() + timedelta(days=number)
        make_notice(f"通知{number}", action_deadline=deadline, validity="repealed")
        make_plan(f"计划{number}", tasks=(("任务", "培训部", None, "done"),) * (number + 1))
        make_case(f"案例{number}")
        make_review(2010 + number)

    few, many = grow(make, queries_for, "/")
    assert many <= few


def test_a_column(make_notice: Any, queries_for: Any, body_of: Any) -> None:
    def make(number: int) -> None:
        make_notice(f"通知{number}", issuing_body=body_of(f"机关{number}"), written_on=date(2015 + number, 1, 1))

    few, many = grow(make, queries_for, "/tong-zhi-gong-gao/")
    assert many <= few


def test_the_case_library(make_case: Any, queries_for: Any) -> None:
    few, many = grow(
        lambda number: make_case(f"案例{number}", subject=f"学科{number}", region=f"地区{number}", year=2015 + number),
        queries_for,
        "/an-li-ku/",
    )
    assert many <= few


def test_a_notice_with_relations_topics_and_enclosed_plans(
    make_notice: Any, make_plan: Any, body_of: Any, queries_for: Any
) -> None:
    notice = make_notice(body=[paragraphs("各学校：", "请照办。")])
    above = Topic.objects.create(name="教师培训")

    def make(number: int) -> None:
        plan = make_plan(f"计划{number}", body=[heading("一、", "要求", 1, "s1"), paragraphs("做实。")])
        other = make_notice(f"依据{number}")
        Relation.relate(notice, plan, RelationKind.ENCLOSES)
        Relation.relate(notice, other, RelationKind.IMPLEMENTS)
        linked = f'<p>见<a linktype="page" id="{other.pk}">依据{number}</a>。</p>'
        notice.body = [*notice.body.get_prep_value(), {"type": "paragraph", "value": linked}]
        notice.topics.add(Topic.objects.create(name=f"主题{number}", parent=above))
        notice.joint_bodies.add(body_of(f"机关{number}"))
        notice.save()

    few, many = grow(make, queries_for, notice.url)
    assert many <= few


def test_a_plan_with_tasks(make_plan: Any, queries_for: Any) -> None:
    tasks = (("任务", "培训部", date(2026, 1, 1), "in_progress"),)
    few = queries_for(make_plan("计划甲", tasks=tasks * FEW).url)
    assert queries_for(make_plan("计划乙", tasks=tasks * MANY).url) <= few


def test_a_review_with_figures(make_review: Any, queries_for: Any) -> None:
    for year in (2021, 2022, 2023):
        make_review(year, tuple((f"指标{n}", 100 + n, "人次") for n in range(MANY)))
    few = queries_for(make_review(2024, tuple((f"指标{n}", 200 + n, "人次") for n in range(FEW))).url)
    assert queries_for(make_review(2025, tuple((f"指标{n}", 300 + n, "人次") for n in range(MANY))).url) <= few
