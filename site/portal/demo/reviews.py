"""Sends a draft through the three reviews (三审三校), each step by its own person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editorial import reviews
from portal.demo.accounts import DRAFTER, REVIEWERS, user_of

if TYPE_CHECKING:
    from wagtail.models import Page


class NotPublished(RuntimeError):
    """A page that passed every review and is not public all the same."""


def submit_and_approve(page: Page, *enclosed: Page) -> None:
    """Save the drafts as the drafter's revisions, submit `page` with what it encloses, let 初审, 复审 and 终审 approve."""
    drafter = user_of(DRAFTER)
    for draft in (page, *enclosed):
        draft.save_revision(user=drafter)
    reviews.submit(page, drafter)
    for reviewer in REVIEWERS:
        reviews.approve(page, user_of(reviewer))
    for draft in (page, *enclosed):
        draft.refresh_from_db(fields=["live"])
        if not draft.live:
            raise NotPublished(f"{draft.title}: {draft.current_workflow_state or 'no review in progress'}")
