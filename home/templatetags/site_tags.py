"""Template tags round `home.navigation` and `home.display`."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from django import template
from django.utils.translation import get_language
from wagtail.models import Page

from home import navigation
from home.display import DisplaySettings, display_settings_of

register = template.Library()


def current_page(context: template.Context) -> Page | None:
    """The page being shown; search and the like have none, and a paginator's `page` is no Page."""
    for name in ("self", "page"):
        if isinstance(page := context.get(name), Page):
            return page
    return None


@register.simple_tag
def html_language() -> str:
    return navigation.language_tag(get_language() or "")


@register.simple_tag(takes_context=True)
def surroundings(context: template.Context) -> navigation.Surroundings | None:
    request = context.get("request")
    return navigation.surroundings(request) if request else None


@register.simple_tag(takes_context=True)
def languages(context: template.Context) -> list[navigation.LanguageLink]:
    request = context.get("request")
    if request is None:
        return []
    return navigation.languages(request, current_page(context), found="request_path" not in context)


@register.simple_tag(takes_context=True)
def display_settings(context: template.Context) -> DisplaySettings:
    request = context.get("request")
    return display_settings_of(request.COOKIES if request else {})


@register.simple_tag(takes_context=True)
def ancestors(context: template.Context) -> list[Page]:
    """From the home page to the page's parent; empty on the home page."""
    page, request = current_page(context), context.get("request")
    if page is None or not page.path:
        return []
    known = getattr(request, "_ancestors", {})
    if page.path not in known:
        known[page.path] = list(page.get_ancestors().filter(depth__gt=1).live())
        if request is not None:
            request._ancestors = known
    return known[page.path]


@register.filter
def is_or_above(page: Page, other: Any) -> bool:
    """Whether `other` is `page` or stands below it."""
    return isinstance(other, Page) and bool(other.path) and other.path.startswith(page.path)


@register.simple_tag(takes_context=True)
def shown_page(context: template.Context) -> Page | None:
    return current_page(context)


@register.filter
def words_of_path(path: str) -> str:
    """What somebody may have looked for: the last part of an address that leads nowhere, as words."""
    parts = [part for part in unquote(path).split("/") if part]
    words = re.sub(r"[-_+.\s]+", " ", PurePosixPath(parts[-1]).stem).strip() if parts else ""
    return words[:60] if re.search(r"[^\W\d_]", words) else ""


@register.filter
def digits(text: str) -> str:
    """公安备案号 to the digits that the register's address wants."""
    return re.sub(r"\D", "", text)


@register.filter
def page_numbers(page_obj: Any) -> list[int | str]:
    """1 2 … 5 6 7 … 11: the pages round this one, an ellipsis for the others."""
    return list(page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=2, on_ends=1))
