"""What happens to pages becomes outbox rows, in the same transaction."""

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from publications import outbox
from publications.models import OutboxRow

Action = OutboxRow.Action


def _saved(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if isinstance(instance, Page) and not raw:
        outbox.enqueue(instance, Action.SAVED)


def _deleted(sender: type, instance: Any, **kwargs: Any) -> None:
    # Once for a page: its parent tables send the signal as well.
    if isinstance(instance, Page) and type(instance) is instance.specific_class:
        outbox.enqueue(instance, Action.DELETED)


def _published(sender: type, instance: Page, **kwargs: Any) -> None:
    outbox.enqueue(instance, Action.PUBLISHED)


def _unpublished(sender: type, instance: Page, **kwargs: Any) -> None:
    outbox.enqueue(instance, Action.UNPUBLISHED)


def _moved(sender: type, instance: Page, **kwargs: Any) -> None:
    outbox.enqueue_subtree(instance, Action.MOVED)


def _privacy(sender: type, instance: PageViewRestriction, **kwargs: Any) -> None:
    outbox.enqueue_subtree(instance.page, Action.PRIVACY)


def _groups(sender: type, instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any) -> None:
    """Which groups may read a restricted page; `reverse`: said from a group's side, of the restrictions in `pk_set`."""
    if action == "pre_clear" and reverse:  # afterwards nobody knows which they were
        pk_set = set(instance.pageviewrestriction_set.values_list("pk", flat=True))
    elif not action.startswith("post_"):
        return
    restrictions = PageViewRestriction.objects.filter(pk__in=pk_set or ()) if reverse else [instance]
    for restriction in restrictions:
        outbox.enqueue_subtree(restriction.page, Action.PRIVACY)


def connect() -> None:
    uid = "publications.events"
    post_save.connect(_saved, dispatch_uid=uid)
    pre_delete.connect(_deleted, dispatch_uid=uid)
    page_published.connect(_published, dispatch_uid=uid)
    page_unpublished.connect(_unpublished, dispatch_uid=uid)
    post_page_move.connect(_moved, dispatch_uid=uid)
    post_save.connect(_privacy, sender=PageViewRestriction, dispatch_uid=f"{uid}.privacy")
    post_delete.connect(_privacy, sender=PageViewRestriction, dispatch_uid=f"{uid}.privacy")
    m2m_changed.connect(_groups, sender=PageViewRestriction.groups.through, dispatch_uid=f"{uid}.privacy")
