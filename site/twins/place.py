"""Where a twin stands: under the twin of its original's parent; in menus, in the same order."""

from __future__ import annotations

from collections.abc import Callable

from wagtail.models import Page

from twins.models import TwinState
from twins.origins import counterpart, state_of

Maker = Callable[[TwinState, Page, Page | None], Page]


def twin_of_parent(original: Page, make: Maker) -> Page:
    """The page under which the twin of `original` belongs; `make` brings it about where it is missing."""
    parent = original.get_parent()
    if parent.is_root():
        return parent
    return counterpart(parent) or make(state_of(parent), parent, None)


def put_in_place(original: Page, twin: Page, parent: Page) -> Page:
    """`twin` where it belongs; reloaded if it had to move."""
    if twin.get_parent().pk != parent.pk:
        twin.move(parent, pos="last-child")
        twin = Page.objects.get(pk=twin.pk).specific
    if original.show_in_menus and not parent.is_root():
        twin = _put_in_order(original, twin, parent)
    return twin


def _put_in_order(original: Page, twin: Page, parent: Page) -> Page:
    before = _twin_before(original, parent)
    at_left = twin.get_prev_sibling()
    if (before and before.pk) == (at_left and at_left.pk):
        return twin
    if before is not None:
        twin.move(before, pos="right")
    elif at_left is not None and _is_counterpart_of_a_sibling(at_left, original):
        twin.move(parent, pos="first-child")
    else:
        return twin
    return Page.objects.get(pk=twin.pk).specific


def _twin_before(original: Page, parent: Page) -> Page | None:
    """The twin of the nearest page before `original` that has one under `parent`."""
    earlier = original.get_siblings().filter(path__lt=original.path).values("translation_key")
    keys = dict(parent.get_children().filter(translation_key__in=earlier).values_list("translation_key", "pk"))
    for key in original.get_siblings().filter(path__lt=original.path, translation_key__in=keys).order_by("-path"):
        return Page.objects.get(pk=keys[key.translation_key])
    return None


def _is_counterpart_of_a_sibling(page: Page, original: Page) -> bool:
    return original.get_siblings().filter(translation_key=page.translation_key).exists()
