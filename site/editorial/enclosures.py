"""What a document encloses and is not yet public: without it the notice would go online with a hole in it."""

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

    @property
    def sentence(self) -> str:
        state = _("正在审核，尚未发布") if self.in_review else _("尚未送审")
        return _("所附《%(title)s》%(state)s") % {"title": self.page.draft_title, "state": state}


def waiting_enclosures(page: Page) -> list[WaitingEnclosure]:
    """The enclosed documents of `page` that are not live, in the script in which they were written."""
    keys = Relation.objects.filter(from_key=page.translation_key, kind=RelationKind.ENCLOSES).values("to_key")
    waiting = OfficialDocumentPage.objects.filter(translation_key__in=keys, live=False, locale=page.locale_id)
    return [WaitingEnclosure(enclosed, enclosed.workflow_in_progress) for enclosed in waiting.order_by("pk")]
