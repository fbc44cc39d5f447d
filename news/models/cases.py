"""Case collections (典型案例集) and their cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from news.case_filters import CASE_ORDER, case_listing, listed_year
from publications.choices import ColumnType, Kind, UpdateClass
from publications.columns import ColumnPage, column_type_field, update_class_field
from publications.models import OfficialDocumentPage
from publications.neighbours import Neighbours, both_sides, readable_siblings
from publications.panels import METADATA_PANELS

if TYPE_CHECKING:
    from django.http import HttpRequest


class CaseIndexPage(ColumnPage):
    """案例库栏目."""

    column_type = column_type_field(ColumnType.NEWS)
    update_class = update_class_field(UpdateClass.NONE)

    subpage_types = ["news.CaseCollectionPage", "news.CasePage"]
    template = "news/case_index_page.html"

    class Meta:
        verbose_name = _("案例库栏目")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context.update(case_listing(self, request.GET))
        collections = CaseCollectionPage.objects.child_of(self).live().public().defer("body").order_by("-year", "-pk")
        context["collections"] = list(collections)
        return context


class CaseCollectionPage(OfficialDocumentPage):
    """典型案例集: its cases stand under it."""

    document_kind = Kind.COLLECTION

    parent_page_types = ["news.CaseIndexPage"]
    subpage_types = ["news.CasePage"]
    template = "news/case_collection_page.html"

    class Meta:
        verbose_name = _("典型案例集")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context.update(case_listing(self, request.GET))
        return context


class CaseLevel(models.TextChoices):
    """评选级别."""

    NATIONAL = "national", _("国家级")
    PROVINCIAL = "provincial", _("省级")
    CITY = "city", _("市级")
    DISTRICT = "district", _("区县级")
    SCHOOL = "school", _("校级")


class CasePage(OfficialDocumentPage):
    """典型案例."""

    document_kind = Kind.CASE

    subject = models.CharField(_("学科"), max_length=40, blank=True, help_text=_("如：语文；不分学科可不填"))
    school = models.CharField(_("学校或单位"), max_length=120, blank=True, help_text=_("如：云岫区实验小学"))
    level = models.CharField(_("级别"), max_length=16, choices=CaseLevel.choices, blank=True)

    parent_page_types = ["news.CaseCollectionPage", "news.CaseIndexPage"]
    subpage_types: list[str] = []
    template = "news/case_page.html"

    metadata_panels = [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("school"), FieldPanel("subject"), FieldPanel("level")])], heading=_("案例")
        ),
        *METADATA_PANELS,
    ]
    search_fields = [
        *OfficialDocumentPage.search_fields,
        index.SearchField("school"),
        index.FilterField("subject"),
        index.FilterField("level"),
    ]

    class Meta:
        verbose_name = _("典型案例")

    @cached_property
    def neighbours(self) -> Neighbours:
        """Beside it in its collection or library, which lists by year and title."""
        if not self.live or not self.pk:
            return Neighbours(None, None)
        others = readable_siblings(self).filter(kind=Kind.CASE).annotate(listed_year=listed_year())
        return both_sides(others, CASE_ORDER, {"listed_year": self.year or 0, "title": self.title, "pk": self.pk})

    def metadata_lines(self) -> list[str]:
        return [self.school, self.subject, *super().metadata_lines()]
