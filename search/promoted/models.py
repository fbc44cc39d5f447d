"""A document or an address that stands above the results when certain words are searched."""

from __future__ import annotations

import datetime
import re
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel

from publications.standing import note_change
from zhtext.folding import fold

_BETWEEN = re.compile(r"[\n、，,；;]+")
_NOT_SAID = re.compile(r"[\s\W_]+")


def said(text: str) -> str:
    """What two spellings of one query have in common: without blanks and punctuation, in one script."""
    return _NOT_SAID.sub("", fold(text))


class PromotedResult(models.Model):
    """推荐结果. Shown while it is within its days and its document is public, in the reader's script where there is one."""

    words = models.TextField(
        _("检索词"), help_text=_("一行一个；读者输入的与其中一个相同时显示推荐，简体繁体、空格和标点不计")
    )
    within = models.BooleanField(
        _("包含即推荐"), default=False, help_text=_("勾选后，读者输入的文字里包含检索词就显示；检索词至少两个字")
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("文件"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("已公开的文件或页面；撤下、设为不公开后，推荐随之消失"),
    )
    address = models.CharField(
        _("网址"), max_length=500, blank=True, help_text=_("不是本站文件时填写，如：https://www.example.cn/")
    )
    title = models.CharField(
        _("标题"), max_length=120, blank=True, help_text=_("填写网址时必填；推荐文件时留空则用文件的标题")
    )
    note = models.CharField(_("说明"), max_length=200, blank=True, help_text=_("显示在标题下面，一两句话"))
    starts_on = models.DateField(_("从"), null=True, blank=True, help_text=_("留空则立即生效"))
    ends_on = models.DateField(_("至"), null=True, blank=True, help_text=_("含当日；留空则一直有效"))
    order = models.PositiveSmallIntegerField(_("排序"), default=0, help_text=_("小的在前"))

    panels = [
        FieldPanel("words"),
        FieldPanel("within"),
        MultiFieldPanel(
            [PageChooserPanel("page"), FieldPanel("address"), FieldPanel("title"), FieldPanel("note")],
            heading=_("推荐什么"),
        ),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on"), FieldPanel("order")]),
    ]

    class Meta:
        verbose_name = _("推荐结果")
        verbose_name_plural = _("推荐结果")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return "、".join(self.spellings)[:60]

    @property
    def spellings(self) -> list[str]:
        return [word.strip() for word in _BETWEEN.split(self.words) if said(word)]

    def clean(self) -> None:
        errors: dict[str, Any] = {}
        if not self.spellings:
            errors["words"] = _("请至少填写一个检索词")
        elif self.within and any(len(said(word)) < 2 for word in self.spellings):
            errors["words"] = _("勾选“包含即推荐”时，每个检索词至少两个字")
        if bool(self.page_id) == bool(self.address):
            errors["page"] = _("文件和网址请填写其中一项")
        elif self.address and not _is_address(self.address):
            errors["address"] = _("网址请以 https://、http:// 或 / 开头")
        if self.address and not self.title:
            errors["title"] = _("推荐网址时请填写标题")
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            errors["ends_on"] = _("截止日期早于起始日期，请对调或改正")
        if errors:
            raise ValidationError(errors)

    def is_due(self, today: datetime.date) -> bool:
        return not (self.starts_on and today < self.starts_on) and not (self.ends_on and today > self.ends_on)

    def answers(self, query: str) -> bool:
        """Whether it stands above the results of a query, which is as `said` gives it."""
        words = [said(word) for word in self.spellings]
        return any(word in query for word in words) if self.within else query in words


def _is_address(text: str) -> bool:
    if text.startswith("/"):
        return not text.startswith(("//", "/\\"))
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


# Every process keeps the list until it is told that something changed.
post_save.connect(note_change, sender=PromotedResult, dispatch_uid="search.promoted.saved")
post_delete.connect(note_change, sender=PromotedResult, dispatch_uid="search.promoted.deleted")
