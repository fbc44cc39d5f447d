"""The report (搜索统计): what was searched most, what found nothing, and how many searches there were.

A text is shown only once it was asked in three different hours (LEAST_HOURS). A personal name cannot be told from any
other word of two to four characters, and whoever looks for somebody asks once or twice, in one sitting; what a school, a
notice or a lesson makes people look for is asked again and again. The totals count every search.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from search.reports.counting import LEAST_HOURS
from search.reports.models import SearchDay, SearchedText

PERIODS = (7, 30, 365)  # days
MOST_LISTED = 50
BY_MONTH_FROM = 100  # days


@dataclass(frozen=True)
class AskedText:
    text: str
    asked: int
    nothing: int
    partly: int


@dataclass(frozen=True)
class Span:
    """A day or, where `is_month`, the month that begins with it."""

    begins: datetime.date
    is_month: bool
    asked: int
    nothing: int
    partly: int


def texts(days: int, *, without_results: bool = False, most: int | None = MOST_LISTED) -> list[AskedText]:
    """Most asked first; without_results: those that found nothing, or nothing with all that was typed."""
    often = SearchedText.objects.values("text").annotate(of_all=Sum("hours")).filter(of_all__gte=LEAST_HOURS)
    rows = _since(SearchedText.objects.filter(text__in=often.values("text")), days).values("text").annotate(**SUMS)
    rows = rows.order_by("-sum_asked", "text")
    if without_results:
        missed = F("sum_nothing") + F("sum_partly")
        rows = rows.annotate(missed=missed).filter(missed__gt=0).order_by("-missed", "text")
    return [AskedText(r["text"], r["sum_asked"], r["sum_nothing"], r["sum_partly"]) for r in rows[:most]]


def spans(days: int) -> list[Span]:
    """Every day, or where they are many every month, in which something was asked; the latest first."""
    by_month = days >= BY_MONTH_FROM
    rows = _since(SearchDay.objects.all(), days)
    grouped = rows.annotate(begins=TruncMonth("day") if by_month else F("day")).values("begins").annotate(**SUMS)
    return [
        Span(row["begins"], by_month, row["sum_asked"], row["sum_nothing"], row["sum_partly"])
        for row in grouped.order_by("-begins")
    ]


SUMS = {f"sum_{name}": Sum(name) for name in ("asked", "nothing", "partly")}


def _since(rows: QuerySet[Any], days: int) -> QuerySet[Any]:
    return rows.filter(day__gt=timezone.localdate() - datetime.timedelta(days=days))
