"""How a document becomes public: after 终审, by the recorded emergency path; and how it is withdrawn."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, TaskState, WorkflowState

from editorial import event_log, joint, notices, rules
from editorial.models import EmergencyPublication, ReviewState, Step
from editorial.roles import FINAL_REVIEWERS
from publications.publishing import PublicationRefused, publishing_allowed


def publish_approved(workflow_state: WorkflowState, user: Any = None) -> None:
    """Publish what three different people approved, now or at its planned time.

    The approvals are counted again here: a workflow that somebody shortened or replaced publishes nothing. What was
    submitted together is approved together or not at all, and goes public at the notice's time, in one transaction.
    """
    page = workflow_state.content_object
    rounds = joint.bundle(workflow_state)
    for round_ in rounds:
        if reason := missing_approvals(round_, round_.content_object.get_latest_revision()):
            event_log.record_refusal("page.publish", page, reason, actor=user)
            raise PublicationRefused(reason)
    revision = page.get_latest_revision()
    planned = getattr(rounds[0].content_object.get_latest_revision_as_object(), "planned_publication", None)
    later = planned if planned and planned > timezone.now() else None
    revision.content["go_live_at"] = later.isoformat() if later else None
    revision.save(update_fields=["content"])
    with publishing_allowed(_("终审通过")):
        revision.publish(user=user, skip_permission_checks=True)
    notices.released(workflow_state, rounds[0], later, user)


def missing_approvals(workflow_state: WorkflowState, revision: Any) -> str | None:
    """Why the reviews of `revision` do not add up; None where all three steps stand, by three people, on this text."""
    approved = {
        state.step: state
        for state in ReviewState.objects.filter(
            workflow_state=workflow_state,
            revision=revision,
            content_digest=rules.digest(revision),
            status=TaskState.STATUS_APPROVED,
        )
    }
    if missing := [step.label for step in Step if step not in approved]:
        return _("缺少%(steps)s") % {"steps": "、".join(map(str, missing))}
    reviewers = {state.finished_by_id for state in approved.values()}
    involved = {
        revision.user_id,
        workflow_state.requested_by_id,
        *(state.submitted_by_id for state in approved.values()),
    }
    if len(reviewers) < len(Step) or None in reviewers or reviewers & involved:
        return _("三个环节须由不同的人审核，且不能是送审人或最后修改人")
    return None


@transaction.atomic
def publish_in_emergency(page: Page, user: Any, reason: str) -> EmergencyPublication:
    """紧急发布: the superuser puts the latest draft online past the reviews; 终审 approves it afterwards."""
    if not user.is_superuser:
        refusal = _("只有超级管理员可以紧急发布")
        event_log.record_refusal("page.emergency", page, refusal, actor=user)
        raise PublicationRefused(refusal)
    page = page.specific
    revision = page.get_latest_revision() or page.save_revision(user=user)
    event_log.record("page.emergency", page, actor=user, revision_id=revision.pk, detail={"reason": reason})
    with publishing_allowed(_("紧急发布：%(reason)s") % {"reason": reason}):
        revision.content["go_live_at"] = None
        revision.save(update_fields=["content"])
        revision.publish(user=user, skip_permission_checks=True)
    return EmergencyPublication.objects.create(
        page_id=page.pk, title=page.title, revision_id=revision.pk, reason=reason, published_by=user
    )


@transaction.atomic
def approve_afterwards(emergency: EmergencyPublication, user: Any) -> None:
    """补审: somebody of 终审, not the publisher, takes responsibility for what was published in an emergency."""
    refusal = ""
    if not is_final_reviewer(user):
        refusal = _("只有终审人员可以补审")
    elif emergency.published_by_id == user.pk:
        refusal = _("紧急发布的人不能为自己补审")
    elif emergency.approved_at:
        refusal = _("这次紧急发布已经补审")
    if refusal:
        event_log.record_refusal("page.emergency_review", emergency.page, refusal, actor=user)
        raise PublicationRefused(refusal)
    emergency.approved_by, emergency.approved_at = user, timezone.now()
    emergency.save(update_fields=["approved_by", "approved_at"])
    event_log.record("page.emergency_review", emergency.page, actor=user, revision_id=emergency.revision_id)


def is_final_reviewer(user: Any) -> bool:
    return bool(user.is_active and user.groups.filter(name=FINAL_REVIEWERS).exists())


def may_withdraw(page: Page, user: Any) -> bool:
    """撤稿, of what is public or waits for its time, is for 终审 and the superuser."""
    if page.depth < 2 or not (user.is_superuser or is_final_reviewer(user)):
        return False
    return bool(user.is_active and (page.live or page.approved_schedule))


@transaction.atomic
def withdraw(page: Page, user: Any, reason: str, include_descendants: bool = False) -> int:
    """撤稿: take `page`, and what stands live below it if wanted, offline; a schedule goes too. How many pages."""
    if not may_withdraw(page, user):
        refusal = _("只有终审人员和超级管理员可以撤稿")
        event_log.record_refusal("page.unpublish", page, refusal, actor=user)
        raise PublicationRefused(refusal)
    below = page.get_descendants().live().specific() if include_descendants else []
    pages = [page.specific, *below]
    for one in pages:
        event_log.record("page.withdraw", one, actor=user, detail={"reason": reason})
        if scheduled := one.scheduled_revision:
            scheduled.approved_go_live_at = None
            scheduled.save(user=user, update_fields=["approved_go_live_at"])
        UnpublishPageAction(one, user=user).execute(skip_permission_checks=True)
        notices.withdrawn(one, reason, user)
    return len(pages)
