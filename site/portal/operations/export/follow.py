"""The export as a consumer of the outbox: what is published appears, what is withdrawn or closed goes at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models.signals import post_delete, post_save
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.documents import get_document_model
from wagtail.models import Page

from portal.operations.export.build import export_all, export_changes
from publications import outbox
from publications.models import OutboxRow

CONSUMER = "export"
EVERYWHERE = (
    "home.SiteIdentity",
    "publications.IssuingBody",
    "publications.Topic",
)  # shown on pages that do not lead to them


def connect() -> None:
    """Only where an export is wanted: rows that nobody follows would pile up."""
    if not settings.EXPORT_DIR:
        return
    outbox.register_consumer(CONSUMER, follow, batch_size=500, order=200)  # after twins and index
    for model in (get_document_model(), *(apps.get_model(label) for label in EVERYWHERE)):
        uid = f"portal.export.{model._meta.label_lower}"
        post_save.connect(_changed, sender=model, dispatch_uid=uid)
        post_delete.connect(_changed, sender=model, dispatch_uid=uid)


def _changed(sender: type[models.Model], instance: models.Model, raw: bool = False, **kwargs: Any) -> None:
    # A page that is asked for makes the site's settings where there are none yet: nothing to follow.
    if not raw and not (kwargs.get("created") and isinstance(instance, BaseSiteSetting)):
        outbox.enqueue(instance, OutboxRow.Action.SAVED, consumer=CONSUMER)


def follow(rows: Sequence[OutboxRow]) -> None:
    """Raises OperationError where it failed: the rows are kept, the export stays as it was.

    Nobody waits here for another export: a page that is being exported may itself have made the row.
    """
    folder, document = Path(settings.EXPORT_DIR), get_document_model()._meta.label_lower
    if any(row.model in {label.lower() for label in EVERYWHERE} for row in rows):
        export_all(folder, wait=False)
        return
    pages = {int(row.object_id) for row in rows if _is_page(row.model)}
    files = [f"/documents/{row.object_id}/" for row in rows if row.model == document]
    export_changes(folder, pages, files, wait=False)


def _is_page(label: str) -> bool:
    try:
        return issubclass(apps.get_model(label), Page)
    except LookupError:
        return False
