"""Training news (培训动态): what took place, where and when, with its picture on top."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from news.pictures import Picture, first_picture
from publications.arrangement import arranged_for
from publications.choices import ColumnType, Kind, UpdateClass
from publications.columns import COLUMN_TEMPLATE, ColumnPage, column_type_field, update_class_field
from publications.models import OfficialDocumentPage
from publications.panels import CONTENT_PANELS, METADATA_PANELS, date_panel

if TYPE_CHECKING:
    from django.http import HttpRequest


class TrainingNewsIndexPage(ColumnPage):
    """培训动态栏目."""

    column_type = column_type_field(ColumnType.NEWS)
    update_class = update_class_field(UpdateClass.NEWS)

    subpage_types = ["news.TrainingNewsPage"]
    template = COLUMN_TEMPLATE
    row_template, list_class = "news/training_news_row.html", "pictured"

    class Meta:
        verbose_name = _("培训动态栏目")

    @property
    def document_model(self) -> type[OfficialDocumentPage]:
        return TrainingNewsPage

    def documents(self) -> models.QuerySet[OfficialDocumentPage]:
        """As every column's; the pictures of all rows cost one query."""
        return super().documents().select_related("lead_image").prefetch_related("lead_image__renditions")


class TrainingNewsPage(OfficialDocumentPage):
    """培训动态."""

    document_kind = Kind.NEWS

    held_on = models.DateField(_("活动日期"), null=True, blank=True, help_text=_("如：2026年5月20日"))
    held_until = models.DateField(_("至"), null=True, blank=True, help_text=_("当天结束的不填"))
    place = models.CharField(_("活动地点"), max_length=120, blank=True, help_text=_("如：云岫区教师发展中心报告厅"))
    cover = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("题图"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("放在最上面的图片；不选则用正文第一张图"),
    )
    cover_caption = models.CharField(_("题图图注"), max_length=255, blank=True, help_text=_("如：全员培训开班现场"))
    cover_credit = models.CharField(_("摄影"), max_length=80, blank=True)
    # Kept beside the body, so that lists and the home page need not read the text for its picture.
    lead_image = models.ForeignKey(
        "wagtailimages.Image", null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    parent_page_types = ["news.TrainingNewsIndexPage"]
    subpage_types: list[str] = []
    template = "news/training_news_page.html"

    content_panels = [
        *CONTENT_PANELS[:2],
        MultiFieldPanel(
            [FieldRowPanel([date_panel("held_on"), date_panel("held_until"), FieldPanel("place")])], heading=_("活动")
        ),
        MultiFieldPanel(
            [FieldPanel("cover"), FieldRowPanel([FieldPanel("cover_caption"), FieldPanel("cover_credit")])],
            heading=_("题图（可不选）"),
        ),
        *CONTENT_PANELS[2:],
    ]
    metadata_panels = METADATA_PANELS

    class Meta:
        verbose_name = _("培训动态")

    def derive(self) -> None:
        super().derive()
        block = None if self.cover_id else first_picture(self.body)
        self.lead_image_id = self.cover_id or (block.value["image"].pk if block else None)

    def clean(self) -> None:
        super().clean()
        if self.held_until and (not self.held_on or self.held_until < self.held_on):
            raise ValidationError({"held_until": _("结束日期应不早于活动日期；只有一天的请留空")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """`lead`: the Picture on top or None; `arranged`: the body without it."""
        context = super().get_context(request, *args, **kwargs)
        block = None if self.cover_id else first_picture(self.body)
        context["lead"] = Picture.of_cover(self) if self.cover_id else Picture.of_block(block)
        context["arranged"] = arranged_for(request, [child for child in self.body if child is not block])
        return context

    def metadata_lines(self) -> list[str]:
        return [self.place, self.cover_caption, *super().metadata_lines()]
