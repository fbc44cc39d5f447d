"""政府信息公开 as 国办公开办函〔2019〕61号 lays it out: one name, five sections of one format, all of it found, read and taken away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from publications.arrangement import arranged_for
from publications.blocks import BodyBlock
from publications.choices import ColumnType, UpdateClass
from publications.columns import ColumnPage, column_type_field, update_class_field
from publications.fields import DocumentStreamField

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class Section(models.TextChoices):
    """The sections of the 专栏, in the order in which they stand."""

    GUIDE = "guide", _("公开指南")
    RULES = "rules", _("公开制度")
    CATALOGUE = "catalogue", _("法定主动公开内容")
    REPORTS = "reports", _("公开年报")
    ON_REQUEST = "on_request", _("依申请公开")


COLUMN_TYPES = {
    Section.GUIDE: ColumnType.GUIDE,
    Section.RULES: ColumnType.POLICY,
    Section.CATALOGUE: ColumnType.CATALOGUE,
    Section.REPORTS: ColumnType.REPORT,
    Section.ON_REQUEST: ColumnType.ON_REQUEST,
}


def sections_of(column: Page) -> list[DisclosureSectionPage]:
    """The live, public sections of a 专栏, in the order of the rules."""
    found = DisclosureSectionPage.objects.child_of(column).live().public().defer("body")
    return sorted(found, key=lambda page: Section.values.index(page.section))


class DisclosurePage(ColumnPage):
    """信息公开专栏: leads to its sections and lists what was disclosed last."""

    column_type = column_type_field(ColumnType.CATALOGUE)
    update_class = update_class_field(UpdateClass.NONE)

    subpage_types = ["news.DisclosureSectionPage"]
    template = "news/disclosure_page.html"

    class Meta:
        verbose_name = _("信息公开专栏")

    @classmethod
    def own_updates(cls, columns: Sequence[ColumnPage]) -> dict[int, date]:
        """A 专栏 is as new as its sections."""
        days: dict[int, date] = {}
        sections = list(DisclosureSectionPage.objects.live())
        own = DisclosureSectionPage.own_updates(sections)
        for column in columns:
            below = [own[page.pk] for page in sections if page.pk in own and page.path.startswith(column.path)]
            if below:
                days[column.pk] = max(below)
        return days

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["sections"] = sections_of(self)
        context["disclosure"] = self
        return context


class SectionForm(WagtailAdminPageForm):
    """The form of a section: each stands once in its 专栏."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        section = cleaned.get("section")
        others = DisclosureSectionPage.objects.child_of(self.parent_page).exclude(pk=self.instance.pk)
        if section and others.filter(section=section).exists():
            message = _("本专栏已有“%(section)s”，每个部分只设一个栏目") % {"section": Section(section).label}
            self.add_error("section", message)
        return cleaned


class DisclosureSectionPage(ColumnPage):
    """One section: its text, the documents that stand in it, and in 法定主动公开内容 every official document."""

    column_type = column_type_field(ColumnType.GUIDE)
    update_class = update_class_field(UpdateClass.NONE)
    section = models.CharField(_("所属部分"), max_length=16, choices=Section.choices)
    body = DocumentStreamField(BodyBlock(), verbose_name=_("正文"), blank=True)

    base_form_class = SectionForm
    parent_page_types = ["news.DisclosurePage"]
    subpage_types = ["news.NoticePage"]
    template = "news/disclosure_section_page.html"

    content_panels = [
        ColumnPage.content_panels[0],
        FieldPanel("section"),
        *ColumnPage.content_panels[1:-1],
        FieldPanel("body"),
        ColumnPage.content_panels[-1],
    ]
    search_fields = [*Page.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("信息公开栏目")

    @classmethod
    def own_updates(cls, columns: Sequence[ColumnPage]) -> dict[int, date]:
        """The day on which a section's text was last published; the catalogue fills itself."""
        return {
            page.pk: timezone.localdate(page.last_published_at or page.latest_revision_created_at or timezone.now())
            for page in columns
            if page.body or page.section == Section.CATALOGUE
        }

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Which section it is says already what the tag is to say.
        self.column_type = COLUMN_TYPES.get(self.section, self.column_type)
        super().save(*args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`sections` of the 专栏, `arranged` the text; in the catalogue what `catalogue.listing` gives."""
        from news.catalogue import listing

        context = super().get_context(request, *args, **kwargs)
        above = self.get_parent()
        context["disclosure"], context["sections"] = above, sections_of(above)
        context["arranged"] = arranged_for(request, self.body)
        if self.section == Section.CATALOGUE:
            context.update(listing(self, request.GET))
        return context

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; with ?format=csv in the catalogue the rows that fit, as a table to keep."""
        from news.catalogue import as_csv

        if self.section == Section.CATALOGUE and request.GET.get("format") == "csv":
            return as_csv(self, request.GET)
        return super().serve(request, *args, **kwargs)
