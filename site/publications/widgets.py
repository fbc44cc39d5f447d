"""Form fields and widgets that understand how dates are written in Chinese."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zhtext.dates import parse_date


class ChineseDateInput(forms.DateInput):
    """A plain text box: the browser's and Wagtail's date pickers turn 2022年2月28日 into another day without a word."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            attrs={"placeholder": "如 2026年5月15日", "autocomplete": "off", **(attrs or {})}, format="%Y-%m-%d"
        )


class ChineseDateField(forms.DateField):
    """Reads 2026年5月15日, 二〇二六年五月十五日, 2026.5.15, 20260515 and ISO; refuses a month alone."""

    widget = ChineseDateInput

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return super().to_python(value)
        read = parse_date(str(value).strip())
        day = read.as_date() if read else None
        if day is None:
            raise ValidationError(_("认不出这个日期，请写成 2026年5月15日 或 2026-05-15"), code="invalid")
        return day


class TickList(forms.CheckboxSelectMultiple):
    """A list to tick that may be long: it scrolls in its own frame, in columns where there is room.

    What has another choice of the list above it (`parent`) is marked for the style that indents it.
    """

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__({"class": "ticks", **(attrs or {})}, choices)

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        option["attrs"].pop("class", None)  # of the list, not of its boxes
        if getattr(getattr(option["value"], "instance", None), "parent_id", None):
            option["attrs"]["data-below"] = True
        return option
