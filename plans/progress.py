"""How far a plan is: how many of its tasks are done and how many overdue on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plans.models import PlanTask

ORDER = {"overdue": 0, "in_progress": 1, "not_started": 2, "done": 3}


@dataclass(frozen=True)
class TaskRow:
    """A task as it stands on the day: state is overdue, in_progress, not_started or done."""

    task: PlanTask
    state: str


@dataclass(frozen=True)
class PlanProgress:
    """进度: rows with overdue tasks first, then by due date."""

    rows: list[TaskRow]

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def done(self) -> int:
        return sum(row.state == "done" for row in self.rows)

    @property
    def overdue(self) -> int:
        return sum(row.state == "overdue" for row in self.rows)

    @property
    def percent(self) -> int:
        return round(100 * self.done / self.total) if self.rows else 0


def progress_of(tasks: list[PlanTask], day: date) -> PlanProgress:
    """The progress of `tasks` on `day`."""
    rows = [TaskRow(task, task.state_on(day)) for task in tasks]
    rows.sort(key=lambda row: (ORDER[row.state], row.task.due_on or date.max))
    return PlanProgress(rows)
