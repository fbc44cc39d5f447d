"""Cases are found by their filters; a filter's counts leave out its own choice."""

from typing import Any

import pytest

from news.case_filters import case_listing
from publications.publishing import publishing_allowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def library() -> Any:
    from news.models import CaseIndexPage, CasePage

    library = CaseIndexPage.objects.get()
    for title, stage, subject, live in [
        ("识字教学", "primary", "语文", True),
        ("整本书阅读", "junior", "语文", True),
        ("量感培养", "primary", "数学", True),
        ("未公开的案例", "primary", "数学", False),
    ]:
        with publishing_allowed("测试"):
            library.add_child(instance=CasePage(title=title, stage=stage, subject=subject, live=live))
    return library


def counts(context: dict[str, Any], name: str) -> dict[str, int]:
    return {choice.label: choice.count for f in context["filters"] if f.name == name for choice in f.choices}


def test_a_filter_narrows_the_cases_and_the_other_filters_but_not_itself(library: Any) -> None:
    context = case_listing(library, {"stage": "primary"})
    assert sorted(case.title for case in context["page_obj"]) == ["识字教学", "量感培养"]
    assert counts(context, "stage") == {"小学": 2, "初中": 1}
    assert counts(context, "subject") == {"语文": 1, "数学": 1}


@pytest.mark.parametrize(
    "parameters",
    [
        {"year": "abc"},
        {"year": "9" * 5000},  # more digits than Python reads
        {"year": "²"},
        {"page": "999"},
        {"stage": "\x00"},  # PostgreSQL cannot be asked for it
        {"region": "云岫\x00区", "level": "\x00"},
        {"subject": "'" * 500},
    ],
)
def test_a_hostile_address_gives_a_listing_and_no_error(library: Any, parameters: dict[str, str]) -> None:
    assert case_listing(library, parameters)["page_obj"] is not None
