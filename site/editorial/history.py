"""What the screens show of a document's reviews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState, WorkflowState

from editorial import rules
from editorial.models import ReviewState
from editorial.names import name_of

STATUS_LABELS = {
    TaskState.STATUS_IN_PROGRESS: "审核中",
    TaskState.STATUS_APPROVED: "通过",
    TaskState.STATUS_REJECTED: "退回",
    TaskState.STATUS_CANCELLED: "撤回",
    TaskState.STATUS_SKIPPED: "跳过",
}


@dataclass(frozen=True)
class ReviewLine:
    """One row of the review form (审核表)."""

    step: str
    status: str
    reviewer: str
    time: datetime | None
    proofread: bool
    not_classified: bool
    comment: str


@dataclass(frozen=True)
class Return:
    """退回: who, when, why."""

    step: str
    reviewer: str
    time: datetime
    reason: str


def lines(page: Page) -> list[ReviewLine]:
    """Every review of `page`, oldest first."""
    states = (
        ReviewState.objects.filter(workflow_state__in=WorkflowState.objects.for_instance(page))
        .select_related("task", "finished_by")
        .order_by("pk")
    )
    return [
        ReviewLine(
            step=state.task.name,
            status=STATUS_LABELS[state.status],
            reviewer=name_of(state.finished_by),
            time=state.finished_at,
            proofread=state.proofread,
            not_classified=state.not_classified,
            comment=state.comment,
        )
        for state in states
    ]


def summary(page: Page) -> str:
    """The current round in one line: 初审 李敏 10月8日 09:30 文字已校 不涉密 → 复审 待办理."""
    round_ = page.workflow_states.order_by("-pk").first()
    if round_ is None:
        return ""
    latest = page.get_latest_revision()
    states = ReviewState.objects.filter(workflow_state=round_, revision=latest).select_related("task", "finished_by")
    by_task = {state.task_id: state for state in states.order_by("pk")}
    return " → ".join(_one_step(step, by_task.get(step.pk)) for step in rules.steps(round_))


def _one_step(step: Any, state: ReviewState | None) -> str:
    if state is None or state.status != TaskState.STATUS_APPROVED:
        waiting = state is not None and state.status == TaskState.STATUS_IN_PROGRESS
        return f"{step.name} {_('办理中') if waiting else _('未办理')}"
    ticks = [_("文字已校")] * state.proofread + [_("不涉密")] * state.not_classified
    return " ".join([step.name, name_of(state.finished_by), _moment(state.finished_at), *ticks])


def _moment(time: datetime) -> str:
    from django.utils.timezone import localtime

    local = localtime(time)
    return f"{local.month}月{local.day}日 {local:%H:%M}"


def last_return(page: Page) -> Return | None:
    """The return that `page` has not been submitted again after, or None."""
    state = page.current_workflow_state
    review = state.current_task_state if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES else None
    if review is None:
        return None
    return Return(review.task.name, name_of(review.finished_by), review.finished_at, review.comment)


def returned_sentence(returned: Return) -> str:
    return _("%(step)s %(reviewer)s 于 %(time)s 退回：%(reason)s") % {
        "step": returned.step,
        "reviewer": returned.reviewer,
        "time": _moment(returned.time),
        "reason": returned.reason,
    }
