"""What an official document knows of itself."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db


def test_a_typed_number_is_kept_as_it_should_be_printed(make_notice: Callable[..., Any]) -> None:
    notice = make_notice(document_number="云教发[2026]012号", written_on=date(2026, 5, 15))
    assert notice.document_number == "云教发〔2026〕12号"
    assert (notice.number_agency_code, notice.number_year, notice.number_serial) == ("云教发", 2026, "12")


def test_a_number_of_an_unknown_scheme_stays_as_typed(make_notice: Callable[..., Any]) -> None:
    notice = make_notice(document_number="内部编号 甲之三")
    assert (notice.document_number, notice.number_scheme) == ("内部编号 甲之三", "")


def test_the_slug_is_the_titles_pinyin_and_a_second_of_the_same_title_gets_a_number(
    make_notice: Callable[..., Any],
) -> None:
    first, second = make_notice("2026年教师培训通知"), make_notice("2026年教师培训通知")
    assert (first.slug, second.slug) == ("2026-nian-jiao-shi-pei-xun-tong-zhi", "2026-nian-jiao-shi-pei-xun-tong-zhi-2")


def test_validity_follows_the_dates_unless_somebody_decided(make_notice: Callable[..., Any]) -> None:
    notice = make_notice(effective_on=date(2026, 6, 1), expires_on=date(2028, 6, 1))
    assert [notice.validity_on(date(year, 6, 2)) for year in (2025, 2026, 2029)] == ["not_yet", "in_force", "expired"]
    notice.validity = "repealed"
    assert notice.validity_on(date(2026, 6, 2)) == "repealed"


def test_an_index_number_that_another_document_holds_is_found_but_a_twins_is_not(
    make_notice: Callable[..., Any],
) -> None:
    from publications.numbering import other_holders

    first, second = make_notice(index_number="A/2026-1"), make_notice(index_number="A/2026-1")
    assert [page.pk for page in other_holders(first)] == [second.pk]
    second.translation_key = first.translation_key
    assert not other_holders(second).filter(translation_key=first.translation_key).exists()
    assert not other_holders(make_notice(index_number="")).exists()


def test_all_of_a_documents_text_can_be_searched(make_notice: Callable[..., Any]) -> None:
    table = {"data": [["项目", "学时"], ["跟岗研修", "24"]], "mergeCells": [], "table_caption": "学时表"}
    notice = make_notice(
        recipients="各中小学",
        body=[
            ("heading", {"number_text": "一、", "text": "总体要求", "level": "1", "anchor": ""}),
            ("paragraph", "<p>以<b>课堂</b>问题为起点。</p>"),
            ("table", table),
        ],
    )
    text = notice.get_search_text()
    for phrase in ("各中小学", "一、总体要求", "以课堂问题为起点。", "学时表", "跟岗研修"):
        assert phrase in text
    assert "一级" not in text


def test_topics_to_tick_stand_behind_the_one_above_them_indented_and_cost_one_query(notices: Any) -> None:
    from news.models import NoticePage
    from publications.models import Topic

    def drawn() -> tuple[int, str]:
        form_class = NoticePage.get_edit_handler().get_form_class()
        with CaptureQueriesContext(connection) as captured:
            html = str(form_class(instance=NoticePage(locale=notices.locale), parent_page=notices)["topics"])
        return len(captured), html

    Topic.objects.all().delete()
    training = Topic.objects.create(name="教师培训", order=2)
    quality = Topic.objects.create(name="教育质量", order=1)
    for name, parent, order in (("校本研修", training, 1), ("监测", quality, 9), ("学时", training, 0)):
        Topic.objects.create(name=name, parent=parent, order=order)
    few, html = drawn()
    labels = re.findall(r"<input([^>]*)>\s*([^<]+?)\s*<", html)
    assert [(name, "data-below" in attributes) for attributes, name in labels] == [
        ("教育质量", False), ("教育质量\\监测", True), ("教师培训", False), ("教师培训\\学时", True), ("教师培训\\校本研修", True),
    ]  # fmt: skip
    for number in range(5):
        Topic.objects.create(name=f"第{number}类", parent=training)
    assert drawn()[0] <= few
