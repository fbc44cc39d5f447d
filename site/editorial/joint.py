"""Joint review (一并送审): a notice takes what it encloses along through 送审, the three reviews and publication.

Each document keeps a round of its own, so its lock, its history and its event log say what happened to it; the rounds of
the enclosed ones move only when the notice's does. `publications.Relation` says what a notice encloses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import workflow_cancelled, workflow_submitted

from editorial.models import JointReview, ReviewState

if TYPE_CHECKING:
    from editorial.models import ReviewTask

ACTIVE = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)


def leader_of(round_: WorkflowState) -> WorkflowState | None:
    """The notice's round that `round_` follows; None where it goes alone or leads."""
    joint = JointReview.objects.filter(member=round_.pk).select_related("leader").first()
    return joint.leader if joint else None


def members_of(leader: WorkflowState) -> list[WorkflowState]:
    """The rounds that follow `leader`, in the order in which they joined."""
    joints = JointReview.objects.filter(leader=leader.pk).select_related("member__current_task_state")
    return [joint.member for joint in joints]


def bundle(round_: WorkflowState) -> list[WorkflowState]:
    """The notice's round, then those of what it encloses; one alone is a bundle of itself."""
    leader = leader_of(round_) or round_
    return [leader, *members_of(leader)]


def reviews_beside(state: ReviewState) -> list[ReviewState]:
    """The current reviews of what goes along with the notice that waits at `state`."""
    keys = JointReview.objects.filter(leader=state.workflow_state_id).values("member__current_task_state")
    found = ReviewState.objects.filter(pk__in=keys).select_related("workflow_state", "revision", "task")
    return list(found.order_by("workflow_state_id"))


def leading_page(page: Page) -> Page | None:
    """The notice together with which `page` is under way, or None."""
    round_ = page.current_workflow_state
    leader = leader_of(round_) if round_ else None
    return leader.content_object if leader else None


def gather(leader: WorkflowState, pages: list[Page], user: Any) -> list[WorkflowState]:
    """The rounds of `pages`, made or taken up again, joined to `leader`; none of them is at a step yet."""
    rounds = [_round_of(page, user) for page in pages]
    JointReview.objects.filter(leader=leader).exclude(member__in=rounds).delete()
    for round_ in rounds:
        JointReview.objects.update_or_create(member=round_, defaults={"leader": leader})
    return rounds


def _round_of(page: Page, user: Any) -> WorkflowState:
    round_ = page.current_workflow_state
    if round_ is not None:
        return round_
    round_ = WorkflowState(
        content_type=page.get_content_type(),
        base_content_type=page.get_base_content_type(),
        object_id=str(page.pk),
        workflow=page.get_workflow(),
        status=WorkflowState.STATUS_IN_PROGRESS,
        requested_by=user,
    )
    round_.save()
    return round_


def begin(round_: WorkflowState, step: ReviewTask, user: Any) -> None:
    """Let a gathered round wait at `step`, as Wagtail's own 送审 of one page would."""
    if round_.status == WorkflowState.STATUS_NEEDS_CHANGES:
        round_.resume(user)
        return
    round_.update(user=user, next_task=step)
    workflow_submitted.send(sender=WorkflowState, instance=round_, user=user)
    state = round_.current_task_state
    log(
        instance=round_.content_object.specific,
        action="wagtail.workflow.start",
        data={
            "workflow": {
                "id": round_.workflow_id,
                "title": round_.workflow.name,
                "status": round_.status,
                "next": {"id": state.task_id, "title": state.task.name},
                "task_state_id": state.pk,
            }
        },
        revision=state.revision,
        user=user,
    )


def objection_to_being_alone(round_: WorkflowState) -> str | None:
    """Why a step of `round_` cannot be done by itself."""
    leader = leader_of(round_)
    if leader is None:
        return None
    return _("本稿与《%(title)s》一并送审，请在那份稿件的审核页一并办理") % {
        "title": leader.content_object.get_latest_revision_as_object().title
    }


def _cancelled(sender: type, instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    """What was submitted together is taken back together."""
    for round_ in bundle(instance):
        if round_.pk != instance.pk and round_.status in ACTIVE and round_.current_task_state_id:
            round_.cancel(user=user)


def restart(round_: WorkflowState, user: Any, comment: str) -> None:
    """Back to the first step that not all of the bundle have passed as they are now."""
    for one in bundle(round_):
        state = one.current_task_state
        if one.status == WorkflowState.STATUS_IN_PROGRESS and state and state.status == TaskState.STATUS_IN_PROGRESS:
            state.specific.cancel(user=user, comment=comment)


def connect() -> None:
    workflow_cancelled.connect(_cancelled, dispatch_uid="editorial.joint")
