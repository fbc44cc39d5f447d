"""Loads the demonstration: each file imported, completed and reviewed in a transaction of its own (示范数据)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from ingest.batch import Batch
from ingest.drafts import DraftMaker, Saved
from ingest.models import ImportRecord
from ingest.paths import find_items
from news.models import CaseCollectionPage
from portal.demo.accounts import DRAFTER, make_accounts, user_of, write_passwords
from portal.demo.build_documents import DOCUMENTS
from portal.demo.collection import as_collection, put_into
from portal.demo.completing import complete
from portal.demo.completions import COLLECTION_FILE, DEMO_FILES, RELATIONS, DemoFile
from portal.demo.district import introduce_district
from portal.demo.reviews import submit_and_approve
from portal.demo.standing_pages import make_standing_pages
from publications.choices import RelationKind
from publications.models import OfficialDocumentPage, Relation


class NotImported(RuntimeError):
    """A demonstration file that the import did not turn into a draft."""


@dataclass(frozen=True)
class Loaded:
    """How many files this run loaded, and the passwords of the accounts that it made."""

    files: int = 0
    passwords: dict[str, str] = field(default_factory=dict)


def load_demo() -> Loaded:
    """Load what is missing. An interrupted run is taken up by the next one; a complete one changes nothing."""
    with transaction.atomic():
        introduce_district()
        passwords = make_accounts()
        if passwords:
            write_passwords(passwords)
    with transaction.atomic():
        make_standing_pages()
    today = timezone.localdate()
    missing = [demo for demo in DEMO_FILES if not records_of(demo.name).exists()]
    for demo in missing:
        with transaction.atomic():
            load_file(demo, today)
    return Loaded(len(missing), passwords)


def records_of(name: str) -> object:
    """The import's records of a demonstration file: of these very bytes, whatever they were called."""
    digest = hashlib.sha256((DOCUMENTS / name).read_bytes()).hexdigest()
    return ImportRecord.objects.filter(sha256=digest)


def load_file(demo: DemoFile, today: date) -> None:
    """Import one file as the drafter, complete its pages, relate them, send them through the reviews."""
    saved = imported(demo.name)
    pages = {role: draft_of(key) for role, key in saved.page_ids.items()}
    if demo.name == COLLECTION_FILE:
        pages["main"] = as_collection(pages["main"], saved.record)
    if demo.in_collection:
        put_into(CaseCollectionPage.objects.get(locale=pages["main"].locale), pages["main"])
        pages["main"] = draft_of(pages["main"].pk)
    for role, page in pages.items():
        completion = demo.main if role == "main" else demo.enclosed
        complete(page, completion, today)
        submit_and_approve(page)
    relate(demo.name)


def imported(name: str) -> Saved:
    [item] = find_items([str(DOCUMENTS / name)])
    document, data = Batch().read(item)
    saved = DraftMaker(user=user_of(DRAFTER)).save(document, data, item.beside)
    if not saved.page_ids:
        raise NotImported(f"{name}: {saved.document.error or saved.document.status}")
    return saved


def draft_of(key: int) -> OfficialDocumentPage:
    return Page.objects.get(pk=key).get_latest_revision_as_object()


def relate(name: str) -> None:
    """The relations that an editor states from this file's pages to those loaded before."""
    for source, kind, target in RELATIONS:
        if source[0] == name:
            state_relation(page_of(*source), kind, target)


def state_relation(source: Page, kind: RelationKind, target: tuple[str, str]) -> None:
    """To a page of another file, or verbatim where `target` is the title and number of a document from elsewhere.

    The import has cited what the text names; the editor says what that citation means.
    """
    if target[0] not in {demo.name for demo in DEMO_FILES}:
        title, number = target
        cited = Relation.objects.filter(from_key=source.translation_key, to_number=number)
        if not cited.update(kind=kind):
            Relation.objects.create(from_key=source.translation_key, to_title=title, to_number=number, kind=kind)
        return
    page = page_of(*target)
    Relation.objects.filter(
        from_key=source.translation_key, to_key=page.translation_key, kind=RelationKind.CITES
    ).delete()
    Relation.relate(source, page, kind)


def page_of(name: str, role: str) -> OfficialDocumentPage:
    record = records_of(name).filter(page__isnull=False).latest("pk")
    return (record.page if role == "main" else record.enclosed_page).specific
