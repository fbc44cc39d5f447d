"""The three reviews as calls, for whoever drives them without a browser: imports of a demonstration, tests, scripts.

The same rules hold as on the screens; a refusal raises rules.ReviewRefused with the reason.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowState

from editorial import rules
from editorial.models import ReviewState


@transaction.atomic
def submit(page: Page, user: Any) -> WorkflowState:
    """送审: the latest draft of `page` with what it encloses, or a returned one again; the reviews begin at 初审."""
    page = page.specific
    if page.get_latest_revision() is None:
        page.save_revision(user=user)
    state = page.current_workflow_state
    if state is None:
        return page.get_workflow().start(page, user)
    if state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        rules.refuse("review.submit", page, _("本稿正在审核中"), user)
    state.resume(user)
    return state


def current_review(page: Page) -> ReviewState | None:
    """The step at which `page` waits, or None."""
    return Page.objects.get(pk=page.pk).current_workflow_task_state


def approve(page: Page, user: Any, *, proofread: bool = True, not_classified: bool = True, comment: str = "") -> None:
    """通过 at the step at which `page` waits; after 终审 it is public or scheduled."""
    _waiting(page, user).approve(user=user, comment=comment, proofread=proofread, not_classified=not_classified)


def send_back(page: Page, user: Any, reason: str) -> None:
    """退回 with its reason."""
    _waiting(page, user).reject(user=user, comment=reason)


def _waiting(page: Page, user: Any) -> ReviewState:
    state = current_review(page)
    if state is None:
        rules.refuse("review.approve", page, _("本稿不在审核中"), user)
    return state
