"""Columns (栏目): the page under which documents of one sort stand, with their listing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Count
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from publications.slugs import PinyinSlugMixin

if TYPE_CHECKING:
    from django.http import HttpRequest

    from publications.models import OfficialDocumentPage

PAGE_SIZE = 20


class ColumnPage(PinyinSlugMixin, Page):
    """栏目, abstract. Its types say with `subpage_types` which documents stand under them."""

    introduction = models.TextField(
        _("栏目说明"), max_length=300, blank=True, help_text=_("一两句话，说明本栏目发布什么")
    )

    content_panels = [
        FieldPanel("title", classname="title", heading=_("栏目名称"), help_text=_("如：通知公告")),
        FieldPanel("introduction"),
    ]
    promote_panels = [FieldPanel("slug"), FieldPanel("show_in_menus"), FieldPanel("search_description")]
    settings_panels: list[Any] = []
    show_in_menus_default = True

    class Meta:
        abstract = True

    def documents(self) -> models.QuerySet[OfficialDocumentPage]:
        """Live, public documents anywhere below this column, newest first."""
        from publications.models import OfficialDocumentPage

        return (
            OfficialDocumentPage.objects.live()
            .public()
            .descendant_of(self)
            .select_related("issuing_body")
            .defer("body")
            .annotate(listed_on=Coalesce("published_on", TruncDate("first_published_at")))
            .order_by("-listed_on", "-pk")
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        documents = self.documents()
        years = documents.order_by().values("year").annotate(count=Count("pk")).order_by("-year")
        year = request.GET.get("year", "")
        if year.isascii() and year.isdigit() and len(year) == 4:
            documents = documents.filter(year=int(year))
        else:
            year = ""
        context["page_obj"] = Paginator(documents, PAGE_SIZE).get_page(request.GET.get("page"))
        context["years"] = [row for row in years if row["year"]]
        context["year"] = int(year) if year else None
        return context
