"""Slugs (网址名) out of the title's pinyin: 2026-nian-jiao-shi-pei-xun, made on the server for forms and imports alike."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING, Any

from zhtext.pinyin import slugify

if TYPE_CHECKING:
    from django.db.models import Model
    from wagtail.models import Page

LIMIT = 60


def free_slug(page: Page, parent: Page) -> str:
    """A slug for `page` under `parent` that no sibling has: the title's pinyin, then -2, -3, …"""
    base = slugify(page.title, limit=LIMIT) or "wen-jian"
    siblings = parent.get_children().exclude(pk=page.pk)
    taken = set(siblings.filter(slug__startswith=base[: LIMIT - 4]).values_list("slug", flat=True))
    return next(slug for slug in _numbered(base) if slug not in taken)


def lasting_slug(instance: Model, name: str, fallback: str) -> str:
    """A slug for something that is no page (a topic, an issuing body): given once, kept when `name` changes."""
    base = slugify(name, limit=LIMIT) or fallback
    others = type(instance)._default_manager.exclude(pk=instance.pk)
    taken = set(others.filter(slug__startswith=base[: LIMIT - 4]).values_list("slug", flat=True))
    return next(slug for slug in _numbered(base) if slug not in taken)


def _numbered(base: str) -> Iterator[str]:
    yield base
    for number in count(2):
        suffix = f"-{number}"
        yield base[: LIMIT - len(suffix)].rstrip("-") + suffix


class PinyinSlugMixin:
    """A page whose empty slug is filled from its title as soon as its place in the tree is known."""

    def _fill_slug(self: Any) -> None:
        if not self.slug and self.title and (self.path or getattr(self, "_cached_parent_obj", None)):
            parent = self.get_parent()
            if parent is not None:
                self.slug = free_slug(self, parent)

    def full_clean(self: Any, *args: Any, **kwargs: Any) -> None:
        self._fill_slug()
        super().full_clean(*args, **kwargs)  # type: ignore[misc]

    def minimal_clean(self: Any) -> None:
        self._fill_slug()
        super().minimal_clean()  # type: ignore[misc]
