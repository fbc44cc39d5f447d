"""A draft as another type of document (改类型): an import took a plan for a notice, or a notice for a plan."""

from __future__ import annotations

from typing import Any

from django.db import models
from wagtail.models import Page

from ingest.models import ImportRecord
from publications.models import OfficialDocumentPage

# Tree, state and kind are the new page's own; the slug follows the title in the new place.
NOT_COPIED = frozenset({
    "id", "path", "depth", "numchild", "url_path", "slug", "content_type", "page_ptr", "officialdocumentpage_ptr", "kind",
    "latest_revision", "live_revision", "latest_revision_created_at", "draft_title", "alias_of", "locale", "live",
})  # fmt: skip


def retype(record: ImportRecord, page: OfficialDocumentPage, model: Any, parent: Page, user: Any) -> Any:
    """The draft as a `model` under `parent`, with the same text, fields, relations and permanent id; the old one is gone.

    To be called in a transaction. The record points to the new page.
    """
    values = {
        field.name: getattr(page, field.name)
        for field in OfficialDocumentPage._meta.concrete_fields
        if field.name not in NOT_COPIED and not isinstance(field, models.AutoField)
    }
    body = page.body.get_prep_value()
    joint, topics = list(page.joint_bodies.all()), list(page.topics.all())
    Page.objects.get(pk=page.pk).delete(user=user)
    new = model(**{**values, "body": [], "live": False, "has_unpublished_changes": True})
    new.body = new._meta.get_field("body").to_python(body)
    new.locale = parent.locale
    if hasattr(new, "genre") and record.page_id == page.pk:
        new.genre = ""
    parent.add_child(instance=new)
    new.joint_bodies.set(joint)
    new.topics.set(topics)
    new.save()
    new.save_revision(user=user, clean=False)
    if record.page_id == page.pk:
        record.page = new
    else:
        record.enclosed_page = new
    record.settled = {key: value for key, value in record.settled.items() if key != str(page.pk)}
    record.save(update_fields=["page", "enclosed_page", "settled"])
    return new
