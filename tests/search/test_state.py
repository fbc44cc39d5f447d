"""The address says everything that a reader asks, and nonsense in it says nothing."""

import pytest

from search.state import SearchState


def test_an_address_read_again_is_the_same_search() -> None:
    from django.http import QueryDict

    state = SearchState(q="教师 & 培训", kind="notice", year=2026, body=3, order="newest", page=4)
    assert SearchState.read(QueryDict(state.address(page=4)[1:]).dict()) == state


def test_a_change_of_filter_begins_at_the_first_page() -> None:
    assert "page" not in SearchState(q="教师", page=4).address(kind="notice")


@pytest.mark.parametrize(
    "said",
    [
        {"year": "abc"},
        {"year": "99999999999999"},
        {"year": "二〇"},
        {"kind": "<b>"},
        {"body": "-1"},
        {"body": "１"},
        {"page": "0"},
        {"page": "1.5"},
        {"order": "x"},
    ],
)
def test_nonsense_counts_as_not_said(said: dict[str, str]) -> None:
    assert SearchState.read(said) == SearchState()
