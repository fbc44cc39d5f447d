"""What a document encloses and is not yet public: it comes along through the reviews, or its notice has a hole."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.models import Page

from publications.choices import RelationKind
from publications.models import OfficialDocumentPage, Relation


@dataclass(frozen=True)
class WaitingEnclosure:
    """An enclosed document that readers cannot see, and how far it is."""

    page: OfficialDocumentPage
    in_review: bool
    scheduled: bool

    @property
    def joins(self) -> bool:
        """Whether 送审 of the notice takes it along."""
        return not self.in_review and not self.scheduled

    @property
    def sentence(self) -> str:
        title = {"title": self.page.draft_title}
        if self.in_review:
            return _("所附《%(title)s》正在单独审核，尚未发布") % title
        if self.scheduled:
            return _("所附《%(title)s》已通过终审，将按它自己的计划时间发布") % title
        return _("所附《%(title)s》随本稿一并送审、一并发布") % title


def waiting_enclosures(page: Page) -> list[WaitingEnclosure]:
    """The enclosed documents of `page` that are not live, in the script in which they were written."""
    keys = Relation.objects.filter(from_key=page.translation_key, kind=RelationKind.ENCLOSES).values("to_key")
    waiting = OfficialDocumentPage.objects.filter(translation_key__in=keys, live=False, locale=page.locale_id)
    return [
        WaitingEnclosure(enclosed.specific, enclosed.workflow_in_progress, bool(enclosed.approved_schedule))
        for enclosed in waiting.exclude(pk=page.pk).order_by("pk")
    ]


def joining(page: Page) -> list[OfficialDocumentPage]:
    """Those that 送审 of `page` takes along."""
    if not isinstance(page.specific_deferred, OfficialDocumentPage):
        return []
    return [waiting.page for waiting in waiting_enclosures(page) if waiting.joins]


def enclosing(page: Page) -> OfficialDocumentPage | None:
    """The notice that encloses `page` and still has to pass the reviews: 送审 of that one takes `page` along."""
    keys = Relation.objects.filter(to_key=page.translation_key, kind=RelationKind.ENCLOSES).values("from_key")
    notices = OfficialDocumentPage.objects.filter(translation_key__in=keys, live=False, locale=page.locale_id)
    return next((notice for notice in notices.order_by("pk") if not notice.workflow_in_progress), None)
