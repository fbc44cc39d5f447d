"""Years in titles and texts: moved on as they were printed, and found."""

from datetime import date

import pytest

from plans.years import mentions, moved_on, year_later


@pytest.mark.parametrize(
    ("text", "later"),
    [
        ("2025年教师培训工作计划", "2026年教师培训工作计划"),
        ("2025—2026学年工作计划", "2026—2027学年工作计划"),
        ("二〇二九年工作计划", "二〇三〇年工作计划"),
        ("二○一九年工作计划", "二○二○年工作计划"),
        ("２０２５年工作计划", "２０２６年工作计划"),
        ("第12批骨干教师，共120251人", "第12批骨干教师，共120251人"),
    ],
)
def test_a_year_is_moved_on_in_the_digits_in_which_it_was_printed(text: str, later: str) -> None:
    assert moved_on(text) == later


def test_a_year_is_found_however_it_is_printed_and_no_number_is_taken_for_one() -> None:
    text = "2025年、二〇二五年、２０２５学年；编号120253，2024年"
    assert [text[start:end] for start, end in mentions(text, 2025)] == ["2025", "二〇二五", "２０２５"]


def test_a_day_moves_on_by_a_year() -> None:
    assert year_later(date(2024, 2, 29)) == date(2025, 2, 28)
    assert year_later(None) is None
