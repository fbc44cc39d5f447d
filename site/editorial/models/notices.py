"""Notices (通知) to editors inside the admin: they arrive where no mail works."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """One sentence to one person, with where to go; unread until that person has gone there or said so."""

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", _("待审核")
        RETURNED = "returned", _("退回")
        APPROVED = "approved", _("通过")
        PUBLISHED = "published", _("发布")
        WITHDRAWN = "withdrawn", _("撤稿")
        STOPPED = "stopped", _("未能发布")
        CORRECTION = "correction", _("校正失效")

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("收件人"), on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(_("事项"), max_length=12, choices=Kind.choices)
    text = models.CharField(_("内容"), max_length=500)
    link = models.CharField(_("链接"), max_length=500)
    created_at = models.DateTimeField(_("时间"), auto_now_add=True)
    read_at = models.DateTimeField(_("阅读时间"), null=True)

    class Meta:
        verbose_name = _("通知")
        verbose_name_plural = _("通知")
        ordering = ["-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["recipient", "read_at"], name="notice_unread")]

    def __str__(self) -> str:
        return self.text

    @property
    def is_urgent(self) -> bool:
        """What somebody has to do something about."""
        return self.kind in (self.Kind.RETURNED, self.Kind.STOPPED, self.Kind.CORRECTION)
