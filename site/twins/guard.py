"""A twin is never more public than its original, not even for a moment: this runs in the original's own transaction.

Unpublishing, deleting, restricting and moving are the dangerous direction. Here they only hide the twin or copy the
restriction, which hardly can fail; what else follows (publishing, moving, removing) comes later through the outbox.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_unpublished, post_page_move
from wagtail_localize.models import LocaleSynchronization

from twins.origins import counterpart, following, is_following, is_twin, twins_among
from twins.privacy import equalise, restrictions_above


def hide(pages: Iterable[Page], *, expired: bool = False) -> int:
    """Take pages off the site as unpublishing does, without the form's rules, which a twin may have fallen behind."""
    hidden = 0
    for page in pages:
        Page.objects.filter(pk=page.pk).update(
            live=False, has_unpublished_changes=True, live_revision=None, expired=expired
        )
        specific = page.specific
        specific.live, specific.expired = False, expired
        specific.revisions.update(approved_go_live_at=None)
        log(instance=specific, action="wagtail.unpublish")
        page_unpublished.send(sender=specific.specific_class, instance=specific)
        hidden += 1
    return hidden


def live_twins_of(originals: QuerySet[Page]) -> QuerySet[Page]:
    """The live pages that follow any of `originals`."""
    keys = originals.values("translation_key")
    return twins_among(Page.objects.live().filter(translation_key__in=keys)).exclude(pk__in=originals.values("pk"))


def hide_unprotected(root: Page) -> int:
    """Hide the live twins of `root` and all below it that a restriction over their originals does not reach."""
    hidden = 0
    for restricted in restrictions_above(root):
        subtree = Page.objects.descendant_of(root if root.depth > restricted.depth else restricted, inclusive=True)
        exposed = live_twins_of(subtree)
        protected = counterpart(restricted)
        if protected is not None:
            exposed = exposed.exclude(path__startswith=protected.path)
        hidden += hide(exposed)
    return hidden


def _saved(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if isinstance(instance, Page) and not raw and not instance.live and not is_following():
        hide(live_twins_of(Page.objects.filter(pk=instance.pk)), expired=instance.expired)


def _deleting(sender: type, instance: Any, **kwargs: Any) -> None:
    if not isinstance(instance, Page) or type(instance) is not instance.specific_class or is_following():
        return
    twin = counterpart(instance)
    if twin is not None and is_twin(twin):
        hide(Page.objects.descendant_of(twin, inclusive=True).live())


def _moved(sender: type, instance: Page, **kwargs: Any) -> None:
    if is_following():
        return
    if is_twin(instance):  # nobody may move a twin: it comes back to its place before it is public again
        hide(twins_among(Page.objects.descendant_of(instance, inclusive=True).live()))
    else:
        hide_unprotected(instance)


def _restriction_saving(sender: type, instance: PageViewRestriction, raw: bool = False, **kwargs: Any) -> None:
    if not raw and not is_following() and is_twin(instance.page):
        raise PermissionDenied(_("本页跟随另一种字体的原文，访问权限请在原文上设置。"))


def _restriction_deleting(sender: type, instance: PageViewRestriction, origin: Any = None, **kwargs: Any) -> None:
    if _is_restriction(origin) and not is_following() and is_twin(instance.page):
        raise PermissionDenied(_("本页跟随另一种字体的原文，访问权限请在原文上设置。"))


def _restriction_saved(sender: type, instance: PageViewRestriction, raw: bool = False, **kwargs: Any) -> None:
    if not raw and not is_following():
        _restriction_changed(instance.page)


def _restriction_deleted(sender: type, instance: PageViewRestriction, origin: Any = None, **kwargs: Any) -> None:
    # A page's deletion takes its restrictions along; its twin was hidden before that.
    if _is_restriction(origin) and not is_following():
        _restriction_changed(instance.page)


def _groups_changed(sender: type, instance: Any, action: str, **kwargs: Any) -> None:
    if action.startswith("post_") and isinstance(instance, PageViewRestriction) and not is_following():
        _restriction_changed(instance.page)


def _restriction_changed(page: Page) -> None:
    twin = counterpart(page)
    if twin is not None and is_twin(twin):
        with following():
            equalise(page, twin)
    hide_unprotected(page)


def _is_restriction(origin: Any) -> bool:
    return isinstance(origin, PageViewRestriction) or getattr(origin, "model", None) is PageViewRestriction


def _refuse_alias_trees(sender: type, **kwargs: Any) -> None:
    raise PermissionDenied(_("繁简两种字体由系统自动同步，不需要也不能另设“同步自”。"))


def connect() -> None:
    uid = "twins.guard"
    groups = PageViewRestriction.groups.through
    post_save.connect(_saved, dispatch_uid=uid)
    pre_delete.connect(_deleting, dispatch_uid=uid)
    post_page_move.connect(_moved, dispatch_uid=uid)
    pre_save.connect(_restriction_saving, sender=PageViewRestriction, dispatch_uid=uid)
    post_save.connect(_restriction_saved, sender=PageViewRestriction, dispatch_uid=f"{uid}.restriction")
    pre_delete.connect(_restriction_deleting, sender=PageViewRestriction, dispatch_uid=f"{uid}.restriction")
    post_delete.connect(_restriction_deleted, sender=PageViewRestriction, dispatch_uid=uid)
    m2m_changed.connect(_groups_changed, sender=groups, dispatch_uid=uid)
    pre_save.connect(_refuse_alias_trees, sender=LocaleSynchronization, dispatch_uid=uid)
