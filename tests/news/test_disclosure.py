"""信息公开: one column with its sections; the catalogue is searched, read and taken away."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from wagtail.models import PageViewRestriction

from news.models import CaseIndexPage, CasePage, DisclosurePage, DisclosureSectionPage, NoticePage, Section
from publications.models import IssuingBody


@pytest.fixture
def disclosure(home: Any) -> Any:
    return home.add_child(instance=DisclosurePage(title="信息公开", live=True))


@pytest.fixture
def section(disclosure: Any) -> Any:
    def make(name: str, **fields: Any) -> Any:
        title = str(Section(name).label)
        page = DisclosureSectionPage(title=title, section=name, live=True, **fields)
        return disclosure.add_child(instance=page)

    return make


@pytest.fixture
def catalogue(section: Any, add: Any) -> Any:
    """The catalogue over two notices; a draft, a case, one for request only and one restricted are none of its rows."""
    page = section("catalogue")
    bodies = [IssuingBody.objects.create(name=name) for name in ("云岫区教育局", "云岫区财政局")]
    numbers = ("11360123MB0X/2026-00001", "11360123MB0X/2026-00002")
    add(NoticePage, "研修的通知", issuing_body=bodies[0], published_on=date(2026, 5, 1), index_number=numbers[0])
    add(NoticePage, "=经费的通知", issuing_body=bodies[1], published_on=date(2025, 5, 1), index_number=numbers[1])
    add(NoticePage, "草稿", live=False)
    add(NoticePage, "依申请公开的通知", disclosure="on_request")
    add(CasePage, "一个案例", CaseIndexPage.objects.get())
    closed = add(NoticePage, "内部通知")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    return page


def test_the_sections_stand_in_the_order_of_the_rules_and_lead_to_each_other(section: Any, html: Any) -> None:
    pages = [section(name) for name in ("on_request", "reports", "guide", "rules")]
    nav = html(pages[0].url).split('class="facets disclosure"')[1].split("</nav>")[0]
    assert [nav.index(title) for title in ("公开指南", "公开制度", "公开年报", "依申请公开")] == sorted(
        nav.index(title) for title in ("公开指南", "公开制度", "公开年报", "依申请公开")
    )
    assert pages[2].url in html(pages[0].get_parent().url)


def test_a_section_says_in_its_meta_tag_which_it_is(section: Any) -> None:
    assert section("guide").column_type == "信息公开指南"
    assert section("reports").column_type == "信息公开年报"


def test_each_section_stands_once(section: Any, disclosure: Any) -> None:
    section("guide")
    form_class = DisclosureSectionPage.get_edit_handler().get_form_class()
    data = {"title": "又一个指南", "section": "guide", "body-count": "0"}
    form = form_class(data, instance=DisclosureSectionPage(), parent_page=disclosure)
    assert "section" in form.errors


def test_the_catalogue_lists_what_is_open_to_everybody_and_nothing_else(catalogue: Any, html: Any) -> None:
    table = html(catalogue.url).split("<table")[1].split("</table>")[0]
    assert "研修的通知" in table
    assert "经费的通知" in table
    for hidden in ("草稿", "依申请公开的通知", "一个案例", "内部通知"):
        assert hidden not in table


@pytest.mark.parametrize(
    ("query", "rows"),
    [("year=2026", 1), ("q=研修", 1), ("q=2026-00002", 1), ("kind=plan", 0), ("kind=x&year=²&body=x&q=\x00&page=x", 2)],
)
def test_the_catalogue_is_searched_and_filtered_by_its_address(
    catalogue: Any, html: Any, query: str, rows: int
) -> None:
    NoticePage.objects.filter(title="研修的通知").update(year=2026)
    assert html(f"{catalogue.url}?{query}").count('<th scope="row">') == rows


def test_the_catalogue_is_taken_away_as_a_table_without_formulas(catalogue: Any, client: Any) -> None:
    response = client.get(f"{catalogue.url}?format=csv")
    assert "filename*=utf-8''" in response["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) == 3
    assert rows[1][0] == "11360123MB0X/2026-00001"
    assert rows[2][1] == "'=经费的通知"


def test_the_catalogue_costs_no_more_queries_for_more_documents(catalogue: Any, add: Any, queries_for: Any) -> None:
    few = queries_for(catalogue.url)
    for number in range(5):
        add(NoticePage, f"通知{number}", issuing_body=IssuingBody.objects.create(name=f"机关{number}"))
    assert queries_for(catalogue.url) <= few


def test_reports_stand_below_their_section_as_documents(section: Any, add: Any, html: Any) -> None:
    reports = section("reports")
    add(NoticePage, "2025年信息公开工作年度报告", reports)
    assert "2025年" in html(reports.url)
