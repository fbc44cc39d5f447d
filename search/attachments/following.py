"""When files are read, and when the documents that they hang on are indexed anew: after uploads, replacements, withdrawals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Page, ReferenceIndex

from publications import outbox
from publications.file_facts import LEFT_BY_WAGTAIL
from publications.models import OutboxRow

CONSUMER = "attachments"
BLOCK = 500  # keys in one question


def follow(rows: Sequence[OutboxRow]) -> None:
    """Read the files that the rows name, and let the search follow for the documents that have them."""
    from search.attachments.keeping import forget_unused, read_document

    files = get_document_model().objects.filter(pk__in=[row.object_id for row in rows])
    for file in files:
        if read_document(file):
            index_pages_with([file.pk])
    if len(files) < len(rows):
        forget_unused()


def index_pages_with(keys: Iterable[Any]) -> None:
    """Have the pages that use these files indexed anew."""
    from search.indexing import CONSUMER as SEARCH

    for page in pages_with([str(key) for key in keys]):
        outbox.enqueue(page, OutboxRow.Action.SAVED, consumer=SEARCH)


def follow_moved(moved: Sequence[Any]) -> None:
    """Of files and pictures that went to another collection in one statement, which tells nobody."""
    from search.indexing import CONSUMER as SEARCH

    for item in moved:
        outbox.enqueue(item, OutboxRow.Action.SAVED, consumer=SEARCH)
    index_pages_with(item.pk for item in moved if isinstance(item, get_document_model()))


def pages_with(keys: Sequence[str]) -> list[Page]:
    page, document = ContentType.objects.get_for_models(Page, get_document_model()).values()
    found: set[int] = set()
    for start in range(0, len(keys), BLOCK):
        references = ReferenceIndex.objects.filter(
            base_content_type=page, to_content_type=document, to_object_id__in=keys[start : start + BLOCK]
        )
        found.update(int(number) for number in references.values_list("object_id", flat=True))
    return list(Page.objects.filter(pk__in=found, live=True))


def _saved(sender: type, instance: Any, raw: bool = False, update_fields: Any = None, **kwargs: Any) -> None:
    if raw or (update_fields is not None and set(update_fields) <= LEFT_BY_WAGTAIL):
        return
    outbox.enqueue(instance, OutboxRow.Action.SAVED, consumer=CONSUMER)
    if not kwargs.get("created"):
        index_pages_with([instance.pk])


def _deleted(sender: type, instance: Any, **kwargs: Any) -> None:
    index_pages_with([instance.pk])
    outbox.enqueue(instance, OutboxRow.Action.DELETED, consumer=CONSUMER)


def _restricted(sender: type, instance: CollectionViewRestriction, **kwargs: Any) -> None:
    _collection_changed(instance.collection)


def _collection_saved(sender: type, instance: Collection, raw: bool = False, **kwargs: Any) -> None:
    if not raw and not kwargs.get("created"):
        _collection_changed(instance)


def _collection_changed(collection: Collection) -> None:
    """Other people than before may have its files, and those of the collections in it."""
    files = get_document_model().objects.filter(collection__path__startswith=collection.path)
    index_pages_with(files.values_list("pk", flat=True))


def connect() -> None:
    uid = "search.attachments"
    post_save.connect(_saved, sender=get_document_model(), dispatch_uid=uid)
    pre_delete.connect(_deleted, sender=get_document_model(), dispatch_uid=uid)
    post_save.connect(_collection_saved, sender=Collection, dispatch_uid=uid)
    for signal in (post_save, post_delete):
        signal.connect(_restricted, sender=CollectionViewRestriction, dispatch_uid=uid)
