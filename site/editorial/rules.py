"""Who may review what: the rules of 三审三校, asked by the screens and enforced where the state changes."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, NoReturn

from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState, WorkflowState

from editorial import enclosures, event_log, findings, joint

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from wagtail.models import Revision

    from editorial.models import ReviewState, ReviewTask


class ReviewRefused(PermissionDenied):
    """审核被拒绝. The message is for editors."""


def refuse(action: str, page: Any, reason: str, user: Any) -> NoReturn:
    event_log.record_refusal(action, page, reason, actor=user)
    raise ReviewRefused(reason)


def digest(revision: Revision) -> str:
    """SHA-256 over what a revision says; the time of publication, which 终审 adds, is left out."""
    content = {key: value for key, value in revision.content.items() if key != "go_live_at"}
    text = json.dumps(content, sort_keys=True, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()


def cycle(workflow_state: WorkflowState) -> QuerySet[ReviewState]:
    """Every review of this document since it last passed all three: also those of withdrawn and restarted rounds."""
    from editorial.models import ReviewState

    same = WorkflowState.objects.filter(
        base_content_type_id=workflow_state.base_content_type_id, object_id=workflow_state.object_id
    )
    passed = same.filter(status=WorkflowState.STATUS_APPROVED, pk__lt=workflow_state.pk).order_by("-pk").first()
    rounds = same.filter(pk__gt=passed.pk) if passed else same
    return ReviewState.objects.filter(workflow_state__in=rounds)


def objection(state: ReviewState, user: Any) -> str | None:
    """Why `user` may not review at this step, in the editor's words; None where nothing speaks against it.

    What goes along with the document is asked as well: one that somebody may not review holds all of them.
    """
    if reason := joint.objection_to_being_alone(state.workflow_state):
        return reason
    if reason := _own_objection(state, user):
        return reason
    for beside in joint.reviews_beside(state):
        apart = _("不在同一审核环节，请退回后重新送审") if beside.task_id != state.task_id else None
        if reason := apart or _own_objection(beside, user):
            return _("所附《%(title)s》：%(reason)s") % {"title": beside.revision.object_str, "reason": reason}
    return None


def _own_objection(state: ReviewState, user: Any) -> str | None:
    page = state.workflow_state.content_object
    task = state.task.specific
    if user is None or not user.is_active:
        return _("请由审核人登录后办理")
    if state.status != TaskState.STATUS_IN_PROGRESS:
        return _("“%(step)s”已经办结") % {"step": task.name}
    if not task.groups.filter(user=user).exists():
        return _("您不在“%(step)s”角色中，不能审核本稿") % {"step": task.name}
    latest = page.get_latest_revision()
    if latest is None or state.revision_id != latest.pk or state.content_digest != digest(latest):
        return _("送审之后稿件又有改动，请重新送审")
    if user.pk in (state.submitted_by_id, state.workflow_state.requested_by_id):
        return _("本稿由您送审，不能由您审核")
    if latest.user_id == user.pk:
        return _("本稿最后由您修改，不能由您审核")
    other = cycle(state.workflow_state).filter(status=TaskState.STATUS_APPROVED, finished_by=user)
    if earlier := other.exclude(task_id=state.task_id).select_related("task").first():
        return _("您已审过本稿的“%(step)s”，同一稿件的三个环节须由不同的人审核") % {"step": earlier.task.name}
    return None


def open_to(task: ReviewTask, user: Any) -> list[int]:
    """Keys of the waiting reviews of `task` that objection() lets a member of its groups do, in two queries."""
    from editorial.models import JointReview, ReviewState

    same = {
        f"workflow_state__{name}": OuterRef(f"workflow_state__{name}") for name in ("object_id", "base_content_type")
    }
    passed_since = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_APPROVED,
        object_id=OuterRef("workflow_state__object_id"),
        base_content_type=OuterRef("workflow_state__base_content_type"),
        pk__gte=OuterRef("workflow_state_id"),
        pk__lt=OuterRef(OuterRef("workflow_state_id")),
    )
    other = ReviewState.objects.filter(
        ~Exists(passed_since), status=TaskState.STATUS_APPROVED, finished_by=user, **same
    )
    waiting = ReviewState.objects.filter(
        ~Exists(other.exclude(task_id=task.pk)),
        Exists(Page.objects.filter(latest_revision=OuterRef("revision"))),
        task_id=task.pk,
        status=TaskState.STATUS_IN_PROGRESS,
    ).exclude(Q(submitted_by=user) | Q(workflow_state__requested_by=user) | Q(revision__user=user))
    waiting = waiting.select_related("revision")
    free = {state.workflow_state_id: state.pk for state in waiting if state.content_digest == digest(state.revision)}
    pairs = list(JointReview.objects.filter(leader__in=free).values_list("leader_id", "member_id"))
    pairs += JointReview.objects.filter(member__in=free).exclude(leader__in=free).values_list("leader_id", "member_id")
    held = {member for _leader, member in pairs} | {leader for leader, member in pairs if member not in free}
    return [state for round_, state in free.items() if round_ not in held]


def check_approval(state: ReviewState, user: Any) -> None:
    """Raise ReviewRefused unless `user` may approve this step now."""
    from editorial.models import Step

    page = _locked(state)
    if reason := objection(state, user):
        refuse("review.approve", page, reason, user)
    if state.step != Step.FINAL:
        return
    beside = [one.revision.as_object() for one in joint.reviews_beside(state)]
    if blocking := findings.blocking_together(state.revision.as_object(), beside):
        refuse("review.approve", page, findings.sentence(blocking), user)


def check_return(state: ReviewState, user: Any, comment: str) -> None:
    """Raise ReviewRefused unless `user` may return this document, with a reason."""
    page = _locked(state)
    if reason := objection(state, user):
        refuse("review.return", page, reason, user)
    if not (comment or "").strip():
        refuse("review.return", page, _("请填写退回原因"), user)


def _locked(state: ReviewState) -> Any:
    """The page, with the state's row locked and its status read again: two reviewers may press at once."""
    state.status = TaskState.objects.select_for_update().values_list("status", flat=True).get(pk=state.pk)
    return state.workflow_state.content_object


