"""Topics (主题分类): two levels, one value for both scripts."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from publications.slugs import lasting_slug


class TopicQuerySet(models.QuerySet["Topic"]):
    def as_tree(self) -> TopicQuerySet:
        """Each topic behind the one above it, which comes along in the same query."""
        own = {"order": "order", "name": "name", "key": "pk"}
        first = {f"top_{name}": Coalesce(f"parent__{field}", field) for name, field in own.items()}
        placed = self.select_related("parent").annotate(**first)
        return placed.order_by(*first, models.F("parent").asc(nulls_first=True), "order", "name")


class Topic(index.Indexed, models.Model):
    """主题分类, such as 教师培训\\校本研修."""

    name = models.CharField(_("名称"), max_length=60, help_text=_("如：校本研修"))
    parent = models.ForeignKey(
        "self", verbose_name=_("上级主题"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    order = models.PositiveSmallIntegerField(_("排序"), default=0)
    slug = models.SlugField(_("网址名"), max_length=60, unique=True, editable=False)  # /topics/<slug>/

    objects = TopicQuerySet.as_manager()

    panels = [FieldPanel("name"), FieldPanel("parent"), FieldPanel("order")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("主题分类")
        verbose_name_plural = _("主题分类")
        ordering = ["order", "name"]
        constraints = [models.UniqueConstraint(fields=["parent", "name"], name="topic_name_once_under_its_parent")]

    def __str__(self) -> str:
        return f"{self.parent.name}\\{self.name}" if self.parent_id and self.parent else self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.slug or lasting_slug(self, self.name, "zhu-ti")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Its page in the reader's script, which exists as soon as a document of the topic is public."""
        return reverse("topic", args=(self.slug,))

    def clean(self) -> None:
        if self.parent_id and self.parent and (self.parent.parent_id or self.parent_id == self.pk):
            raise ValidationError({"parent": _("主题分类只有两级，请选择一级主题")})
