"""The demonstration's files with what completes them, in the order of loading."""

from portal.demo.completions.cases import CASES, COLLECTION_FILE
from portal.demo.completions.described import Completion, DemoFile, FigureChoice
from portal.demo.completions.news_and_commentaries import COMMENTARIES, TRAINING_NEWS
from portal.demo.completions.notices import NOTICES
from portal.demo.completions.plans_and_reviews import PLANS, REVIEWS
from portal.demo.completions.relations import RELATIONS

__all__ = ["COLLECTION_FILE", "DEMO_FILES", "FIRST", "RELATIONS", "Completion", "DemoFile", "FigureChoice"]

DEMO_FILES: tuple[DemoFile, ...] = (*PLANS, *REVIEWS, *NOTICES, *COMMENTARIES, *TRAINING_NEWS, *CASES)
# What a visitor finds at once: the newest plan and review, two things to do, one of each other sort. The rest is loaded
# while the portal is looked at.
FIRST = frozenset({
    "01-2026-plan-notice.docx", "03-2025-review.docx", "05-credit-hours-announcement.html", "06-backbone-notice.docx",
    COLLECTION_FILE, "08-one-mistake-three-times.md", "21-news-classroom.docx", "29-commentary-plan.docx",
})  # fmt: skip
