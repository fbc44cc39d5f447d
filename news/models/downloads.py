"""The download column (下载专区): forms and templates as files, in groups."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable, TranslatableMixin

from news.download_list import grouped_downloads
from publications.choices import ColumnType, UpdateClass
from publications.columns import ColumnPage, column_type_field, update_class_field
from publications.panels import date_panel

if TYPE_CHECKING:
    from django.http import HttpRequest


class DownloadPage(ColumnPage):
    """下载专区栏目: what stands in it are files, no pages."""

    column_type = column_type_field(ColumnType.SERVICE)
    update_class = update_class_field(UpdateClass.NONE)

    subpage_types: list[str] = []
    template = "news/download_page.html"

    content_panels = [*ColumnPage.content_panels, InlinePanel("items", heading=_("文件"), label=_("文件"))]

    class Meta:
        verbose_name = _("下载专区栏目")

    @classmethod
    def own_updates(cls, columns: Sequence[ColumnPage]) -> dict[int, date]:
        dated = DownloadItem.objects.filter(page__in=[column.pk for column in columns]).values("page")
        return dict(dated.annotate(newest=Max("updated_on")).values_list("page", "newest"))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`groups`: the files that everybody may have, by group; `file_count`."""
        context = super().get_context(request, *args, **kwargs)
        context["groups"] = grouped_downloads(self)
        context["file_count"] = sum(len(group.downloads) for group in context["groups"])
        return context


class DownloadItem(TranslatableMixin, Orderable):
    """文件: one form or template."""

    page = ParentalKey(DownloadPage, on_delete=models.CASCADE, related_name="items")
    group = models.CharField(_("分组"), max_length=60, blank=True, help_text=_("如：学时管理；同组的文件列在一起"))
    title = models.CharField(_("名称"), max_length=120, help_text=_("如：校本研修方案（空白表）"))
    document = models.ForeignKey(
        "wagtaildocs.Document", verbose_name=_("文件"), on_delete=models.CASCADE, related_name="+"
    )
    note = models.CharField(_("用途说明"), max_length=200, blank=True, help_text=_("如：学校每学期初填报"))
    updated_on = models.DateField(_("更新日期"), default=timezone.localdate)

    panels = [
        FieldRowPanel([FieldPanel("title"), FieldPanel("group")]),
        FieldPanel("document"),
        FieldRowPanel([FieldPanel("note"), date_panel("updated_on")]),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("下载文件")

    def __str__(self) -> str:
        return self.title
