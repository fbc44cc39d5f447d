"""Issuing bodies (发文机关): one facet value for both scripts, with the names they had before."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.search import index

from publications.slugs import lasting_slug


class IssuingBody(index.Indexed, ClusterableModel):
    """发文机关. Its names are kept as they were typed and converted when shown."""

    name = models.CharField(_("全称"), max_length=120, unique=True, help_text=_("规范全称，如：云岫区教育局"))
    short_name = models.CharField(_("简称"), max_length=60, blank=True, help_text=_("如：区教育局"))
    number_code = models.CharField(
        _("机关代字"), max_length=30, blank=True, help_text=_("发文字号中的代字，如：云教发")
    )
    level = models.PositiveSmallIntegerField(
        _("层级"),
        default=1,
        choices=[(4, _("国家")), (3, _("省级")), (2, _("市级")), (1, _("区县级")), (0, _("学校"))],
    )
    active = models.BooleanField(_("现仍存在"), default=True)
    slug = models.SlugField(_("网址名"), max_length=60, unique=True, editable=False)  # /bodies/<slug>/

    panels = [
        FieldPanel("name"),
        FieldPanel("short_name"),
        FieldPanel("number_code"),
        FieldPanel("level"),
        FieldPanel("active"),
        InlinePanel("former_names", label=_("曾用名")),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("short_name"),
        index.FilterField("active"),
    ]

    class Meta:
        verbose_name = _("发文机关")
        verbose_name_plural = _("发文机关")
        ordering = ["-level", "name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.slug or lasting_slug(self, self.name, "ji-guan")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Its page in the reader's script, which exists as soon as one of its documents is public."""
        return reverse("body", args=(self.slug,))


class FormerName(models.Model):
    """曾用名: what a body was called until a reform renamed it."""

    body = ParentalKey(IssuingBody, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField(_("曾用名"), max_length=120)
    until = models.DateField(_("使用至"), null=True, blank=True)

    class Meta:
        verbose_name = _("曾用名")
        ordering = ["-until"]

    def __str__(self) -> str:
        return self.name
