"""Figures as tiles, bars and lines."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from plans.charts import bar_chart, change_since, line_chart, split_number, tiles


@dataclass
class Figure:
    name: str
    value: Decimal
    unit: str
    year: int = 2025
    highlighted: bool = False
    approximate: bool = False


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        ("5124", "人次", ("5,124", "人次")),
        ("13900", "人次", ("1.39", "万人次")),
        ("93", "%", ("93%", "")),
        ("0", "个", ("0", "个")),
        ("100", "个", ("100", "个")),
    ],
)
def test_a_number_is_printed_as_the_design_says(value: str, unit: str, printed: tuple[str, str]) -> None:
    assert split_number(Decimal(value), unit) == printed


@pytest.mark.parametrize(
    ("now", "before", "unit", "words"),
    [
        (13900, 12400, "人次", ("↑", "比上年增加12.1%")),
        (16, 14, "个", ("↑", "比上年增加2个")),
        (93, 71, "%", ("↑", "提高22个百分点")),
        (12, 20, "个", ("↓", "比上年减少8个")),
        (5800, 5800, "人", ("—", "与上年持平")),
        (3, 0, "个", ("↑", "比上年增加3个")),
    ],
)
def test_a_change_is_told_in_words(now: int, before: int, unit: str, words: tuple[str, str]) -> None:
    assert change_since(Decimal(now), Decimal(before), unit) == words


def test_a_tile_compares_only_with_the_year_before() -> None:
    figure = Figure("参加培训", Decimal(6000), "人次")
    series = [{"name": "参加培训", "unit": "人次", "points": [(2022, Decimal(5000)), (2025, Decimal(6000))]}]
    assert tiles([figure], series)[0].change == ""


def test_bars_start_at_zero_and_the_largest_fills_the_width() -> None:
    figures = [
        Figure("小学", Decimal(6120), "人次"),
        Figure("初中", Decimal(3060), "人次"),
        Figure("特教", Decimal(0), "人次"),
    ]
    chart = bar_chart(figures)
    assert chart is not None
    assert [bar.width for bar in chart.bars] == ["100.0%", "50.0%", "0.0%"]


def test_a_sum_among_the_tiles_gets_no_bar() -> None:
    parts = [Figure(name, Decimal(1), "人次") for name in "甲乙丙"]
    chart = bar_chart([Figure("合计", Decimal(3), "人次", highlighted=True), *parts])
    assert chart is not None
    assert [bar.name for bar in chart.bars] == ["甲", "乙", "丙"]


def test_two_figures_make_no_chart() -> None:
    assert bar_chart([Figure("小学", Decimal(1), "人次"), Figure("初中", Decimal(2), "人次")]) is None
    assert line_chart([{"name": "甲", "unit": "人", "points": [(2024, Decimal(1)), (2025, Decimal(2))]}]) is None


def test_a_line_begins_at_zero_and_says_its_trend() -> None:
    points = [(2023, Decimal(0)), (2024, Decimal(50)), (2025, Decimal(100))]
    chart = line_chart([{"name": "参训率", "unit": "%", "points": points}])
    assert chart is not None
    assert chart.points[0].y == chart.base
    assert [point.label for point in chart.points] == ["0%", "", "100%"]
    assert chart.trend == "参训率：2023年0%，2025年100%"
