"""What stands round every page is read once and kept in this process until something it depends on changes, anywhere.

Each request asks the database one question: which change was the last? Changes are rows written in the transaction that
makes them (a page saved, hidden, restricted; a site, a locale, a setting, an issuing body, a topic), so a page that was
withdrawn or restricted by another process is gone from the menu with the next request, as it would be without memory.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import connection
from django.db.models.signals import post_delete, post_save
from wagtail.contrib.settings.models import AbstractSetting, BaseSiteSetting
from wagtail.contrib.settings.registry import registry
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from publications.models import Change, IssuingBody, Topic

if TYPE_CHECKING:
    from django.http import HttpRequest

Value = TypeVar("Value")
Token = tuple[Any, ...]

DEPENDED_ON = (
    *(Page, PageViewRestriction, Site, Locale, AbstractSetting, IssuingBody, Topic),
    *(Collection, CollectionViewRestriction),
)
# What editors' autosaves write on a page; no reader sees it.
UNSEEN = {
    *("latest_revision", "latest_revision_id", "latest_revision_created_at", "draft_title", "has_unpublished_changes"),
    *("locked", "locked_at", "locked_by", "locked_by_id", "go_live_at", "owner"),
}
KEPT_CHANGES, PRUNED_EVERY = 200, 100
MOST_VALUES = 500  # a host of one's own in every request must not fill the memory

_LAST_CHANGE = f'SELECT MAX("id"), MAX("at"), COUNT("id") FROM "{Change._meta.db_table}"'
_kept: dict[Any, tuple[Token, Any]] = {}


def standing(request: HttpRequest | None, key: Any, read: Callable[[], Value]) -> Value:
    """`read()`, or what it gave before if nothing has changed since; the value is shared by requests: do not alter it."""
    if request is None:
        return read()
    token = token_of(request)
    known = _kept.get(key)
    if known is not None and known[0] == token:
        return known[1]  # type: ignore[no-any-return]
    if len(_kept) >= MOST_VALUES:
        _kept.clear()
    value = read()
    _kept[key] = token, value
    return value


def token_of(request: HttpRequest) -> Token:
    """Which changes the database knows of, asked once a request: the last and how many, since one may commit late."""
    token = getattr(request, "_standing_token", None)
    if token is None:
        with connection.cursor() as cursor:
            cursor.execute(_LAST_CHANGE)  # as SQL: every page asks it, and making it of a query set cost .8 ms
            token = tuple(cursor.fetchone())
        request._standing_token = token  # type: ignore[attr-defined]
    return token  # type: ignore[no-any-return]


def note_change(*args: Any, **kwargs: Any) -> None:
    """Tell every process that what it keeps may be wrong, as soon as the current transaction commits."""
    change = Change.objects.create()
    if change.pk % PRUNED_EVERY == 0:
        Change.objects.filter(pk__lte=change.pk - KEPT_CHANGES).delete()


def _changed(sender: type, instance: Any, update_fields: Any = None, **kwargs: Any) -> None:
    if isinstance(instance, DEPENDED_ON) and not (update_fields and set(update_fields) <= UNSEEN):
        note_change()


def connect() -> None:
    uid = "publications.standing"
    post_save.connect(_changed, dispatch_uid=uid)
    post_delete.connect(_changed, dispatch_uid=uid)
    for signal in (
        page_published,
        page_unpublished,
        post_page_move,
    ):  # code that writes without saving says so by these
        signal.connect(note_change, dispatch_uid=uid)


# --- what is kept -----------------------------------------------------------------------------------------------------
def restrictions(request: HttpRequest | None) -> tuple[str, ...]:
    """The tree paths of the pages that ask something of their readers; what stands below one of them does as well."""
    return standing(request, "restrictions", _read_restrictions)


def _read_restrictions() -> tuple[str, ...]:
    """Without a join, which SQLite begins with all pages (closed_sections.closed_paths): 6 ms of 100,000 after each change."""
    rows = PageViewRestriction.objects.exclude(restriction_type=PageViewRestriction.NONE)
    return tuple(Page._base_manager.filter(pk__in=rows.values("page_id")).values_list("path", flat=True))


def restricted_collections(request: HttpRequest | None) -> tuple[str, ...]:
    """The tree paths of the collections of files that ask something of their readers, as `restrictions` does of pages."""
    return standing(request, "restricted collections", _read_restricted_collections)


def _read_restricted_collections() -> tuple[str, ...]:
    rows = CollectionViewRestriction.objects.exclude(restriction_type=CollectionViewRestriction.NONE)
    return tuple(rows.values_list("collection__path", flat=True))


def is_open_to_all(request: HttpRequest | None, page: Page) -> bool:
    return not page.path.startswith(restrictions(request))


def locales(request: HttpRequest | None) -> dict[int, Locale]:
    return standing(request, "locales", lambda: {locale.pk: locale for locale in Locale.objects.all()})


def bodies(request: HttpRequest | None) -> dict[int, IssuingBody]:
    return standing(request, "bodies", lambda: {body.pk: body for body in IssuingBody.objects.all()})


def topics(request: HttpRequest | None) -> dict[int, Topic]:
    return standing(request, "topics", lambda: {t.pk: t for t in Topic.objects.select_related("parent")})


def site_of(request: HttpRequest) -> Site | None:
    """Wagtail's own answer, with the home page and its locale at hand; it and the site's settings are on the request then."""
    if not hasattr(request, "_wagtail_site"):
        key = ("site", request._get_raw_host(), request.get_port())
        site, settings = standing(request, key, lambda: _read_site(request))
        request._wagtail_site = site  # type: ignore[attr-defined]
        for setting in map(copy, settings):
            setting._request = request
            setattr(request, setting.get_cache_attr_name(), setting)
    return request._wagtail_site  # type: ignore[attr-defined, no-any-return]


def _read_site(request: HttpRequest) -> tuple[Site | None, list[Any]]:
    found = Site._find_for_request(request)
    if found is None:
        return None, []
    site = Site.objects.select_related("root_page__locale").get(pk=found.pk)
    return site, [model.for_site(site) for model in registry if issubclass(model, BaseSiteSetting)]
