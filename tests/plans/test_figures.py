"""Figures are printed as readers expect them."""

from decimal import Decimal

import pytest


@pytest.mark.parametrize(
    ("value", "unit", "approximate", "printed"),
    [
        ("5124", "人次", False, "5,124人次"),
        ("13900", "人次", False, "1.39万人次"),
        ("93.0000", "%", False, "93%"),
        ("300", "名", True, "300余名"),
        ("10000", "人", False, "1万人"),
        ("0.5", "小时", False, "0.5小时"),
    ],
)
def test_a_figure_is_printed_with_its_unit(value: str, unit: str, approximate: bool, printed: str) -> None:
    from plans.models import ReviewFigure

    assert ReviewFigure(name="培训", value=Decimal(value), unit=unit, approximate=approximate).printed == printed
