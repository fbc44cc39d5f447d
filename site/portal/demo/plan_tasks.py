"""The tasks of a plan (任务分解) out of its own table, with a state that suits the day of loading."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

from plans.models import PlanTask, TaskState, WorkPlanPage
from zhtext.dates import find_dates

GOAL, MEASURE, UNIT, DUE = "任务", "主要措施", "责任部门", "完成时限"
UNDER_WAY = timedelta(days=150)


def tasks_of(plan: WorkPlanPage, today: date) -> list[PlanTask]:
    """A task for each row of the table that has the columns 任务 and 完成时限."""
    tasks = []
    for order, (row, anchor) in enumerate(_rows(plan)):
        due = _end_of_month(row[DUE])
        state = _state(due, today)
        tasks.append(
            PlanTask(
                goal=row[GOAL],
                measure=row.get(MEASURE, ""),
                unit=row[UNIT],
                due_on=due,
                state=state,
                anchor=anchor,
                sort_order=order,
                locale=plan.locale,
            )
        )
    _leave_one_late(tasks, today)
    return tasks


def _rows(plan: WorkPlanPage) -> Iterator[tuple[dict[str, str], str]]:
    """(cells by column, anchor of the heading above) of each row."""
    anchor = ""
    for block in plan.body:
        if block.block_type == "heading":
            anchor = block.value.get("anchor") or ""
        elif block.block_type == "table":
            head, *rows = block.value["data"]
            if {GOAL, UNIT, DUE} <= set(head):
                yield from ((dict(zip(head, row, strict=True)), anchor) for row in rows)


def _end_of_month(text: str) -> date | None:
    mentions = find_dates(text)
    if not mentions or not mentions[0].month:
        return None
    year, month = mentions[0].year, mentions[0].month
    return date(year, month, mentions[0].day or calendar.monthrange(year, month)[1])


def _state(due: date | None, today: date) -> str:
    if due is None:
        return TaskState.NOT_STARTED
    if due < today:
        return TaskState.DONE
    return TaskState.IN_PROGRESS if due - today < UNDER_WAY else TaskState.NOT_STARTED


def _leave_one_late(tasks: list[PlanTask], today: date) -> None:
    """A plan that is still running has something overdue: its last task that was due."""
    overdue = [task for task in tasks if task.due_on and task.due_on < today]
    if overdue and len(overdue) < len(tasks):
        max(overdue, key=lambda task: task.due_on).state = TaskState.IN_PROGRESS
