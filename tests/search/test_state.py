"""The address says everything that a reader asks, and nonsense in it says nothing."""

import datetime
from typing import Any

import pytest
from django.http import QueryDict

from search.date_ranges import DateRange
from search.state import SearchState

FULL = SearchState(
    q="教师 & 培训",
    scope="title",
    kind=("case", "notice"),
    year=(2025, 2026),
    validity=("expired", "in_force"),
    body=(3,),
    topic=(5, 7),
    stage=("primary",),
    audience=("全区中小学", "A&B, C"),
    region=("云岫区",),
    dates=(
        DateRange("written", datetime.date(2024, 1, 1), None),
        DateRange("effective", datetime.date(2024, 5, 1), datetime.date(2024, 5, 31)),
    ),
    alone=True,
    order="newest",
    page=4,
)


def read(address: str) -> SearchState:
    return SearchState.read(QueryDict(address.lstrip("?")))


def test_an_address_read_again_is_the_same_search() -> None:
    again = read(FULL.address(page=4))
    assert again.address(page=4) == FULL.address(page=4)
    assert (again.q, again.dates, again.order, again.alone) == (FULL.q, FULL.dates, FULL.order, FULL.alone)
    assert sorted(again.audience) == sorted(FULL.audience)


def test_one_search_has_one_address_however_it_was_asked() -> None:
    asked = "year=2026&kind=notice&q=%E6%95%99%E5%B8%88&year=2025&kind=notice&page=1&order=best&in=&x=1"
    assert read(asked).address() == "?q=%E6%95%99%E5%B8%88&kind=notice&year=2025&year=2026"


def test_a_change_of_filter_begins_at_the_first_page() -> None:
    assert "page" not in SearchState(q="教师", page=4).address(kind=("notice",))


def test_a_value_is_added_to_those_chosen_and_taken_away_again() -> None:
    state = read("q=a&year=2025")
    assert state.toggled("year", 2024) == "?q=a&year=2024&year=2025"
    assert read(state.toggled("year", 2024)).toggled("year", 2025) == "?q=a&year=2024"
    assert state.toggled("year", 2025) == "?q=a"


def test_a_form_carries_everything_but_its_own_fields() -> None:
    carried = FULL.fields_beside("dates")
    assert ("year", "2025") in carried
    assert ("in", "title") in carried
    assert not [name for name, _ in carried if name.endswith(("_from", "_to")) or name == "page"]


@pytest.mark.parametrize(
    "said",
    [
        {"year": "abc"},
        {"year": "99999999999999"},
        {"year": "二〇"},
        {"kind": "<b>"},
        {"body": "-1"},
        {"body": "１"},
        {"topic": "x"},
        {"validity": "x"},
        {"stage": "x"},
        {"audience": "   "},
        {"region": "\x00"},
        {"in": "x"},
        {"alone": "yes"},
        {"page": "0"},
        {"page": "1.5"},
        {"order": "x"},
    ],
)
def test_nonsense_counts_as_not_said(said: dict[str, str]) -> None:
    assert SearchState.read(said) == SearchState()


# --- dates ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2024-02-09", "2024-02-09", "2024-02-09"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024/2/9", "2024-02-09", "2024-02-09"),
        ("2024年2月", "2024-02-01", "2024-02-29"),
        ("二〇二四年", "2024-01-01", "2024-12-31"),
        ("民国113年2月9日", "2024-02-09", "2024-02-09"),
    ],
)
def test_days_months_and_years_are_understood_however_written(typed: str, first: str, last: str) -> None:
    (chosen,) = SearchState.read({"written_from": typed, "written_to": typed}).dates
    assert (chosen.first.isoformat(), chosen.last.isoformat()) == (first, last)  # type: ignore[union-attr]


@pytest.mark.parametrize("typed", ["昨天", "2024-13", "2024-02-30", "20240", "2024-02-09 x", "<b>", "0000", "9" * 99])
def test_what_is_no_date_filters_nothing_and_says_so_beside_its_field(typed: str) -> None:
    state = SearchState.read({"issued_from": typed, "issued_to": "2024-05"})
    assert state.dates == ()
    wrong, kept = state.mistakes
    assert (wrong.name, kept.name, kept.typed, kept.advice) == ("issued_from", "issued_to", "2024-05-31", "")
    assert "2024-05-01" in wrong.advice


def test_an_end_before_the_beginning_is_told_at_the_end() -> None:
    state = SearchState.read({"issued_from": "2025", "issued_to": "2024"})
    assert [mistake.name for mistake in state.mistakes if mistake.advice] == ["issued_to"]


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ({"published_from": "2024", "published_to": "2024"}, "2024年"),
        ({"published_from": "2024-05", "published_to": "2024-05"}, "2024年5月"),
        ({"published_from": "2024-05-01"}, "2024年5月1日起"),
        ({"published_to": "2024-05"}, "截至2024年5月31日"),
        ({"published_from": "2024-05", "published_to": "2025"}, "2024年5月1日至2025年12月31日"),
    ],
)
def test_a_range_is_named_as_short_as_it_can_be(said: dict[str, Any], label: str) -> None:
    assert SearchState.read(said).dates[0].label == label
