"""Filters narrow a search by what documents are, each facet counted under all others; none costs a query more."""

import itertools
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.utils import timezone
from wagtail.models import Locale, Page

from publications.models import IssuingBody, Topic
from search.facet_columns import force_key, state_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def get(client: Any, follow_up: Callable[[], None]) -> Callable[..., str]:
    def run(query: str = "", path: str = "/search/") -> str:
        follow_up()
        response = client.get(f"{path}?{query}")
        assert response.status_code == 200
        return response.content.decode()

    return run


def titles(html: str) -> set[str]:
    found = re.findall(r'class="result-title"><a[^>]*>(.*?)</a>', html, re.DOTALL)
    return {re.sub(r"<[^>]+>", "", title).strip() for title in found}


def counts(html: str, facet: str) -> dict[str, int]:
    section = re.search(rf"<h2>{facet}</h2>(.*?)<h2>", html, re.DOTALL)
    if section is None:
        return {}
    rows = re.findall(r"<span>([^<]*)<?[^\n]*?class=\"count\">(\d+)<", section.group(1))
    return {name: int(count) for name, count in rows}


def test_values_of_one_facet_are_alternatives_and_facets_narrow_each_other(
    get: Callable[..., str], make_notice: Callable[..., Any]
) -> None:
    for year, region in ((2024, "云岫区"), (2025, "云岫区"), (2025, "石溪镇"), (2026, "云岫区")):
        make_notice(f"{year}年{region}研修", year=year, region=region)
    html = get("year=2024&year=2025")
    assert titles(html) == {"2024年云岫区研修", "2025年云岫区研修", "2025年石溪镇研修"}
    assert counts(html, "年度") == {"2026年": 1, "2025年": 2, "2024年": 1}
    assert counts(html, "地区") == {"云岫区": 2, "石溪镇": 1}
    html = get(f"year=2024&year=2025&region={quote('云岫区')}")
    assert titles(html) == {"2024年云岫区研修", "2025年云岫区研修"}
    assert counts(html, "年度") == {"2026年": 1, "2025年": 1, "2024年": 1}


def test_validity_is_that_of_today_by_decision_or_by_date(
    get: Callable[..., str], make_notice: Callable[..., Any], today: date
) -> None:
    before, after = today - timedelta(days=9), today + timedelta(days=9)
    cases = {
        "一直有效": {},
        "已经施行": {"effective_on": before, "expires_on": after},
        "还未施行": {"effective_on": after},
        "已经期满": {"effective_on": before, "expires_on": today - timedelta(days=1)},
        "今天到期": {"expires_on": today},
        "今天施行": {"effective_on": today},
        "废止了的": {"validity": "repealed", "expires_on": after},
        "改过的": {"validity": "amended"},
    }
    pages = [make_notice(title, **fields) for title, fields in cases.items()]
    states = {page.title: page.validity_today for page in pages}
    html = get()
    assert counts(html, "有效性") == {"有效": 4, "已修改": 1, "已废止": 1, "尚未施行": 1, "已失效": 1}
    for state in set(states.values()):
        assert titles(get(f"validity={state}")) == {title for title, found in states.items() if found == state}, state
    assert titles(get("validity=expired&validity=repealed")) == {"已经期满", "废止了的"}


def test_a_key_of_today_tells_the_state_of_every_later_day(make_notice: Callable[..., Any]) -> None:
    today = timezone.localdate()
    page = make_notice(live=False)
    days = [None, *(today + timedelta(days=n) for n in (-2, -1, 0, 1, 2))]
    for page.effective_on, page.expires_on in itertools.product(days, days):
        key = force_key(page, today)
        for day in (today + timedelta(days=n) for n in range(5)):
            assert state_of(key, day) == page.validity_on(day), (page.effective_on, page.expires_on, day)


