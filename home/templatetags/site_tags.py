"""Template tags round `home.navigation` and `home.display`."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlencode

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from home import navigation, page_meta
from home.canonical import canonical, site_address
from home.display import DisplaySettings, display_settings_of
from home.leaving import way_out
from home.models import SiteIdentity
from home.page_facts import PageFacts, facts_of
from home.structured_data import as_data_block, structured_data

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
def menu(context: template.Context) -> list[navigation.MenuLink]:
    request = context.get("request")
    return navigation.menu(request, current_page(context)) if request else []


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


def known_facts(context: template.Context) -> PageFacts:
    """What machines are told about the page being shown: a view's own `facts`, else those of the page, read once."""
    given, request = context.get("facts"), context.get("request")
    if isinstance(given, PageFacts):
        return given
    page = current_page(context)
    if request is None or page is None or not page.path:
        return PageFacts()
    known = getattr(request, "_page_facts", {})
    if page.path not in known:
        known[page.path] = facts_of(page, request, ancestors(context))
        request._page_facts = known
    return known[page.path]


@register.simple_tag(takes_context=True)
def site_meta(context: template.Context, site_name: str) -> list[page_meta.MetaTag]:
    request = context.get("request")
    return page_meta.site_tags(SiteIdentity.for_request(request), request, site_name.strip()) if request else []


@register.simple_tag(takes_context=True)
def page_meta_tags(context: template.Context) -> list[page_meta.MetaTag]:
    return page_meta.page_tags(known_facts(context))


@register.simple_tag(takes_context=True)
def page_description(context: template.Context) -> str:
    return page_meta.description_of(known_facts(context))


@register.simple_tag(takes_context=True)
def json_ld(context: template.Context) -> SafeString:
    """JSON-LD of a page of the tree."""
    request, page = context.get("request"), current_page(context)
    if request is None or page is None or not page.path:
        return SafeString("")
    identity = SiteIdentity.for_request(request)
    facts = known_facts(context)
    return as_data_block(structured_data(page, facts, identity, get_language() or "", site_address(request)))


@register.simple_tag(takes_context=True)
def own_feed(context: template.Context) -> str:
    """Where the feed of the column, topic or body being shown is; empty where the page has none."""
    page = context.get("page")
    if isinstance(page, tuple(navigation.column_models())):
        return reverse("column_feed", args=(page.pk,)) if page.pk and page.allowed_subpage_models() else ""
    return getattr(page, "feed_url", "")


@register.simple_tag(takes_context=True)
def feed_links(context: template.Context) -> list[tuple[str, str]]:
    """(title, full address) of the feeds that a reader's program finds in the head."""
    request = context.get("request")
    if request is None:
        return []
    own = own_feed(context)
    feeds = [(context["page"].title, own)] if own else []
    feeds.append((_("全部文件"), reverse("site_feed")))
    return [(title, canonical(request, address)) for title, address in feeds]


@register.simple_tag(takes_context=True)
def national_report_url(context: template.Context, path: str = "") -> str:
    """我为政府网站找错, the country's own form, with the site's code and the address of the page at hand."""
    request = context["request"]
    code = SiteIdentity.for_request(request).site_code
    query = urlencode({"site_code": code, "url": canonical(request, path or "/")})
    return f"https://zfwzgl.www.gov.cn/exposure/jiucuo.html?{query}"


@register.filter
def chinese_month(day: date) -> SafeString:
    """`<time>` with the month: 2026年12月."""
    return format_html('<time datetime="{}">{}年{}月</time>', f"{day:%Y-%m}", day.year, day.month)


@register.filter
def leading_out(address: str) -> str:
    """An address that may lead off the site: through the page that says so."""
    return way_out(address)


@register.filter
def mourns_today(identity: SiteIdentity) -> bool:
    return bool(identity) and identity.mourns_on(timezone.localdate())


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
