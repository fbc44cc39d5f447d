"""Sends a draft through the three reviews (三审三校), each step by its own person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editorial import reviews
from portal.demo.accounts import DRAFTER, REVIEWERS, user_of

if TYPE_CHECKING:
    from wagtail.models import Page


class NotPublished(RuntimeError):
    """A page that passed every review and is not public all the same."""


def submit_and_approve(page: Page) -> None:
    """Save the draft as the drafter's revision, submit it, let 初审, 复审 and 终审 approve it."""
    drafter = user_of(DRAFTER)
    page.save_revision(user=drafter)
    reviews.submit(page, drafter)
    for reviewer in REVIEWERS:
        reviews.approve(page, user_of(reviewer))
    page.refresh_from_db(fields=["live"])
    if not page.live:
        raise NotPublished(f"{page.title}: {page.current_workflow_state or 'no review in progress'}")
