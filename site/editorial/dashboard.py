"""The editors' dashboard (工作台): 待我办理."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import CharField, Q
from django.db.models.functions import Cast
from wagtail.admin.ui.components import Component
from wagtail.models import Page, TaskState, WorkflowState

from editorial import history, releases
from editorial.models import EmergencyPublication, JointReview, Notice
from editorial.names import name_of

SHOWN = 10
NOTICES_SHOWN = 5
LISTED = (Notice.Kind.SUBMITTED, Notice.Kind.RETURNED)  # these stand above with what they speak of


class ToDoPanel(Component):
    """What waits for me: returned documents, reviews, drafts, notices; for 终审 also emergencies to approve afterwards."""

    name = "to_do"
    order = 50
    template_name = "editorial/to_do.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        user = request.user
        final = releases.is_final_reviewer(user)
        emergencies = EmergencyPublication.objects.filter(approved_at=None).select_related("page", "published_by")
        return {
            "request": request,
            "csrf_token": parent_context.get("csrf_token"),
            "reviews": reviews_waiting_for(user),
            "returned": returned_to(user),
            "in_review": in_review_of(user),
            "drafts": drafts_of(user),
            "notices": Notice.objects.filter(recipient=user, read_at=None).exclude(kind__in=LISTED)[:NOTICES_SHOWN],
            "emergencies": emergencies if final or user.is_superuser else [],
            "is_final": final,
        }


def reviews_waiting_for(user: Any) -> list[dict[str, Any]]:
    """Reviews that `user` may do now, with how many documents go along."""
    found = TaskState.objects.reviewable_by(user).select_related(
        "revision__user", "task", "workflow_state__requested_by"
    )
    states = list(found.order_by("started_at")[: SHOWN * 5])
    leaders = JointReview.objects.filter(leader__in=[state.workflow_state_id for state in states])
    along = list(leaders.values_list("leader_id", flat=True))
    return [
        {
            "state": state,
            "title": state.revision.object_str,
            "step": state.task.name,
            "submitter": name_of(state.workflow_state.requested_by),
            "along": along.count(state.workflow_state_id),
        }
        for state in states
    ]


def _mine(user: Any, status: str) -> list[tuple[WorkflowState, Page]]:
    owned = Page.objects.filter(owner=user).annotate(key=Cast("pk", CharField())).values("key")
    states = (
        WorkflowState.objects.filter(Q(requested_by=user) | Q(object_id__in=owned), status=status)
        .select_related("current_task_state__task", "current_task_state__finished_by")
        .prefetch_related("content_object")
        .order_by("-pk")[: SHOWN * 5]
    )
    return [(state, state.content_object) for state in states if isinstance(state.content_object, Page)]


def returned_to(user: Any) -> list[dict[str, Any]]:
    """Documents of `user` that came back, with who returned them and why."""
    return [
        {"page": page, "reason": history.returned_sentence(returned(state.current_task_state))}
        for state, page in _mine(user, WorkflowState.STATUS_NEEDS_CHANGES)
        if state.current_task_state is not None
    ]


def returned(state: TaskState) -> history.Return:
    return history.Return(state.task.name, name_of(state.finished_by), state.finished_at, state.comment)


def in_review_of(user: Any) -> list[dict[str, Any]]:
    """Documents of `user` that are under review, and at which step."""
    return [
        {"page": page, "step": state.current_task_state.task.name if state.current_task_state else ""}
        for state, page in _mine(user, WorkflowState.STATUS_IN_PROGRESS)
    ]


def drafts_of(user: Any) -> list[Page]:
    """Drafts of `user` that are neither published nor under way, the latest first."""
    under_way = WorkflowState.objects.active().values_list("object_id", flat=True)
    drafts = Page.objects.filter(Q(owner=user) | Q(latest_revision__user=user), has_unpublished_changes=True)
    keys = [int(key) for key in under_way if key.isdigit()]
    return list(drafts.exclude(pk__in=keys).order_by("-latest_revision_created_at")[:SHOWN])
