"""The figures of a review as tiles, bars and lines: only numbers and words, drawn by the templates as SVG attributes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

TILES, MOST_BARS = 4, 8
FEWEST_BARS, FEWEST_POINTS = 3, 3
LARGE = 100  # from here on a change is told in percent, below in the unit itself
PLOT_TOP, PLOT_BOTTOM = 18.0, 84.0  # percent of the drawing's height: the line between them, labels around


@dataclass(frozen=True)
class Tile:
    """数据卡片: 参加培训 / 1.39 万人次 / ↑ 比上年增加12%. `arrow` is ↑, ↓, — or empty; `change` says it in words."""

    label: str
    number: str
    unit: str
    arrow: str = ""
    change: str = ""


@dataclass(frozen=True)
class Bar:
    name: str
    width: str
    printed: str


@dataclass(frozen=True)
class BarChart:
    """One unit's figures of one year, largest first; widths in percent of the largest, from zero."""

    unit: str
    year: int | None
    bars: Sequence[Bar]


@dataclass(frozen=True)
class Point:
    """x, y and label_y in percent; `label` only at the first and the last point."""

    year: int
    printed: str
    x: str
    y: str
    label_y: str
    label: str


@dataclass(frozen=True)
class LineChart:
    """One figure over the years, from zero; `trend` is what a screen reader says."""

    name: str
    unit: str
    points: Sequence[Point]
    polyline: str
    base: str
    trend: str


def split_number(value: Decimal, unit: str, approximate: bool = False) -> tuple[str, str]:
    """(number, unit) as printed: ("5,124", "人次"), from 10,000 on ("1.39", "万人次"), ("93%", "")."""
    scaled, wan = (value / 10_000, "万") if abs(value) >= 10_000 and unit != "%" else (value, "")
    number = f"{scaled:,.2f}".rstrip("0").rstrip(".")
    more = "余" if approximate else ""
    return (f"{number}%", more) if unit == "%" else (number, f"{wan}{more}{unit}")


def change_since(value: Decimal, before: Decimal, unit: str) -> tuple[str, str]:
    """("↑", "比上年增加12%"); a rate changes by percentage points."""
    difference = value - before
    if not difference:
        return "—", _("与上年持平")
    arrow = "↑" if difference > 0 else "↓"
    size = abs(difference)
    if unit == "%":
        text = _("提高%(size)s个百分点") if difference > 0 else _("降低%(size)s个百分点")
        return arrow, text % {"size": f"{size:.1f}".rstrip("0").rstrip(".")}
    percent = f"{100 * size / before:.1f}".rstrip("0").rstrip(".") + "%" if before >= LARGE else ""
    amount = percent or "".join(split_number(size, unit))
    text = _("比上年增加%(amount)s") if difference > 0 else _("比上年减少%(amount)s")
    return arrow, text % {"amount": amount}


def tiles(figures: Iterable[Any], series: Iterable[Mapping[str, Any]]) -> list[Tile]:
    """The four figures that stand first: the highlighted ones, else the first four."""
    figures = list(figures)
    chosen = [figure for figure in figures if figure.highlighted] or figures
    known = {(row["name"], row["unit"]): dict(row["points"]) for row in series}
    result = []
    for figure in chosen[:TILES]:
        number, unit = split_number(figure.value, figure.unit, figure.approximate)
        before = known.get((figure.name, figure.unit), {}).get((figure.year or 0) - 1)
        arrow, change = change_since(figure.value, before, figure.unit) if before is not None else ("", "")
        result.append(Tile(figure.name, number, unit, arrow, change))
    return result


def bar_chart(figures: Iterable[Any]) -> BarChart | None:
    """The figures of the unit that most of them share, or None where fewer than three do.

    Highlighted ones stand above as tiles; they are often the sum of the others, so no bar of their own.
    """
    figures = [figure for figure in figures if figure.value >= 0 and not figure.highlighted]
    common = Counter((figure.unit, figure.year) for figure in figures).most_common(1)
    if not common or common[0][1] < FEWEST_BARS:
        return None
    (unit, year), _count = common[0]
    rows = sorted((f for f in figures if (f.unit, f.year) == (unit, year)), key=lambda f: -f.value)[:MOST_BARS]
    largest = rows[0].value or Decimal(1)
    bars = [Bar(f.name, f"{100 * f.value / largest:.1f}%", "".join(split_number(f.value, ""))) for f in rows]
    return BarChart(unit, year, bars)


def line_chart(series: Iterable[Mapping[str, Any]]) -> LineChart | None:
    """The figure with most years, or None where none has three."""
    longest = max(series, key=lambda row: len(row["points"]), default=None)
    if longest is None or len(longest["points"]) < FEWEST_POINTS:
        return None
    values = longest["points"]
    largest = max(value for _year, value in values) or Decimal(1)
    step = 100 / len(values)
    points = []
    for number, (year, value) in enumerate(values):
        x = step * (number + 0.5)
        y = PLOT_BOTTOM - (PLOT_BOTTOM - PLOT_TOP) * float(max(value, Decimal(0)) / largest)
        printed = "".join(split_number(value, longest["unit"]))
        short = "".join(split_number(value, "%" if longest["unit"] == "%" else ""))
        at_end = number in (0, len(values) - 1)
        points.append(Point(year, printed, f"{x:.1f}%", f"{y:.1f}%", f"{y - 8:.1f}%", short if at_end else ""))
    polyline = " ".join(f"{point.x[:-1]},{point.y[:-1]}" for point in points)
    words = _("%(name)s：%(first_year)s年%(first)s，%(last_year)s年%(last)s") % {
        "name": longest["name"],
        "first_year": points[0].year,
        "first": points[0].printed,
        "last_year": points[-1].year,
        "last": points[-1].printed,
    }
    return LineChart(longest["name"], longest["unit"], points, polyline, f"{PLOT_BOTTOM}%", words)