def check_submission(workflow_state: WorkflowState, user: Any) -> list[WorkflowState]:
    """The rounds that come along where a step begins because somebody pressed 送审; else none.

    Raises ReviewRefused for a document that must not be submitted as it is, or not by itself.
    """
    if not _is_submission(_previous(workflow_state)):
        return []
    page = workflow_state.content_object
    if leader := joint.leader_of(workflow_state):
        if leader.status == WorkflowState.STATUS_NEEDS_CHANGES:
            refuse("review.submit", page, joint.objection_to_being_alone(workflow_state) or "", user)
        return []
    enclosed = enclosures.joining(page)
    drafts = [one.get_latest_revision_as_object() for one in (page, *enclosed)]
    if blocking := findings.blocking_together(drafts[0], drafts[1:]):
        refuse("review.submit", page, findings.sentence(blocking), user)
    for one in enclosed:
        if user is not None and not one.permissions_for_user(user).can_edit():
            refuse("review.submit", page, _("您没有修改所附《%(title)s》的权限") % {"title": one.draft_title}, user)
        if one.get_latest_revision() is None:
            one.save_revision(user=user)
    return joint.gather(workflow_state, enclosed, user)


def steps(workflow_state: WorkflowState) -> list[ReviewTask]:
    from editorial.models import ReviewTask

    return list(
        ReviewTask.objects.filter(workflow_tasks__workflow=workflow_state.workflow_id, active=True).order_by(
            "workflow_tasks__sort_order"
        )
    )


def first_step_due(workflow_state: WorkflowState) -> ReviewTask | None:
    """The earliest step that not all of the bundle have passed in this round, as they stand now."""
    passed = set.intersection(*(_passed(round_) for round_ in joint.bundle(workflow_state)))
    return next((step for step in steps(workflow_state) if step.pk not in passed), None)


def _passed(workflow_state: WorkflowState) -> set[int]:
    """Keys of the steps that the latest revision, as it stands now, has passed in this round."""
    from editorial.models import ReviewState

    latest = workflow_state.content_object.get_latest_revision()
    approved = ReviewState.objects.filter(
        workflow_state=workflow_state,
        revision=latest,
        content_digest=digest(latest) if latest else "",
        status=TaskState.STATUS_APPROVED,
    )
    return set(approved.values_list("task_id", flat=True))


def submitter_id(workflow_state: WorkflowState, user: Any) -> int | None:
    """Who sent the document into this round: carried on from step to step, new after a return."""
    previous = _previous(workflow_state)
    if _is_submission(previous):
        return user.pk if user is not None else workflow_state.requested_by_id
    return previous.submitted_by_id if previous else None


def _previous(workflow_state: WorkflowState) -> ReviewState | None:
    """The last review begun in this round; one that is just being begun has no digest yet."""
    from editorial.models import ReviewState

    return ReviewState.objects.filter(workflow_state=workflow_state, content_digest__gt="").order_by("-pk").first()


def _is_submission(previous: ReviewState | None) -> bool:
    """Whether a step that begins after `previous` begins because somebody pressed 送审."""
    return previous is None or previous.status == TaskState.STATUS_REJECTED
