"""栏目更新: how long each column may still stay as it is, and how near the site is to failing an inspection by its columns.

Classes and limits: 国办秘函〔2019〕19号, 单项否决, item 4.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from publications.choices import UpdateClass
from publications.listing import listed_on

if TYPE_CHECKING:
    from publications.columns import ColumnPage

FIRST_LEVEL = 3  # root, home page, column
SOON = 7  # days
WEEKS, HALF_YEAR, YEAR = timedelta(weeks=2), 6, 12
LIMITS = {"quick": 5, "stale": 10, "blank": 5}
LABELS = {
    "quick": _("动态要闻类超过 2 周、通知政策类一级栏目超过 6 个月未更新"),
    "stale": _("应更新栏目超期未更新"),
    "blank": _("空白栏目"),
}


@dataclass(frozen=True)
class ColumnState:
    """One column on a day: `last` is the day of its newest document, `due` the last day on which it is still up to date."""

    column: ColumnPage
    last: date | None
    due: date | None
    today: date

    @property
    def is_blank(self) -> bool:
        return self.last is None

    @property
    def days_left(self) -> int | None:
        """Negative where it is overdue; None where nothing is required or nothing was ever published."""
        return (self.due - self.today).days if self.due else None

    @property
    def days_over(self) -> int:
        return max(0, -(self.days_left or 0))

    @property
    def must_update(self) -> bool:
        return self.column.update_class != UpdateClass.NONE

    @property
    def is_stale(self) -> bool:
        return self.must_update and (self.is_blank or (self.days_left or 0) < 0)

    @property
    def is_soon(self) -> bool:
        return not self.is_stale and self.days_left is not None and self.days_left <= SOON

    @property
    def is_quick(self) -> bool:
        """Whether it counts toward the limit of five: news of any level, notices of the first."""
        is_first = self.column.depth == FIRST_LEVEL
        return self.column.update_class == UpdateClass.NEWS or (
            self.column.update_class == UpdateClass.POLICY and is_first
        )

    @property
    def responsible(self) -> str:
        """谁负责: the person and the office, else the account's name; empty where nobody is named."""
        named = [self.column.responsible_person, self.column.responsible_office]
        if not self.column.responsible_person and (user := self.column.responsible_user):
            named[0] = user.get_full_name() or user.get_username()
        return "，".join(part for part in named if part)


@dataclass(frozen=True)
class Total:
    """How many columns count toward one limit of the inspection; `failed` from the limit on."""

    label: str
    count: int
    limit: int

    @property
    def failed(self) -> bool:
        return self.count >= self.limit


def column_models() -> list[type[ColumnPage]]:
    from publications.columns import ColumnPage

    return [model for model in apps.get_models() if issubclass(model, ColumnPage)]


def live_columns() -> list[Any]:
    """Every live column once, the elder of its two scripts, in the order of the tree; one query a type."""
    found: dict[Any, Any] = {}
    for model in column_models():
        for column in model.objects.live().select_related("responsible_user").order_by("pk"):
            found.setdefault(column.translation_key, column)
    return sorted(found.values(), key=lambda column: column.path)


def column_states(today: date) -> list[ColumnState]:
    """The state of each column; what is blank or overdue first, then by days left. Queries: one a type and three."""
    columns = live_columns()
    newest = newest_below([column.path for column in columns], today)
    own: dict[int, date] = {}
    for model in {type(column) for column in columns}:
        own |= model.own_updates([column for column in columns if type(column) is model])
    states = []
    for column in columns:
        days = [day for day in (newest.get(column.path), own.get(column.pk)) if day]
        last = max(days) if days else None
        states.append(ColumnState(column, last, due_on(column.update_class, last), today))
    return sorted(states, key=_urgency)


def _urgency(state: ColumnState) -> tuple[Any, ...]:
    left = state.days_left if state.days_left is not None else 10_000
    return not (state.must_update and state.is_blank), not state.is_stale, left, state.column.path


def newest_below(paths: Sequence[str], today: date) -> dict[str, date]:
    """{path: day of the newest public document at or below it}, in one query; a date to come does not count."""
    from publications.models import OfficialDocumentPage

    documents = OfficialDocumentPage.objects.live().public().annotate(listed_on=listed_on())
    newest: dict[str, date] = {}
    wanted, steplen = set(paths), Page.steplen
    for path, day in documents.filter(listed_on__lte=today).values_list("path", "listed_on"):
        for end in range(steplen, len(path) + 1, steplen):
            above = path[:end]
            if above in wanted and (above not in newest or newest[above] < day):
                newest[above] = day
    return newest


def due_on(update_class: str, last: date | None) -> date | None:
    """The last day without a breach."""
    if last is None or update_class == UpdateClass.NONE:
        return None
    if update_class == UpdateClass.NEWS:
        return last + WEEKS
    return months_later(last, HALF_YEAR if update_class == UpdateClass.POLICY else YEAR)


def months_later(day: date, months: int) -> date:
    """The same day `months` later, or the month's last where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def totals(states: Iterable[ColumnState]) -> list[Total]:
    """The three counts against the limits of the inspection."""
    states = list(states)
    counts = {
        "quick": sum(state.is_quick and state.is_stale for state in states),
        "stale": sum(state.is_stale for state in states),
        "blank": sum(state.is_blank for state in states),
    }
    return [Total(str(LABELS[name]), counts[name], limit) for name, limit in LIMITS.items()]
