"""Where pages stood before: a row for the root of what is moved, renamed or deleted, in the same transaction.

Addresses below it follow by their prefix (publications.lost_addresses), so a section of 3,000 pages costs one row; Wagtail's
redirects write one for each page and fail on that section (research/search-backend.md, pitfall 11).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Concat
from django.db.models.signals import pre_delete, pre_save
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from publications.models import FormerAddress

if TYPE_CHECKING:
    from wagtail.models.sites import SiteRootPath


def root_above(url_path: str) -> SiteRootPath | None:
    """The home page, of whichever site and script, that a page with `url_path` stands below."""
    roots = Site.get_site_root_paths()
    return next((r for r in roots if url_path.startswith(r.root_path) and url_path != r.root_path), None)


def with_query(path: str, query: str) -> str:
    """show.asp?b=2&a=1 as FormerAddress keeps the address of an old site that is told apart by its query alone."""
    return f"{path.strip('/')}?{urlencode(sorted(parse_qsl(query, keep_blank_values=True)))}/"


def is_restricted(path: str) -> bool:
    """Whether the page with the tree path `path`, or one above it, asks something of its readers; one query."""
    restrictions = PageViewRestriction.objects.exclude(restriction_type=PageViewRestriction.NONE)
    return any(path.startswith(above) for above in restrictions.values_list("page__path", flat=True))


def record(root: SiteRootPath, url_path: str, translation_key: UUID, gone_at: datetime | None = None) -> None:
    """Keep where a page stood; whoever stood there before is forgotten."""
    FormerAddress.objects.update_or_create(
        site_id=root.site_id,
        language=root.language_code,
        path=url_path[len(root.root_path) :],
        defaults={"translation_key": translation_key, "gone_at": gone_at},
    )


def forget_taken_over(root: SiteRootPath, url_path: str) -> None:
    """Forget the former holders of addresses below `url_path` that live pages have now: those move along with it."""
    here = Concat(Value(root.root_path), OuterRef("path"), output_field=CharField())
    former = FormerAddress.objects.filter(site_id=root.site_id, language=root.language_code)
    below = former.filter(path__startswith=url_path[len(root.root_path) :])
    below.filter(Exists(Page.objects.live().filter(url_path=here))).delete()


def _saving(sender: type, instance: Any, raw: bool = False, update_fields: Any = None, **kwargs: Any) -> None:
    if raw or not isinstance(instance, Page) or not instance.pk or instance._state.adding:
        return
    if update_fields is not None and not {"url_path", "live"} & set(update_fields):
        return
    was = Page.objects.filter(pk=instance.pk).values("url_path", "live", "path").first()
    if was is None:
        return
    if was["live"] and not instance.live and instance.first_published_at is None:
        instance.first_published_at = instance.last_published_at or timezone.now()  # that it was public stays known
    if was["url_path"] != instance.url_path and (root := root_above(was["url_path"])):
        below = Page.objects.filter(path__startswith=was["path"])
        if below.live().exists() or below.filter(first_published_at__isnull=False).exists():
            forget_taken_over(root, was["url_path"])
            record(root, was["url_path"], instance.translation_key)


def _deleting(sender: type, instance: Any, **kwargs: Any) -> None:
    # Once for a page: its parent tables send the signal as well.
    if not isinstance(instance, Page) or type(instance) is not instance.specific_class:
        return
    root = root_above(instance.url_path) if instance.live or instance.first_published_at else None
    if root and not is_restricted(instance.path):
        record(root, instance.url_path, instance.translation_key, gone_at=timezone.now())


def connect() -> None:
    uid = "publications.former_addresses"
    pre_save.connect(_saving, dispatch_uid=uid)
    pre_delete.connect(_deleting, dispatch_uid=uid)
