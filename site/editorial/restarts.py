"""A document that changes while it is under review goes back to 初审: what was approved is no longer what it says."""

from typing import Any

from django.db.models.signals import post_save
from wagtail.models import Page, WorkflowState

from editorial import joint, rules
from editorial.models import ReviewState


def _draft_saved(sender: type, instance: Any, update_fields: Any = None, raw: bool = False, **kwargs: Any) -> None:
    if raw or not isinstance(instance, Page) or not update_fields or "latest_revision" not in update_fields:
        return
    state = instance.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS or state.current_task_state is None:
        return
    review = state.current_task_state.specific
    latest = instance.get_latest_revision()
    if not isinstance(review, ReviewState) or not review.content_digest or latest is None:
        return
    if review.revision_id != latest.pk or review.content_digest != rules.digest(latest):
        joint.restart(state, latest.user, "稿件有改动，从初审重新开始")


def connect() -> None:
    post_save.connect(_draft_saved, dispatch_uid="editorial.restarts")
