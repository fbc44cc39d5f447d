"""Which files of the library were public once: what is deleted, or taken out of its page, then says so instead of 404."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import pre_delete
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, Page, ReferenceIndex
from wagtail.signals import page_published

from publications.downloads import pages_using
from publications.models import PublishedFile
from publications.readers import is_restricted


def note(page: Page) -> None:
    """Keep which files everybody may have now that `page` is live; one query where it has none."""
    of_page, document = ContentType.objects.get_for_models(Page, get_document_model()).values()
    references = ReferenceIndex.objects.filter(
        base_content_type=of_page, object_id=str(page.pk), to_content_type=document
    )
    numbers = {int(number) for number in references.values_list("to_object_id", flat=True)}
    if numbers and not page.get_view_restrictions():
        PublishedFile.objects.bulk_create(map(PublishedFile, open_to_all(numbers)), ignore_conflicts=True)


def open_to_all(numbers: set[int]) -> list[int]:
    """Those of the files that lie in no closed collection."""
    closed = is_restricted(CollectionViewRestriction, "collection", "collection__path")
    files = get_document_model().objects.filter(pk__in=numbers).alias(closed=closed).filter(closed=False)
    return list(files.values_list("pk", flat=True))


def _published(sender: type, instance: Page, **kwargs: Any) -> None:
    note(instance)


def _deleted(sender: type, instance: Any, **kwargs: Any) -> None:
    if pages_using(instance).filter(live=True, restricted=False).exists() and open_to_all({instance.pk}):
        PublishedFile.objects.get_or_create(number=instance.pk)
    PublishedFile.objects.filter(number=instance.pk).update(gone_at=timezone.now())


def connect() -> None:
    uid = "publications.once_public"
    page_published.connect(_published, dispatch_uid=uid)
    pre_delete.connect(_deleted, sender=get_document_model(), dispatch_uid=uid)
