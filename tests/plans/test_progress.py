"""A plan's progress: overdue first, done last."""

from datetime import date

from plans.progress import progress_of


class Task:
    def __init__(self, goal: str, state: str, due_on: date | None) -> None:
        self.goal, self.state, self.due_on = goal, state, due_on

    def state_on(self, day: date) -> str:
        from plans.models import PlanTask

        return PlanTask.state_on(self, day)  # type: ignore[arg-type]


def test_overdue_tasks_come_first_and_are_counted() -> None:
    tasks = [
        Task("甲", "done", date(2026, 3, 1)),
        Task("乙", "in_progress", date(2026, 9, 1)),
        Task("丙", "not_started", date(2026, 3, 1)),
        Task("丁", "not_started", None),
    ]
    progress = progress_of(tasks, date(2026, 5, 1))  # type: ignore[arg-type]
    assert [(row.task.goal, row.state) for row in progress.rows] == [
        ("丙", "overdue"),
        ("乙", "in_progress"),
        ("丁", "not_started"),
        ("甲", "done"),
    ]
    assert (progress.total, progress.done, progress.overdue, progress.percent) == (4, 1, 1, 25)


def test_a_plan_without_tasks_is_at_nought_per_cent() -> None:
    assert progress_of([], date(2026, 5, 1)).percent == 0