def test_a_topic_counts_what_stands_under_the_topics_below_it(
    get: Callable[..., str], make_notice: Callable[..., Any]
) -> None:
    above = Topic.objects.create(name="教师培训")
    below = Topic.objects.create(name="校本研修", parent=above)
    for title, topic in (("上级主题的", above), ("下级主题的", below)):
        page = make_notice(title)
        page.topics = [topic]
        page.save()
    html = get(f"topic={above.pk}")
    assert titles(html) == {"上级主题的", "下级主题的"}
    assert counts(html, "主题") == {"教师培训": 2, "校本研修": 1}
    assert above.get_absolute_url() in html
    assert titles(get(f"topic={below.pk}")) == {"下级主题的"}


def test_whom_it_is_for_and_where_are_one_value_in_both_scripts(
    get: Callable[..., str], make_notice: Callable[..., Any]
) -> None:
    page = make_notice("简体的", audience="全区中小学、幼儿园", region="云岫区")
    twin = page.copy_for_translation(Locale.objects.get(language_code="zh-hant"), copy_parents=True)
    twin.title, twin.audience, twin.region = "繁體的", "全區中小學、幼兒園", "雲岫區"
    twin.save()
    Page.objects.filter(pk=twin.pk).update(live=True)
    Page.objects.filter(pk__in=twin.get_ancestors().values("pk")).update(live=True)
    page.save()
    chosen = f"audience={quote('幼儿园')}&region={quote('雲岫區')}"
    assert titles(get(chosen)) == {"简体的"}
    html = get(chosen, "/zh-hant/search/")
    assert titles(html) == {"繁體的"}
    assert counts(html, "適用對象") == {"全區中小學": 1, "幼兒園": 1}


def test_dates_are_asked_by_their_meaning(get: Callable[..., str], make_notice: Callable[..., Any]) -> None:
    make_notice("三月成文", written_on=date(2024, 3, 9), issued_on=date(2024, 4, 1), published_on=date(2024, 5, 2))
    make_notice("五月成文", written_on=date(2024, 5, 9), published_on=date(2024, 6, 1), effective_on=date(2025, 1, 1))
    assert titles(get("written_from=2024-03&written_to=2024-03")) == {"三月成文"}
    assert titles(get("issued_from=2024-04-01&issued_to=2024-04-01")) == {"三月成文"}
    assert titles(get("published_to=2024-05")) == {"三月成文"}
    assert titles(get("effective_from=2024")) == {"五月成文"}
    assert titles(get("written_from=2024-03&effective_to=2024")) == set()
    html = get("written_from=2024-03&written_to=2024")
    assert titles(html) == {"三月成文", "五月成文"}
    assert "2024年3月1日至2024年12月31日" in html
    assert 'value="2024-03-01"' in html


def test_a_form_with_empty_fields_leads_to_the_short_address(client: Any, get: Callable[..., str]) -> None:
    response = client.get("/search/?q=a&year=2024&written_from=2024-05-01&written_to=&issued_from=&issued_to=")
    assert response.status_code == 302
    assert response["Location"] == "/search/?q=a&year=2024&written_from=2024-05-01"
    html = get("q=a&written_from=gestern&written_to=")
    assert "看不懂这个日期" in html
    assert 'aria-invalid="true"' in html
    assert 'value="gestern"' in html


def test_a_long_facet_folds_what_is_rare_and_always_shows_what_is_chosen(
    get: Callable[..., str], make_notice: Callable[..., Any]
) -> None:
    bodies = [IssuingBody.objects.create(name=f"机关{number:02d}") for number in range(9)]
    for number, body in enumerate(bodies):
        make_notice(f"研修{number}", issuing_body=body)
    html = get()
    section = re.search(r"<h2>发文机关</h2>(.*?)</div>", html, re.DOTALL).group(1)  # type: ignore[union-attr]
    shown, folded = section.split("<details")
    assert (shown.count("<li"), folded.count("<li")) == (6, 3)
    html = get(f"body={bodies[8].pk}")
    section = re.search(r"<h2>发文机关</h2>(.*?)</div>", html, re.DOTALL).group(1)  # type: ignore[union-attr]
    assert "机关08" in section.split("<details")[0]
