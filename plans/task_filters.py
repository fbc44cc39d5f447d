"""Filtering a plan's tasks by department and state: every filter a link, its state in the address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from plans.progress import PlanProgress, TaskRow

STATES = {"overdue": _("已逾期"), "in_progress": _("进行中"), "not_started": _("未开始"), "done": _("已完成")}
FEWEST = 2  # a filter with one value would not tell anything apart


@dataclass(frozen=True)
class Choice:
    """One value of a filter: its link sets it, or takes it away where it is chosen."""

    label: str
    count: int
    chosen: bool
    query: str


@dataclass(frozen=True)
class Filter:
    label: str
    choices: list[Choice]


def filter_tasks(progress: PlanProgress, parameters: Mapping[str, str]) -> tuple[list[Filter], list[TaskRow]]:
    """(filters, rows that fit). Parameters: `unit` 责任单位 as written, `state` one of STATES."""
    wanted = {name: value for name in ("unit", "state") if (value := parameters.get(name, ""))}
    counted = {
        "state": Counter(row.state for row in _fitting(progress, wanted, leave_out="state")),
        "unit": Counter(row.task.unit for row in _fitting(progress, wanted, leave_out="unit") if row.task.unit),
    }
    labels = {
        "state": [(state, str(label)) for state, label in STATES.items() if counted["state"][state]],
        "unit": [(unit, unit) for unit in sorted(counted["unit"])],
    }
    filters = []
    for name, label in (("state", _("进度")), ("unit", _("责任单位"))):
        choices = []
        for value, text in labels[name]:
            chosen = wanted.get(name) == value
            query = {key: kept for key, kept in wanted.items() if key != name} | ({} if chosen else {name: value})
            choices.append(Choice(text, counted[name][value], chosen, urlencode(query)))
        if len(choices) >= FEWEST or name in wanted:
            filters.append(Filter(str(label), choices))
    return filters, _fitting(progress, wanted)


def _fitting(progress: PlanProgress, wanted: Mapping[str, str], leave_out: str = "") -> list[TaskRow]:
    tests = {"state": lambda row: row.state, "unit": lambda row: row.task.unit}
    return [
        row
        for row in progress.rows
        if all(tests[name](row) == value for name, value in wanted.items() if name != leave_out)
    ]
