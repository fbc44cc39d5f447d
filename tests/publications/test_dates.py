"""The date box understands how dates are written in Chinese offices, and says so where it does not."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from publications.widgets import ChineseDateField


@pytest.mark.parametrize(
    "typed", ["2026年5月15日", "二〇二六年五月十五日", "2026.5.15", "2026-05-15", "20260515", "2026年 5月 15 日"]
)
def test_every_usual_form_is_the_same_day(typed: str) -> None:
    assert ChineseDateField().clean(typed) == date(2026, 5, 15)


@pytest.mark.parametrize("typed", ["2026年5月", "明天", "2026年13月1日", "2026-02-30"])
def test_what_is_no_day_is_refused_and_never_becomes_another(typed: str) -> None:
    with pytest.raises(ValidationError, match="2026年5月15日"):
        ChineseDateField().clean(typed)
