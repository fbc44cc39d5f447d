"""What WAGTAIL_FINISH_WORKFLOW_ACTION names. Wagtail imports this while its own models load, so it imports nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wagtail.models import WorkflowState


def publish_approved_revision(workflow_state: WorkflowState, user: Any = None) -> None:
    """终审 has passed: publish the approved revision, now or at its planned time."""
    from editorial.releases import publish_approved

    publish_approved(workflow_state, user)
