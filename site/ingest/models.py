"""What was imported, by whom, and what the rules found and took out (导入批次、导入记录)."""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string

from ingest.storage import PrivateStorage


def original_path(record: ImportRecord, name: str) -> str:
    """imports/ab/abcd….docx: by digest, so the same bytes are kept once."""
    extension = os.path.splitext(name)[1].lower()[:10]
    return f"imports/{record.sha256[:2]}/{record.sha256}{extension}"


class ImportBatch(models.Model):
    """导入批次: what one person imported at once; it is undone as a whole.

    Who works on it holds a lease (ingest.queue.lease). `source` names the paths that the command was given, so that a
    killed run is gone on with. JSON shapes: columns_map [[name or path prefix at the old site, id of a column]],
    addresses {file name: address at the old site}."""

    column = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("放进栏目"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("导入时间"), auto_now_add=True, db_index=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("导入人"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    dry_run = models.BooleanField(_("试运行"), default=False)
    received_at = models.DateTimeField(_("收齐时间"), null=True)
    finished_at = models.DateTimeField(_("处理完毕"), null=True)
    cancelled_at = models.DateTimeField(_("取消时间"), null=True)
    halted = models.CharField(_("停下的原因"), max_length=255, blank=True)
    lease_holder = models.CharField(max_length=120, blank=True)
    lease_until = models.DateTimeField(null=True)
    source = models.CharField(max_length=64, blank=True, db_index=True)
    columns_map = models.JSONField(_("旧栏目对照"), default=list)
    addresses = models.JSONField(_("旧网址对照"), default=dict)
    undone_at = models.DateTimeField(_("撤销时间"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("撤销人"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("导入批次")
        verbose_name_plural = _("导入批次")
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return str(_("第 %(number)s 批导入") % {"number": self.pk})

    @property
    def is_waiting(self) -> bool:
        """All its files are there and some are not worked off yet."""
        return self.received_at is not None and self.finished_at is None and self.undone_at is None


class ImportRecord(models.Model):
    """导入记录. JSON shapes: fields {name: {value, where, quote, confidence, others}}, removals [{rule, reason, count, quotes,
    kept, decidable}], findings [{code, level, offset, quote, message}], damaged [{offset, text}], sketch [int], comparison as
    ingest.comparison has it, annexes {"listed": [[number, title]], "mentioned": [number]}, settled {page id: time in ISO
    form of the revision that the import or its confirmation wrote}, decisions {"rules": {rule: accepted or refused}, "places":
    {"rule:origin:start:end": the same}}, planned [{type, role, title, column}]: what a dry run
    would make. `archive` is where the zip lies whose member this file is; `attempts` counts how often it was begun."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("排队中")
        CHECKED = "checked", _("可以导入")
        DRAFT = "draft", _("已建草稿")
        FAILED = "failed", _("失败")
        DUPLICATE = "duplicate", _("重复")
        ATTACHED = "attached", _("已作为附件")
        UNMATCHED = "unmatched", _("附件待认领")
        CANCELLED = "cancelled", _("已取消")
        UNDONE = "undone", _("已撤销")

    batch = models.ForeignKey(
        ImportBatch, verbose_name=_("导入批次"), null=True, on_delete=models.CASCADE, related_name="records"
    )
    file_name = models.CharField(_("文件名"), max_length=255)
    sha256 = models.CharField(_("校验值"), max_length=64, db_index=True, blank=True)
    size = models.PositiveBigIntegerField(_("字节数"), default=0)
    original = models.FileField(_("原件"), storage=PrivateStorage, upload_to=original_path, max_length=200, blank=True)
    status = models.CharField(_("状态"), max_length=12, choices=Status.choices)
    error_code = models.CharField(max_length=40, blank=True)
    error_message = models.TextField(_("失败原因"), blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    archive = models.CharField(max_length=200, blank=True)
    old_address = models.CharField(_("旧网址"), max_length=1000, blank=True)
    old_column = models.CharField(_("旧栏目"), max_length=255, blank=True)

    kind = models.CharField(_("文种"), max_length=16, blank=True)
    text_hash = models.CharField(max_length=64, blank=True, db_index=True)
    sketch = models.JSONField(default=list)
    fields = models.JSONField(_("字段和依据"), default=dict)
    removals = models.JSONField(_("清除的内容"), default=list)
    findings = models.JSONField(_("校对提示"), default=list)
    damaged = models.JSONField(_("损坏处"), default=list)
    comparison = models.JSONField(_("对照"), default=dict)
    annexes = models.JSONField(_("文中列出的附件"), default=dict)
    settled = models.JSONField(default=dict)
    decisions = models.JSONField(_("清理取舍"), default=dict)
    planned = models.JSONField(default=list)

    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("草稿"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    enclosed_page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("所附计划"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    attached_to = models.ForeignKey(
        "self", verbose_name=_("所附稿件"), null=True, on_delete=models.SET_NULL, related_name="attachments"
    )
    document = models.ForeignKey(
        get_document_model_string(), verbose_name=_("附件文件"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("导入时间"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("导入人"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("确认时间"), null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("确认人"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("导入记录")
        verbose_name_plural = _("导入记录")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["batch", "status", "id"], name="ingest_record_turn")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def pages(self) -> list[Any]:
        """The drafts that are still there, main first."""
        return [page for page in (self.page, self.enclosed_page) if page is not None]

    @property
    def state(self) -> str:
        """What an editor asks of a file: to_confirm (待确认), confirmed (已确认), gone, or its status."""
        if self.status != self.Status.DRAFT:
            return self.status
        if self.page_id is None:
            return "gone"
        return "confirmed" if self.confirmed_at else "to_confirm"
