"""A district's pages: notices, a plan with tasks, reviews with figures, cases, all live."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publications.publishing import publishing_allowed


@pytest.fixture(autouse=True)
def _may_publish() -> Iterator[None]:
    with publishing_allowed("tests"):
        yield


def column(name: str) -> Any:
    from news import models as news
    from plans import models as plans

    models = {
        "notice": news.NoticeIndexPage,
        "case": news.CaseIndexPage,
        "plan": plans.PlanIndexPage,
        "review": plans.ReviewIndexPage,
    }
    return models[name].objects.get(locale__language_code="zh-hans")


def heading(number: str, text: str, level: int, anchor: str) -> tuple[str, dict[str, str]]:
    return "heading", {"number_text": number, "text": text, "level": str(level), "anchor": anchor}


def paragraphs(*texts: str) -> tuple[str, str]:
    return "paragraph", "".join(f"<p>{text}</p>" for text in texts)


@pytest.fixture
def body_of(db: None) -> Callable[[str], Any]:
    from publications.models import IssuingBody

    return lambda name: IssuingBody.objects.get_or_create(name=name)[0]


@pytest.fixture
def make_notice(db: None, body_of: Callable[[str], Any]) -> Callable[..., Any]:
    from news.models import NoticePage

    def make(title: str = "关于开展校本研修的通知", **fields: Any) -> NoticePage:
        fields.setdefault("issuing_body", body_of("云岫区教育局"))
        fields.setdefault("published_on", date(2026, 5, 18))
        fields.setdefault("live", True)
        return column("notice").add_child(instance=NoticePage(title=title, **fields))

    return make


@pytest.fixture
def make_plan(db: None) -> Callable[..., Any]:
    from plans.models import PlanTask, WorkPlanPage

    def make(
        title: str = "2026年校本研修工作计划", tasks: tuple[tuple[Any, ...], ...] = (), **fields: Any
    ) -> WorkPlanPage:
        page = column("plan").add_child(instance=WorkPlanPage(title=title, **{"live": True, "year": 2026, **fields}))
        for goal, unit, due_on, state in tasks:
            page.tasks.add(PlanTask(goal=goal, unit=unit, due_on=due_on, state=state, locale=page.locale))
        page.save()
        return page

    return make


@pytest.fixture
def make_review(db: None) -> Callable[..., Any]:
    from plans.models import AnnualReviewPage, ReviewFigure

    def make(year: int, figures: tuple[tuple[str, float, str], ...] = (), **fields: Any) -> AnnualReviewPage:
        page = AnnualReviewPage(title=f"{year}年教师培训工作回顾", **{"live": True, "year": year, **fields})
        page = column("review").add_child(instance=page)
        for number, (name, value, unit) in enumerate(figures):
            page.figures.add(
                ReviewFigure(name=name, value=value, unit=unit, year=year, highlighted=number < 4, locale=page.locale)
            )
        page.save()
        return page

    return make


@pytest.fixture
def make_case(db: None) -> Callable[..., Any]:
    from news.models import CasePage

    def make(title: str, parent: Any = None, **fields: Any) -> CasePage:
        return (parent or column("case")).add_child(instance=CasePage(title=title, **{"live": True, **fields}))

    return make


@pytest.fixture
def queries_for(client: Any) -> Callable[[str], int]:
    """How many queries an address costs once the caches are warm."""

    def count(address: str) -> int:
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    return count
