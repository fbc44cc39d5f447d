"""Columns (栏目): the page under which documents of one sort stand, with their listing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Count
from django.db.models.functions import Coalesce, ExtractYear
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page

from publications.choices import ColumnType, UpdateClass
from publications.listing import listed_on
from publications.slugs import PinyinSlugMixin
from zhtext.numerals import plain_number

if TYPE_CHECKING:
    from django.http import HttpRequest

    from publications.models import OfficialDocumentPage

PAGE_SIZE = 20
COLUMN_TEMPLATE = "publications/column_page.html"  # for each type to name: Wagtail gives every page model its own


def update_class_field(usual: UpdateClass) -> models.CharField:
    """更新要求; `usual` is what a column of the type declares until somebody says otherwise."""
    return models.CharField(
        _("更新要求"),
        max_length=16,
        choices=UpdateClass.choices,
        default=usual,
        help_text=_("检查指标按此计算；到期前会在“栏目更新”里提醒"),
    )


def column_type_field(usual: ColumnType) -> models.CharField:
    """栏目类别, the ColumnType of the page's <meta> tags; its value is the rules' own word."""
    return models.CharField(
        _("栏目类别"), max_length=20, choices=ColumnType.choices, default=usual, help_text=_("写入网页标签 ColumnType")
    )


class ColumnPage(PinyinSlugMixin, Page):
    """栏目, abstract. Its types say with `subpage_types` which documents stand under them."""

    introduction = models.TextField(
        _("栏目说明"), max_length=300, blank=True, help_text=_("一两句话，说明本栏目发布什么")
    )
    column_type = column_type_field(ColumnType.NEWS)
    update_class = update_class_field(UpdateClass.NONE)
    responsible_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("责任账号"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("在本站有账号的，选账号；没有的，填责任人"),
    )
    responsible_person = models.CharField(_("责任人"), max_length=60, blank=True, help_text=_("如：陈明"))
    responsible_office = models.CharField(_("责任科室"), max_length=80, blank=True, help_text=_("如：培训部"))

    content_panels = [
        FieldPanel("title", classname="title", heading=_("栏目名称"), help_text=_("如：通知公告")),
        FieldPanel("introduction"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("update_class"), FieldPanel("column_type")]),
                FieldPanel("responsible_user"),
                FieldRowPanel([FieldPanel("responsible_person"), FieldPanel("responsible_office")]),
            ],
            heading=_("更新与责任"),
        ),
    ]
    promote_panels = [FieldPanel("slug"), FieldPanel("show_in_menus"), FieldPanel("search_description")]
    settings_panels: list[Any] = []
    show_in_menus_default = True
    # How a document stands in the listing: its template, and the list's class.
    row_template, list_class = "components/document_row.html", "dated"
    # What the archive's years are years of: the document's 年度 ("year"), or the day it is listed under ("listed_on").
    archived_by = "listed_on"

    class Meta:
        abstract = True

    @property
    def document_model(self) -> type[OfficialDocumentPage]:
        """What the listing's rows are: a type of its own where they show more than title and date."""
        from publications.models import OfficialDocumentPage

        return OfficialDocumentPage

    def documents(self) -> models.QuerySet[OfficialDocumentPage]:
        """Live, public documents anywhere below this column, newest first."""
        return (
            self.document_model.objects.live()
            .public()
            .descendant_of(self)
            .select_related("issuing_body")
            .defer("body")
            .annotate(listed_on=listed_on())
            .order_by("-listed_on", "-pk")
        )

    @classmethod
    def own_updates(cls, columns: Sequence[ColumnPage]) -> dict[int, date]:
        """{pk: day} of those of `columns`, all of this type, that hold something besides documents; a fixed number of queries."""
        return {}

    def in_year(self, documents: models.QuerySet[OfficialDocumentPage]) -> models.QuerySet[OfficialDocumentPage]:
        """`documents` with `archive_year`: the year of the archive (?year=) that each belongs to."""
        of_date = ExtractYear("listed_on")
        return documents.annotate(archive_year=Coalesce("year", of_date) if self.archived_by == "year" else of_date)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`page_obj`; `years`: [{year, count}] that have documents, latest first; `year`: the chosen one or None."""
        context = super().get_context(request, *args, **kwargs)
        documents = self.in_year(self.documents())
        years = documents.order_by().values("archive_year").annotate(count=Count("pk")).order_by("-archive_year")
        context["years"] = [
            {"year": row["archive_year"], "count": row["count"]} for row in years if row["archive_year"]
        ]
        context["year"] = chosen_year(request.GET.get("year", ""))
        if context["year"]:
            documents = documents.filter(archive_year=context["year"])
        context["page_obj"] = Paginator(documents, PAGE_SIZE).get_page(request.GET.get("page"))
        return context


def chosen_year(typed: str) -> int | None:
    """The year of ?year=2025; None for anything that is no four digits."""
    return plain_number(typed, digits=4) if len(typed) == 4 else None
