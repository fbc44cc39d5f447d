"""Issuing level and date weigh results as the site's setting says; what is found and how many never changes."""

import datetime
import math
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from wagtail.models import Site

from publications.models import IssuingBody
from search.priors import COMBINATIONS, SearchPriority, values

pytestmark = pytest.mark.django_db
Library = Callable[[], list[str]]


@pytest.fixture
def found(client: Any, make_notice: Callable[..., Any], follow_up: Callable[[], None]) -> Callable[..., list[str]]:
    """Titles found for 研修学分, best first, under a setting."""
    school = IssuingBody.objects.create(name="云岫第一小学", level=0)
    state = IssuingBody.objects.create(name="国家教育总署", level=4)
    text = "研修学分的登记。"
    make_notice("校内的做法研修学分", text * 3, issuing_body=school, issued_on=datetime.date(2026, 9, 1))
    make_notice("全国的规定", text + "其他内容，" * 12, issuing_body=state, issued_on=datetime.date(2012, 9, 1))
    make_notice("没有日期的说明", text + "其他内容，" * 12, issuing_body=school)
    follow_up()

    def run(**strengths: int) -> list[str]:
        setting = SearchPriority.for_site(Site.objects.get())
        setting.authority, setting.recency = strengths.get("authority", 0), strengths.get("recency", 0)
        setting.save()
        result = client.get(f"/search/?q={quote('研修学分')}").context["result"]
        assert result.total == 3
        return [document.page.title for document in result.documents]

    return run


def test_authority_and_recency_change_the_order_alone(found: Callable[..., list[str]]) -> None:
    plain = found()
    assert plain[0] == "校内的做法研修学分"
    by_level = found(authority=2)
    assert by_level.index("全国的规定") < by_level.index("没有日期的说明")
    by_date = found(recency=2)
    assert by_date[0] == "校内的做法研修学分"
    assert sorted(plain) == sorted(by_level) == sorted(by_date)
    assert found() == plain


def test_the_factor_is_level_times_age() -> None:
    class Page:
        issuing_bodies = [IssuingBody(level=1), IssuingBody(level=3)]
        shown_date = datetime.date(2020, 1, 1)

    written = values(Page())
    assert len(written) == len(COMBINATIONS)
    factor = math.log2(2 + float(written["prior_21"][0]))
    assert factor == pytest.approx((1 + 3 * 0.5) * 1.03**10, rel=1e-3)


def test_what_has_no_body_and_no_date_is_weighed_by_one() -> None:
    class Page:
        issuing_bodies: list[Any] = []
        shown_date = None

    assert {value for column in values(Page()).values() for value in column} == {0.0}


def test_the_setting_says_what_it_needs(client: Any, admin_user: Any) -> None:
    client.force_login(admin_user)
    site = Site.objects.get()
    html = client.get(f"/admin/settings/search/searchpriority/{site.pk}/").content.decode()
    assert "不必重建索引" in html
    assert "检索排序" in html
