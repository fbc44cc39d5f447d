"""The collection and its cases (案例集): the file is imported as a case, since no file says which of the two it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from news.models import CaseCollectionPage
from portal.demo.accounts import DRAFTER, user_of
from publications.models import OfficialDocumentPage

if TYPE_CHECKING:
    from ingest.models import ImportRecord

TAKEN_OVER = ("title", "written_on", "published_on", "issuing_body", "author", "source", "body", "original_script")


def as_collection(draft: OfficialDocumentPage, record: ImportRecord) -> CaseCollectionPage:
    """A collection in the draft's place, saying what it said; the import's record follows."""
    said = {name: getattr(draft, name) for name in TAKEN_OVER}
    collection = CaseCollectionPage(**said, live=False, locale=draft.locale, owner=draft.owner)
    column = draft.get_parent()
    draft.delete(user=user_of(DRAFTER))
    column.refresh_from_db()
    column.add_child(instance=collection)
    record.page = collection
    record.save(update_fields=["page"])
    return collection


def put_into(collection: CaseCollectionPage, case: OfficialDocumentPage) -> None:
    """Move the draft of a case under its collection."""
    case.move(collection, pos="last-child", user=user_of(DRAFTER))
