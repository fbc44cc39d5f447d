"""Publication at the planned time: what 终审 approved, asked again at that moment, and together what belongs together."""

from __future__ import annotations

from datetime import timedelta
from operator import itemgetter

from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision, WorkflowState

from editorial import event_log, findings, joint, notices
from publications.publishing import publishing_allowed

REASON = "终审通过，到计划发布时间"
NOTICES_KEPT = timedelta(days=180)


def publish_due() -> int:
    """Publish every revision whose time has come, each bundle in one transaction; how many.

    Where something blocks one of a bundle by now (its index number was given away meanwhile, say), none of it goes
    public: the schedule is taken back, and the authors and the event log are told why.
    """
    due = Revision.objects.filter(approved_go_live_at__lt=timezone.now()).order_by("approved_go_live_at", "pk")
    bundles: dict[object, list[tuple[bool, Revision]]] = {}
    for revision in due:
        leader = _leader_of(revision)
        leads = leader is not None and leader.object_id == revision.object_id
        bundles.setdefault(leader.pk if leader else f"revision {revision.pk}", []).append((leads, revision))
    published = sum(_publish([one for _leads, one in sorted(bundle, key=itemgetter(0))]) for bundle in bundles.values())
    notices.forget_old(timezone.now() - NOTICES_KEPT)
    return published


def _leader_of(revision: Revision) -> WorkflowState | None:
    """The round in which `revision` was approved, or that of the notice with which it was."""
    rounds = WorkflowState.objects.filter(
        base_content_type=revision.base_content_type_id,
        object_id=revision.object_id,
        status=WorkflowState.STATUS_APPROVED,
    )
    last = rounds.order_by("-pk").first()
    return (joint.leader_of(last) or last) if last else None


@transaction.atomic
def _publish(revisions: list[Revision]) -> int:
    """A bundle, the notice last; how many were published."""
    found = [sentence for revision in revisions for sentence in findings.blocking(revision.as_object())]
    pages = [revision.content_object for revision in revisions]
    if found:
        for revision, page in zip(revisions, pages, strict=True):
            revision.approved_go_live_at = None
            revision.save(update_fields=["approved_go_live_at"])
            detail = {"reason": findings.sentence(found), "scheduled": True}
            event_log.record("page.publish", page, result=event_log.Result.REFUSED, detail=detail)
        notices.stopped(pages[-1], pages[:-1], findings.sentence(found))
        return 0
    with publishing_allowed(REASON):
        for revision in revisions:
            revision.publish(log_action="wagtail.publish.scheduled")
    for page in pages:
        page.refresh_from_db()
        notices.published(page)
    return len(revisions)
