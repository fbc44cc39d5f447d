"""What is announced before it is published (发布预告)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel


class PlannedReleaseForm(WagtailAdminModelForm):
    """Whoever may not announce can still prepare; changing what is announced takes it back until it is announced anew."""

    def save(self, commit: bool = True) -> PlannedRelease:
        user = self.for_user
        if self.has_changed() and user is not None and not user.has_perm("home.announce_plannedrelease"):
            self.instance.announced = False
        return super().save(commit=commit)


class PlannedRelease(models.Model):
    """发布预告: a title and a day as given for the announcement, never read from the draft itself."""

    class State(models.TextChoices):
        PLANNED = "planned", _("计划发布")
        CONFIRMED = "confirmed", _("日期已定")
        POSTPONED = "postponed", _("已推迟")
        CANCELLED = "cancelled", _("已取消")

    title = models.CharField(_("预告标题"), max_length=255, help_text=_("按公布的样子填写，如：2027年教师培训工作计划"))
    planned_on = models.DateField(_("计划发布日期"))
    whole_month = models.BooleanField(_("只公布到月份"), default=False)
    issuing_body = models.ForeignKey(
        "publications.IssuingBody",
        verbose_name=_("发布机关"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    state = models.CharField(_("进展"), max_length=16, choices=State.choices, default=State.PLANNED)
    note = models.CharField(_("说明"), max_length=200, blank=True, help_text=_("如：因会议改期，推迟一周"))
    document = models.ForeignKey(
        "publications.OfficialDocumentPage",
        verbose_name=_("对应的文件"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("文件公开以后，预告才会链接到它；公开之前读者看不到与它有关的任何内容"),
    )
    announced = models.BooleanField(
        _("对外公布"), default=False, help_text=_("勾选后读者在发布日历里看得到；由终审人员勾选")
    )
    updated_at = models.DateTimeField(auto_now=True)

    base_form_class = PlannedReleaseForm
    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("planned_on"), FieldPanel("whole_month"), FieldPanel("state")]),
        FieldPanel("issuing_body"),
        FieldPanel("note"),
        FieldPanel("document"),
        FieldPanel("announced", permission="home.announce_plannedrelease"),
    ]

    class Meta:
        verbose_name = _("发布预告")
        verbose_name_plural = _("发布预告")
        ordering = ["planned_on", "pk"]
        permissions = [("announce_plannedrelease", "公布发布预告")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.whole_month and isinstance(self.planned_on, date):
            self.planned_on = self.planned_on.replace(day=1)
        super().save(*args, **kwargs)
