"""What readers report as wrong (纠错)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel


class CorrectionReportForm(WagtailAdminModelForm):
    """Notes who settled a report."""

    def save(self, commit: bool = True) -> CorrectionReport:
        if "state" in self.changed_data:
            is_new = self.instance.state == CorrectionReport.State.NEW
            self.instance.settled_by = None if is_new else self.for_user
        return super().save(commit=commit)


class CorrectionReport(models.Model):
    """纠错留言. No address of the sender is kept, and what they left to be answered at only until it is settled."""

    class State(models.TextChoices):
        NEW = "new", _("待处理")
        CORRECTED = "corrected", _("已更正")
        DECLINED = "declined", _("不需更正")

    created_at = models.DateTimeField(_("收到时间"), auto_now_add=True)
    page_address = models.CharField(_("网页地址"), max_length=500, blank=True)
    text = models.TextField(_("问题"), max_length=1000)
    contact = models.CharField(_("联系方式"), max_length=120, blank=True)
    state = models.CharField(_("状态"), max_length=16, choices=State.choices, default=State.NEW)
    note = models.CharField(_("处理说明"), max_length=300, blank=True)
    settled_at = models.DateTimeField(_("处理时间"), null=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("处理人"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    base_form_class = CorrectionReportForm
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("page_address", read_only=True),
                FieldPanel("text", read_only=True),
                FieldPanel("contact", read_only=True, help_text=_("需要答复的请先答复：处理完毕后联系方式随即删除")),
            ],
            heading=_("读者的话"),
        ),
        FieldPanel("state"),
        FieldPanel("note"),
    ]

    class Meta:
        verbose_name = _("纠错留言")
        verbose_name_plural = _("纠错留言")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.text[:40]

    def save(self, *args: Any, **kwargs: Any) -> None:
        settled = self.state != self.State.NEW
        if settled:
            self.contact = ""
        if settled != bool(self.settled_at):
            self.settled_at = timezone.now() if settled else None
        super().save(*args, **kwargs)
