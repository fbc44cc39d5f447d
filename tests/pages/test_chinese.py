"""Dates, titles and names as a Chinese reader expects them."""

from datetime import UTC, date, datetime

import pytest
from django.utils.safestring import SafeString
from django.utils.translation import override

from publications.templatetags import chinese


def test_a_day_is_written_without_padding_and_told_to_machines() -> None:
    assert chinese.chinese_date(date(2026, 5, 8)) == '<time datetime="2026-05-08">2026年5月8日</time>'
    assert chinese.chinese_date(None) == ""


def test_a_moment_is_told_in_the_district_s_own_time() -> None:
    moment = datetime(2026, 5, 17, 17, 30, tzinfo=UTC)
    assert "2026年5月18日 01:30" in chinese.chinese_datetime(moment)
    assert chinese.meta_date(moment) == "2026-05-18 01:30"


@pytest.mark.parametrize(("day", "weekday"), [(date(2026, 6, 30), "星期二"), (date(2026, 7, 5), "星期日")])
def test_a_deadline_names_its_weekday(day: date, weekday: str) -> None:
    assert f"（{weekday}）" in chinese.chinese_deadline(day)


def test_numbers_in_titles_stay_with_their_units() -> None:
    title = chinese.unbroken("关于公布2026年第12批骨干教师名单的通知")
    assert '<span class="unbroken">2026年</span>' in title
    assert '<span class="unbroken">12批</span>' in title


def test_a_title_cannot_bring_markup() -> None:
    title = chinese.unbroken("<script>alert(2026年)</script>")
    assert "<script>" not in title
    assert isinstance(title, SafeString)


def test_a_name_kept_once_is_read_in_the_reader_s_script() -> None:
    with override("zh-hant"):
        assert chinese.in_script("云岫区教师发展中心") == "雲岫區教師發展中心"
    with override("zh-hans"):
        assert chinese.in_script("云岫区教师发展中心") == "云岫区教师发展中心"
        assert chinese.in_script(None) == ""
