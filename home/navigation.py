"""What stands round every page: columns, standard pages, where the reader is, the page in the other script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q
from django.urls import translate_url
from django.utils.translation import get_language, gettext, gettext_lazy
from wagtail.models import Page, Site

from home.canonical import canonical
from home.models import StandardPage
from publications.columns import ColumnPage
from publications.languages import live_translations
from publications.standing import site_of, standing

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.query import PageQuerySet

# 简体 and 繁體 are each written in their own script, whoever reads them.
LABELS = {"zh-hans": "简体", "zh-hant": "繁體"}
MISSING = {"zh-hans": gettext_lazy("本文没有简体版"), "zh-hant": gettext_lazy("本文没有繁体版")}


@dataclass(frozen=True)
class Surroundings:
    """The home page in the reader's script, the columns that hold something, the standard pages beside them."""

    home: Page | None
    columns: list[Page]
    standard_pages: list[Page]


def surroundings(request: HttpRequest) -> Surroundings:
    """Kept until something changes (publications.standing); read in as many queries however many pages there are."""
    known = getattr(request, "_surroundings", None)
    if known is None:
        site = site_of(request)
        key = ("surroundings", site and site.pk, get_language())
        known = request._surroundings = standing(request, key, lambda: _read(request))  # type: ignore[attr-defined]
    return known


def _read(request: HttpRequest) -> Surroundings:
    site = Site.find_for_request(request)
    if site is None:
        return Surroundings(None, [], [])
    root = site.root_page
    homes = Page.objects.live().filter(translation_key=root.translation_key).select_related("locale")
    home = next((page for page in homes if page.locale.language_code == get_language()), root)
    standard_type = ContentType.objects.get_for_model(StandardPage)
    children = Page.objects.child_of(home).filter(Q(content_type=standard_type) | Q(show_in_menus=True))
    pages = list(with_something_to_read(children))
    return Surroundings(
        home,
        [page for page in pages if page.content_type_id != standard_type.pk],
        [page for page in pages if page.content_type_id == standard_type.pk],
    )


@dataclass(frozen=True)
class MenuLink:
    """A line of the menu. current: "page" where the reader is there, "true" where below it, else empty (aria-current)."""

    title: str
    url: str
    current: str


def menu(request: HttpRequest, shown: Page | None) -> list[MenuLink]:
    """首页 and the columns, made once a request: the page shows them in its header and in the phone's menu."""
    known = getattr(request, "_menu", None)
    if known is None:
        around = surroundings(request)
        known = [_menu_link(request, column, shown) for column in around.columns]
        if around.home:
            here = "page" if shown is not None and shown.pk == around.home.pk else ""
            known.insert(0, MenuLink(gettext("首页"), around.home.get_url(request), here))
        request._menu = known  # type: ignore[attr-defined]
    return known


def _menu_link(request: HttpRequest, column: Page, shown: Page | None) -> MenuLink:
    is_there = shown is not None and shown.pk == column.pk
    is_below = shown is not None and bool(shown.path) and shown.path.startswith(column.path)
    return MenuLink(column.title, column.get_url(request), "page" if is_there else "true" if is_below else "")


def with_something_to_read(pages: PageQuerySet) -> PageQuerySet:
    """Of `pages` those that everybody may read, without the columns that hold nothing for everybody yet."""
    types = ContentType.objects.get_for_models(*(m for m in column_models() if m.allowed_subpage_models()))
    below = Page.objects.live().public().filter(path__startswith=OuterRef("path"), depth__gt=OuterRef("depth"))
    return pages.live().public().exclude(Q(content_type__in=list(types.values())) & ~Exists(below))


def column_models() -> list[type[Page]]:
    return [model for model in apps.get_models() if issubclass(model, ColumnPage)]


@dataclass(frozen=True)
class LanguageLink:
    """One of the two scripts: its code, its name, where this page stands in it (None: nowhere)."""

    code: str
    label: str
    tag: str
    url: str | None
    full_url: str | None
    current: bool
    missing: Any

    @property
    def hreflang(self) -> str:
        """What search engines and the `hreflang` attribute are told: the script, not the region's forms."""
        return hreflang_of(self.code)


def hreflang_of(code: str) -> str:
    return "zh-Hant" if code == "zh-hant" else "zh-Hans"


def language_tag(code: str) -> str:
    """The BCP 47 tag for `lang`: zh-Hans, zh-Hant, or zh-Hant-HK where the traditional text has Hong Kong's forms."""
    if code != "zh-hant":
        return "zh-Hans"
    return "zh-Hant-HK" if settings.TRADITIONAL_REGION == "hk" else "zh-Hant"


def languages(request: HttpRequest, page: Page | None, found: bool = True) -> list[LanguageLink]:
    """This page in both scripts; `found` False (404): the home pages instead."""
    active = get_language()
    twins = live_translations(page) if page and page.pk else {}
    links = []
    for code, _name in settings.LANGUAGES:
        url = full_url = None
        if page is None:
            url = translate_url(request.get_full_path() if found else "/", code)
            full_url = canonical(request, url)
        elif code == active or code in twins:
            here = page if code == active else twins[code]
            url, full_url = here.get_url(request), here.get_full_url(request)
        links.append(LanguageLink(code, LABELS[code], language_tag(code), url, full_url, code == active, MISSING[code]))
    return links
