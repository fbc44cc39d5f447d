"""Finding cases by stage, subject, level, region and year: every filter a link, its state in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.apps import apps
from django.core.paginator import Paginator
from django.db.models import Count
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from zhtext.numerals import plain_number

if TYPE_CHECKING:
    from wagtail.models import Page

FILTERS = {"stage": _("学段"), "subject": _("学科"), "level": _("级别"), "region": _("地区"), "year": _("年度")}
PAGE_SIZE = 20
# (annotation, whether it descends): the latest year first, those without a year last on every database.
CASE_ORDER = (("listed_year", True), ("title", False), ("pk", False))


@dataclass(frozen=True)
class Choice:
    """One value of a filter: its link sets it, or takes it away where it is chosen."""

    value: str
    label: str
    count: int
    chosen: bool
    query: str


@dataclass(frozen=True)
class Filter:
    name: str
    label: str
    choices: list[Choice]


def case_listing(section: Page, parameters: Mapping[str, str]) -> dict[str, Any]:
    """Context: `filters` with counts that leave out the filter's own choice, `page_obj` of the cases that fit."""
    model = apps.get_model("news", "CasePage")
    cases = model.objects.live().public().descendant_of(section)
    chosen = {name: value for name in FILTERS if (value := _sound(name, parameters.get(name, "")))}
    filters = []
    for name, label in FILTERS.items():
        others = cases.filter(**{key: value for key, value in chosen.items() if key != name})
        counted = others.order_by().values_list(name).annotate(Count("pk")).order_by(name)
        display = dict(model._meta.get_field(name).choices or [])
        choices = [
            choice(name, str(value), str(display.get(value, value)), count, chosen)
            for value, count in counted
            if value not in ("", None)
        ]
        if choices:
            filters.append(Filter(name, str(label), choices))
    found = cases.filter(**chosen).annotate(listed_year=listed_year()).select_related("issuing_body").defer("body")
    found = found.order_by(*(f"{'-' if descends else ''}{name}" for name, descends in CASE_ORDER))
    page = Paginator(found, PAGE_SIZE).get_page(parameters.get("page"))
    return {"filters": filters, "chosen": chosen, "page_obj": page, "page_query": urlencode(chosen)}


def listed_year() -> Coalesce:
    return Coalesce("year", 0)


def _sound(name: str, typed: str) -> str:
    """What was asked for; nothing where no case can have it: PostgreSQL refuses NUL, and a year has four digits."""
    is_year = len(typed) == 4 and plain_number(typed, digits=4) is not None
    return typed.replace("\x00", "") if name != "year" or is_year else ""


def choice(name: str, value: str, label: str, count: int, chosen: Mapping[str, str]) -> Choice:
    """One value of the filter `name`, whose link keeps what else is `chosen`."""
    is_chosen = chosen.get(name) == value
    query = {key: kept for key, kept in chosen.items() if key != name}
    if not is_chosen:
        query[name] = value
    return Choice(value, label, count, is_chosen, urlencode(query))
