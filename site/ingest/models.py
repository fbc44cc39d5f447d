"""What was imported, by whom, and what the rules found and took out (导入记录)."""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ingest.storage import PrivateStorage


def original_path(record: ImportRecord, name: str) -> str:
    """imports/ab/abcd….docx: by digest, so the same bytes are kept once."""
    extension = os.path.splitext(name)[1].lower()[:10]
    return f"imports/{record.sha256[:2]}/{record.sha256}{extension}"


class ImportRecord(models.Model):
    """导入记录. JSON shapes: fields {name: {value, where, quote, confidence}}, removals [{rule, reason, count, quotes}],
    findings [{code, level, offset, quote, message}], damaged [{offset, text}], sketch [int]."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("已建草稿")
        FAILED = "failed", _("失败")
        DUPLICATE = "duplicate", _("重复")

    file_name = models.CharField(_("文件名"), max_length=255)
    sha256 = models.CharField(_("校验值"), max_length=64, db_index=True, blank=True)
    size = models.PositiveBigIntegerField(_("字节数"), default=0)
    original = models.FileField(_("原件"), storage=PrivateStorage, upload_to=original_path, max_length=200, blank=True)
    status = models.CharField(_("状态"), max_length=12, choices=Status.choices)
    error_code = models.CharField(max_length=40, blank=True)
    error_message = models.TextField(_("失败原因"), blank=True)

    kind = models.CharField(_("文种"), max_length=16, blank=True)
    text_hash = models.CharField(max_length=64, blank=True, db_index=True)
    sketch = models.JSONField(default=list)
    fields = models.JSONField(_("字段和依据"), default=dict)
    removals = models.JSONField(_("清除的内容"), default=list)
    findings = models.JSONField(_("校对提示"), default=list)
    damaged = models.JSONField(_("损坏处"), default=list)

    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("草稿"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    enclosed_page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("所附计划"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("导入时间"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("导入人"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("导入记录")
        verbose_name_plural = _("导入记录")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def pages(self) -> list[Any]:
        """The drafts that are still there, main first."""
        return [page for page in (self.page, self.enclosed_page) if page is not None]
