"""What makes one of two equally fitting documents come first: who issued it (层级), how recent it is (时效). Off by default.

Each combination of strengths is a column of factors that every engine multiplies scores by, written with the document: so
the setting works at once, in every engine alike, and no index is rebuilt for it. A factor depends on the document alone,
never on today: between two documents the newer keeps its advantage as both grow older.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from search.backends.layout import Column

if TYPE_CHECKING:
    from django.http import HttpRequest

    from search.backends.plan import Value

# A level (校 0, 区县 1, 市 2, 省 3, 国家 4) adds so much: 1,057 questions, where the answer was always national law, gained
# 16 % nDCG by .5; a district's archive is asked for its own documents as well.
PER_LEVEL = {0: 0.0, 1: 0.25, 2: 0.5}
# A year newer is worth so much; five years are 16 and 40 %.
PER_YEAR = {0: 1.0, 1: 1.03, 2: 1.07}
# Older documents count as of this day, and so do those without a date.
OLDEST = datetime.date(2010, 1, 1).toordinal()
MOST_BY_DATE = 8.0
COMBINATIONS = [(authority, recency) for authority in PER_LEVEL for recency in PER_YEAR if authority or recency]
COLUMNS = tuple(Column(f"prior_{authority}{recency}", "FloatField") for authority, recency in COMBINATIONS)


def values(page: Any) -> dict[str, list[Value]]:
    """The columns of an official document."""
    level = max((body.level for body in page.issuing_bodies), default=0)
    shown = page.shown_date
    years = max((shown.toordinal() if shown else 0) - OLDEST, 0) / 365.25
    return {
        f"prior_{authority}{recency}": [_stored((1 + PER_LEVEL[authority] * level) * _by_date(recency, years))]
        for authority, recency in COMBINATIONS
    }


def _by_date(recency: int, years: float) -> float:
    return min(PER_YEAR[recency] ** years, MOST_BY_DATE)


def _stored(factor: float) -> float:
    """Engines multiply by log2(2 + value) (search.backends.plan.Plan.weighed_by)."""
    return float(2**factor - 2)


class Strength(models.IntegerChoices):
    OFF = 0, _("不考虑")
    MILD = 1, _("略微")
    STRONG = 2, _("明显")


@register_setting(icon="order-down")
class SearchPriority(BaseSiteSetting):
    """检索排序: how much issuing level and date count when results are sorted by relevance."""

    authority = models.PositiveSmallIntegerField(
        _("发文机关层级"),
        choices=Strength.choices,
        default=Strength.OFF,
        help_text=_("层级高的在前：国家、省、市、区县、学校；层级在“发文机关”里填写"),
    )
    recency = models.PositiveSmallIntegerField(
        _("新近"), choices=Strength.choices, default=Strength.OFF, help_text=_("日期近的在前；没有日期的按最早算")
    )

    panels = [
        HelpPanel(
            content=format_lazy(
                "<p>{}</p>",
                _(
                    "只影响按相关度排列的先后，不影响找到哪些文件、有多少件。保存后立即生效，不必重建索引；"
                    "改了发文机关的层级，它的文件会自动更新。"
                ),
            )
        ),
        FieldPanel("authority"),
        FieldPanel("recency"),
    ]

    class Meta:
        verbose_name = _("检索排序")

    @property
    def column(self) -> str:
        """The column to weigh by, empty where nothing counts."""
        return f"prior_{self.authority}{self.recency}" if (self.authority, self.recency) in COMBINATIONS else ""


def weighing_column(request: HttpRequest | None) -> str:
    """The column of the setting of the request's site; without a request nothing is weighed."""
    return SearchPriority.for_request(request).column if request is not None else ""
