"""Relations between documents, by translation_key: both scripts share them, and they survive a document's absence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from publications.choices import RelationKind

if TYPE_CHECKING:
    from publications.models.documents import OfficialDocumentPage


class Relation(models.Model):
    """文件关系, read from the first document to the second.

    `to_key` is empty while the other document is not in the portal; its title and number then stand as printed.
    """

    from_key = models.UUIDField(db_index=True)
    to_key = models.UUIDField(null=True, blank=True, db_index=True)
    to_title = models.CharField(_("对方文件标题"), max_length=255, blank=True)
    to_number = models.CharField(_("对方发文字号"), max_length=100, blank=True)
    kind = models.CharField(_("关系"), max_length=16, choices=RelationKind.choices)
    anchor = models.SlugField(_("锚点"), max_length=60, blank=True, help_text=_("关系只涉及对方某一节时填写，如 s2-3"))
    order = models.PositiveSmallIntegerField(_("排序"), default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("文件关系")
        verbose_name_plural = _("文件关系")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["from_key", "to_key", "kind", "anchor"], name="relation_stated_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.to_title or self.to_key}"

    def clean(self) -> None:
        if not self.to_key and not (self.to_title or self.to_number):
            raise ValidationError(_("请选择对方文件，或填写它的标题或发文字号"))
        if self.to_key and self.to_key == self.from_key:
            raise ValidationError(_("文件不能与自身建立关系"))

    @classmethod
    def relate(
        cls, source: OfficialDocumentPage, target: OfficialDocumentPage, kind: RelationKind, anchor: str = ""
    ) -> Relation:
        """The relation, made if it was not there."""
        relation, _created = cls.objects.get_or_create(
            from_key=source.translation_key,
            to_key=target.translation_key,
            kind=kind,
            anchor=anchor,
            defaults={"to_title": target.title, "to_number": target.document_number},
        )
        return relation
