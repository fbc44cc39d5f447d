"""Loads the demonstration: each file imported, completed and reviewed in a transaction of its own (示范数据)."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from ingest.attachments import attach
from ingest.batch import Batch
from ingest.columns import choose_column, model_for
from ingest.drafts import DraftMaker, Saved
from ingest.models import ImportRecord
from ingest.paths import find_items
from ingest.retyping import retype
from portal.demo.accounts import DRAFTER, make_accounts, user_of, write_passwords
from portal.demo.build_attachments import ATTACHMENTS
from portal.demo.build_documents import DOCUMENTS
from portal.demo.columns import make_columns
from portal.demo.completing import complete
from portal.demo.completions import COLLECTION_FILE, DEMO_FILES, FIRST, RELATIONS, DemoFile
from portal.demo.district import introduce_district
from portal.demo.reviews import submit_and_approve
from portal.demo.standing_pages import make_standing_pages
from publications.choices import RelationKind
from publications.models import OfficialDocumentPage, OutboxRow, Relation
from publications.outbox import consumers, drain, drained_together

NAMES = frozenset(demo.name for demo in DEMO_FILES)


class NotImported(RuntimeError):
    """A demonstration file that the import did not turn into a draft."""


@dataclass(frozen=True)
class Loaded:
    """How many files this run loaded, the passwords of the accounts that it made, how many files it left for later."""

    files: int = 0
    passwords: dict[str, str] = field(default_factory=dict)
    left: int = 0


def load_demo(first: bool = False) -> Loaded:
    """Load what is missing, or only what a visitor is to find `first`.

    An interrupted run is taken up by the next one; a complete one changes nothing.
    """
    with transaction.atomic():
        introduce_district()
        passwords = make_accounts()
        if passwords:
            write_passwords(passwords)
    with transaction.atomic():
        make_standing_pages()
    today = timezone.localdate()
    missing = [demo for demo in DEMO_FILES if not records_of(demo.name).exists()]
    wanted = [demo for demo in missing if demo.name in FIRST or not first]
    with drained_together():  # twins and index follow for many files at a time
        for demo in wanted:
            if demo.in_collection:
                wait_for(["twins"])  # a case goes below the collection of its own script
            with transaction.atomic():
                load_file(demo, today)
        if not first:
            with transaction.atomic():
                make_columns()
    if not first:
        wait_for([consumer.name for consumer in consumers()])
    return Loaded(len(wanted), passwords, len(missing) - len(wanted))


def wait_for(names: list[str]) -> None:
    """Until these consumers have done what waits for them: the thread that is at it would end soon after this command."""
    while OutboxRow.objects.filter(consumer__in=names, not_before=None).exists():
        if not sum(map(drain, names)):
            time.sleep(0.1)  # a thread of this process is at it, or another process


def records_of(name: str) -> object:
    """The import's records of a demonstration file: of these very bytes, whatever they were called."""
    digest = hashlib.sha256((DOCUMENTS / name).read_bytes()).hexdigest()
    return ImportRecord.objects.filter(sha256=digest)


def load_file(demo: DemoFile, today: date) -> None:
    """Import one file as the drafter, complete its pages, relate them, send them through the reviews."""
    saved = imported(demo.name)
    pages = {
        "main": placed(demo, saved),
        **{role: draft_of(key) for role, key in saved.page_ids.items() if role != "main"},
    }
    for name, label in demo.attachments:
        attach(saved.record, name, (ATTACHMENTS / name).read_bytes(), label, user_of(DRAFTER))
        pages["main"] = draft_of(pages["main"].pk)
    for role, page in pages.items():
        complete(page, demo.main if role == "main" else demo.enclosed, today)
    submit_and_approve(pages.pop("main"), *pages.values())
    relate(demo.name)


def placed(demo: DemoFile, saved: Saved) -> OfficialDocumentPage:
    """The main draft as the type that its editor chose, in its column or under the collection."""
    page = draft_of(saved.page_ids["main"])
    model = model_for(demo.main.kind) if demo.main.kind else type(page)
    column = page_of(COLLECTION_FILE, "main") if demo.in_collection else None
    parent = choose_column(model, page.original_script, column)
    if not isinstance(page, model):
        return retype(saved.record, page, model, parent, user_of(DRAFTER))
    if demo.in_collection:
        page.move(parent, pos="last-child", user=user_of(DRAFTER))
        return draft_of(page.pk)
    return page


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
    """The relations that an editor states between this file's pages and those that are there."""
    for source, kind, target in RELATIONS:
        if name in (source[0], target[0]) and is_loaded(source) and is_loaded(target):
            state_relation(page_of(*source), kind, target)


def is_loaded(place: tuple[str, str]) -> bool:
    """Whether the page of a file is there; a document from elsewhere (title, number) needs none."""
    return place[0] not in NAMES or records_of(place[0]).filter(page__isnull=False).exists()


def state_relation(source: Page, kind: RelationKind, target: tuple[str, str]) -> None:
    """To a page of another file, or verbatim where `target` is the title and number of a document from elsewhere.

    The import has cited what the text names; the editor says what that citation means.
    """
    if target[0] not in NAMES:
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
