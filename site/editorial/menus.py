"""The action menu under an editor's form: what is next for this person comes first."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import ActionMenuItem, CancelWorkflowMenuItem, SubmitForModerationMenuItem

from editorial import releases

# Publishing is nobody's button; restarting is 撤回送审 and 送审; the reviewers' own items replace Wagtail's.
DROPPED = {
    "action-publish", "action-unpublish", "action-cancel-workflow", "action-restart-workflow", "action-submit",
    "approve", "reject",
}  # fmt: skip


class LinkItem(ActionMenuItem):
    """An item that leads to one of our pages."""

    def __init__(self, name: str, label: Any, url: str, icon_name: str, order: int) -> None:
        super().__init__(order=order)
        self.name, self.label, self.url, self.icon_name = name, label, url, icon_name

    def get_url(self, parent_context: dict[str, Any]) -> str:
        return self.url


class SubmitItem(SubmitForModerationMenuItem):
    """送审."""

    label = _("送审")

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        context["label"] = self.label
        return context


class CancelItem(CancelWorkflowMenuItem):
    """撤回送审."""

    label = _("撤回送审")


def arrange(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Reorder `items` in place: 通过 and 退回 for a reviewer, 送审 for a drafter; the first one is the main button."""
    kept = [item for item in items if item.name not in DROPPED]
    submits = any(item.name == "action-submit" for item in items)
    page = context.get("page")
    first = _review_items(page, request) if page is not None and context["view"] == "edit" else []
    if not first and submits:
        first = [SubmitItem(order=0)]
    if not first and any(item.name == "action-cancel-workflow" for item in items):
        first = [CancelItem(order=0)]
    last = _last_resorts(page, request) if page is not None else []
    items[:] = [*first, *sorted(kept, key=lambda item: item.order), *last]


def _review_items(page: Any, request: HttpRequest) -> list[LinkItem]:
    state = page.current_workflow_task_state
    task = page.current_workflow_task
    if state is None or not task.get_actions(page, request.user):
        return []
    url = reverse("editorial_review", args=(state.pk,))
    return [
        LinkItem("review-approve", _("通过"), url, "success", 0),
        LinkItem("review-return", _("退回"), f"{url}?action=reject", "edit", 1),
    ]


def _last_resorts(page: Any, request: HttpRequest) -> list[LinkItem]:
    found = []
    if releases.may_withdraw(page, request.user):
        found.append(LinkItem("withdraw", _("撤稿"), reverse("editorial_withdraw", args=(page.pk,)), "download", 900))
    if request.user.is_superuser:
        url = reverse("editorial_emergency", args=(page.pk,))
        found.append(LinkItem("emergency", _("紧急发布"), url, "warning", 910))
    return found
