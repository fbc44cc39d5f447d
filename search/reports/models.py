"""Counts a day: of all searches, and of each text that was searched. No address, no session, no time but the hours' number."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchDay(models.Model):
    """All searches of a day, also those whose text is not kept."""

    day = models.DateField(_("日期"), unique=True)
    asked = models.PositiveIntegerField(_("次数"), default=0)
    nothing = models.PositiveIntegerField(_("没有结果"), default=0)
    partly = models.PositiveIntegerField(_("只有部分词语"), default=0)

    class Meta:
        verbose_name = _("每日搜索次数")
        verbose_name_plural = _("每日搜索次数")

    def __str__(self) -> str:
        return f"{self.day} {self.asked}"


class SearchedText(models.Model):
    """How often a text was searched on a day; hours: in how many different hours, last_hour (0 to 23) the latest of them."""

    day = models.DateField(_("日期"))
    text = models.CharField(_("检索词"), max_length=60)
    asked = models.PositiveIntegerField(_("次数"), default=0)
    nothing = models.PositiveIntegerField(_("没有结果"), default=0)
    partly = models.PositiveIntegerField(_("只有部分词语"), default=0)
    hours = models.PositiveSmallIntegerField(default=1)
    last_hour = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("检索词统计")
        verbose_name_plural = _("检索词统计")
        constraints = [models.UniqueConstraint(fields=["day", "text"], name="searched_text_once_a_day")]
        indexes = [models.Index(fields=["text"], name="searched_text")]

    def __str__(self) -> str:
        return self.text
