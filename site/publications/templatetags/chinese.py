"""Filters for Chinese text: dates, weekdays, titles, and names in the reader's script."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhtext.scripts import convert

register = template.Library()

WEEKDAYS = "一二三四五六日"
NUMBER_WITH_UNIT = re.compile(
    r"(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{4}[—－\-–]\d{4}学?學?年度?|\d[\d,.]*\s?(?:年度?|月|日|号|號|批|届|屆|次|期|个|個|人次?|名|所|%|％)"
)


def active_script() -> str:
    """The reader's script: "hant" below /zh-hant/, else "hans"."""
    return "hant" if (get_language() or "").lower().startswith("zh-hant") else "hans"


@lru_cache(maxsize=8192)
def converted(text: str, script: str) -> str:
    return convert(text, script, settings.TRADITIONAL_REGION)


@register.filter
def in_script(text: Any) -> Any:
    """`text` in the reader's script: for names that are kept once for both (bodies, topics, the site's identity)."""
    if not text:
        return ""
    result = converted(str(text), active_script())
    return mark_safe(result) if isinstance(text, SafeString) else result


def _day(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return timezone.localdate(value) if timezone.is_aware(value) else value.date()
    return value


def written(day: date) -> str:
    """2026年5月18日, unpadded."""
    return f"{day.year}年{day.month}月{day.day}日"


@register.filter
def chinese_date(value: date | datetime | None) -> str:
    """`<time>` with the day, unpadded: 2026年5月18日; empty for None."""
    if not value:
        return ""
    day = _day(value)
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), written(day))


@register.filter
def chinese_datetime(value: date | datetime | None) -> str:
    """As chinese_date, to the minute where the value knows it: 2026年5月18日 09:30."""
    if not isinstance(value, datetime):
        return chinese_date(value)
    local = timezone.localtime(value)
    text = f"{written(local.date())} {local:%H:%M}"
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), text)


@register.filter
def chinese_deadline(value: date | None) -> str:
    """With the weekday, as deadlines need it: 2026年6月30日（星期二）."""
    if not value:
        return ""
    day = _day(value)
    return format_html('<time datetime="{}">{}</time>（{}）', day.isoformat(), written(day), weekday(day))


@register.filter
def weekday(value: date | datetime) -> str:
    """星期二."""
    return _("星期") + WEEKDAYS[_day(value).weekday()]


@register.filter
def month_and_day(value: date) -> str:
    """6月30日, for what is near."""
    return f"{value.month}月{value.day}日"


@register.filter
def unbroken(title: Any) -> str:
    """A title whose numbers stay with their units (2026年) when it wraps."""
    return mark_safe(NUMBER_WITH_UNIT.sub(lambda m: f'<span class="unbroken">{m[0]}</span>', conditional_escape(title)))


@register.filter
def meta_date(value: date | datetime | None) -> str:
    """As the rules on government sites' <meta> tags want it: 2026-05-18 09:30."""
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    return f"{value:%Y-%m-%d} 00:00" if value else ""
