"""ImportedDocument -> draft pages and an ImportRecord, a transaction a file. Nothing is published here."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from ingest import former_pages
from ingest.batch import near_duplicate
from ingest.column_maps import ColumnMap, from_json
from ingest.columns import UnknownColumnError, column_by_slug, matches_script
from ingest.document import ImportedDocument
from ingest.draft_pages import (
    Columns,
    NotAllowedError,
    cite,
    drop_half_made,
    make_page,
    page_title,
    pictures_of,
    place_for,
)
from ingest.lookalikes import Lookalikes
from ingest.models import ImportBatch, ImportRecord
from ingest.old_site import Origin, origin_of
from ingest.pictures import PictureKeeper
from ingest.queue.disk import DiskFullError, ensure_room, explain, is_full
from ingest.queue.lease import one_at_a_time
from ingest.readers.source import Removal
from ingest.records import make_record
from ingest.similarity import sketch, text_hash
from proofing.finding import Finding
from publications.choices import RelationKind
from publications.models import OfficialDocumentPage, Relation

__all__ = ["DraftMaker", "Saved", "UnknownColumnError"]
logger = logging.getLogger(__name__)
COMPARED_RECORDS = 5_000
TRIES = 3
PICTURES = "1c7" * 5  # who saves pictures waits for his turn
Beside = Callable[[str], bytes | None]


@dataclass(frozen=True)
class Saved:
    """What became of one file; ids and types by role (main, enclosed)."""

    document: ImportedDocument
    record: ImportRecord
    page_ids: dict[str, int] = field(default_factory=dict)
    page_types: dict[str, str] = field(default_factory=dict)


class DraftMaker:
    """Makes drafts for one user (None: the command line) below `under`, or in each type's column.

    What one maker saves is one batch; it is begun with the first file. `fence` is called within the transaction of each
    file and raises LostLeaseError where somebody else has taken over. A full disk raises DiskFullError, nothing else does."""

    def __init__(
        self,
        under: str | Page | None = None,
        user: Any | None = None,
        batch: ImportBatch | None = None,
        fence: Callable[[], None] = lambda: None,
    ) -> None:
        self.under = column_by_slug(under) if isinstance(under, str) and under else under or None
        self._user = user
        self._batch = batch
        self._fence = fence
        self._mapped: dict[int, Page] = {}
        self._columns = Columns()
        self._known_texts: Lookalikes[int] | None = None

    def save(
        self,
        document: ImportedDocument,
        data: bytes,
        beside: Beside = lambda _r: None,
        record: ImportRecord | None = None,
    ) -> Saved:
        """Never raises for what a file holds: a document that cannot be saved is a failed one. `record`: where it waited."""
        if self._batch is None:
            self._batch = ImportBatch.objects.create(
                column=self.under, created_by=self._user, received_at=timezone.now(), finished_at=timezone.now()
            )
        if document.status == "failed":
            return self._recorded(document, record)
        try:
            ensure_room(len(data))
            return self._tried(document, data, beside, record)
        except (ValidationError, UnknownColumnError, NotAllowedError) as error:
            return self._recorded(_failed(document, *_said(error)), record)
        except (DatabaseError, OSError, ValueError, TypeError) as error:
            if is_full(error):
                drop_half_made(pictures_of(document, beside))
                raise DiskFullError(explain()) from error
            logger.exception("draft of %s failed", document.file)
            words = _("保存草稿时出现意外错误，请把文件交给系统管理员查看。")
            return self._recorded(_failed(document, "unexpected", words), record)

    def get_ready(self) -> None:
        """Read what every file is compared with, which otherwise the first one waits for."""
        self._texts()

    def check(self, document: ImportedDocument, data: bytes, record: ImportRecord) -> Saved:
        """试运行: what would become of the file, written into its record; no page is made."""
        assert self._batch is not None
        if document.status == "failed":
            return self._recorded(document, record)
        if document.status == "duplicate" or self._known(document):
            return self._recorded(replace(document, status="duplicate"), record)
        document, origin, under = self._placed(self._compared(document, record), data)
        try:
            plans = [(part, *place_for(document, part, under, self._user, self._columns)) for part in document.parts]
        except (UnknownColumnError, NotAllowedError) as error:
            return self._recorded(_failed(document, *_said(error)), record)
        planned = [
            {"type": str(model._meta.verbose_name), "role": part.role, "title": page_title(document, part), "column": parent.title}
            for part, model, parent in plans
        ]  # fmt: skip
        record.old_address, record.old_column, record.planned = origin.address, origin.column[:255], planned
        saved = self._recorded(document, record)
        saved.record.status = ImportRecord.Status.CHECKED
        saved.record.save(update_fields=["status"])
        return saved

    def _tried(self, document: ImportedDocument, data: bytes, beside: Beside, record: ImportRecord | None) -> Saved:
        """Once more where another writer was in the way."""
        for attempt in range(1, TRIES + 1):
            try:
                with transaction.atomic():
                    return self._in_turn(document, data, beside, record)
            except (IntegrityError, OperationalError) as error:
                if attempt == TRIES or is_full(error):
                    raise
                logger.warning("draft of %s: once more after %s", document.file, error)
        raise AssertionError

    def _in_turn(self, document: ImportedDocument, data: bytes, beside: Beside, record: ImportRecord | None) -> Saved:
        """Within the transaction: nobody else makes drafts of the same bytes meanwhile."""
        self._fence()
        one_at_a_time(document.sha256 or "0")
        if document.status == "duplicate" or self._known(document):
            return self._recorded(replace(document, status="duplicate"), record)
        document, origin, under = self._placed(self._compared(document, record), data)
        return self._make(document, data, beside, record, origin, under)

    def _recorded(
        self,
        document: ImportedDocument,
        record: ImportRecord | None,
        pages: Sequence[Page] = (),
        data: bytes = b"",
    ) -> Saved:
        made = make_record(self._user, document, pages, data, self._batch, record, comparing=self._user is not None)
        roles = [part.role for part in document.parts]
        ids = {role: page.pk for role, page in zip(roles, pages, strict=False)}
        return Saved(document, made, ids, {role: page._meta.label for role, page in zip(roles, pages, strict=False)})

    def _known(self, document: ImportedDocument) -> bool:
        """The same bytes gave a draft before; one that was deleted since may be imported again."""
        drafts = ImportRecord.objects.filter(sha256=document.sha256, status=ImportRecord.Status.DRAFT)
        if self._batch is not None and self._batch.dry_run:
            earlier = self._batch.records.filter(sha256=document.sha256, status=ImportRecord.Status.CHECKED)
            return earlier.exists() or drafts.filter(page__isnull=False).exists()
        return drafts.filter(page__isnull=False).exists()

    def _compared(self, document: ImportedDocument, record: ImportRecord | None) -> ImportedDocument:
        """With the finding near_duplicate where an earlier import says the same."""
        if any(finding.code == "near_duplicate" for finding in document.findings):
            return document
        drafts = self._comparable().exclude(pk=record.pk if record else None)
        key, outline = text_hash(document.text), sketch(document.text)
        same = drafts.filter(text_hash=key).order_by("-pk").first() if key else None
        if same is None and (alike := self._texts().like(outline)):
            same = drafts.filter(pk__in=alike[:500]).order_by("-pk").first()
        if same is None:
            return document
        words = _("本批文件“%(name)s”") if self._batch and same.batch_id == self._batch.pk else _("已导入的“%(name)s”")
        return near_duplicate(document, words % {"name": same.file_name})

    def _comparable(self) -> Any:
        states = [ImportRecord.Status.DRAFT, ImportRecord.Status.CHECKED]
        found = ImportRecord.objects.filter(status__in=states)
        in_batch = found.filter(batch=self._batch, status=ImportRecord.Status.CHECKED)
        return found.filter(status=ImportRecord.Status.DRAFT, page__isnull=False) | in_batch

    def _texts(self) -> Lookalikes[int]:
        """The sketches of what was imported before, read once; what this maker makes is added."""
        if self._known_texts is None:
            self._known_texts = Lookalikes()
            rows = self._comparable().order_by("-pk").values_list("pk", "sketch")[:COMPARED_RECORDS]
            for pk, outline in reversed(list(rows)):
                self._known_texts.add(outline, pk)
        return self._known_texts

    def _placed(self, document: ImportedDocument, data: bytes) -> tuple[ImportedDocument, Origin, Page | None]:
        """Where the file comes from, and the column that its old one leads to unless one was chosen for all."""
        assert self._batch is not None
        origin = origin_of(data, document.file)
        given = former_pages.address_given(self._batch.addresses, document.file)
        if given:
            origin = replace(origin, address=given)
        columns: ColumnMap = from_json(self._batch.columns_map)
        pk = columns.find(origin) if self.under is None and columns.entries else None
        if pk is None:
            return document, origin, self.under
        if pk not in self._mapped and (page := Page.objects.filter(pk=pk).first()) is not None:
            self._mapped[pk] = page.specific
        return document, origin, self._mapped.get(pk)

    def _make(
        self,
        document: ImportedDocument,
        data: bytes,
        beside: Beside,
        record: ImportRecord | None,
        origin: Origin,
        under: Page | None,
    ) -> Saved:
        pages: dict[str, OfficialDocumentPage] = {}
        lost: list[Removal] = []
        if pictures := pictures_of(document, beside):
            one_at_a_time(PICTURES)
            drop_half_made(pictures)
        for part in document.parts:
            keeper = PictureKeeper(beside, part.title or document.file, self._user)
            place = place_for(document, part, under, self._user, self._columns)
            pages[part.role] = make_page(document, part, place, keeper, self._user)
            lost += keeper.removals()
        main = pages["main"]
        if "enclosed" in pages:
            Relation.relate(main, pages["enclosed"], RelationKind.ENCLOSES)
        cite(main, document)
        findings = [*_misplaced(pages.values(), document, under), *self._old_address(main, document, origin)]
        document = replace(document, removals=(*document.removals, *lost), findings=(*document.findings, *findings))
        saved = self._recorded(document, record, list(pages.values()), data)
        saved.record.old_address, saved.record.old_column = origin.address[:1000], origin.column[:255]
        if origin != Origin():
            saved.record.save(update_fields=["old_address", "old_column"])
        transaction.on_commit(lambda: self._texts().add(saved.record.sketch, saved.record.pk))
        return saved

    def _old_address(self, page: Page, document: ImportedDocument, origin: Origin) -> list[Finding]:
        assert self._batch is not None
        given = bool(former_pages.address_given(self._batch.addresses, document.file))
        found = former_pages.remember(page, origin.address, given=given)
        return [found] if found else []


def _misplaced(pages: Any, document: ImportedDocument, under: Page | None) -> list[Finding]:
    """The column has no version in the document's script, or does not take its type."""
    for page in pages:
        column = page.get_parent()
        if not matches_script(column, document.script):
            words = _("栏目“%(column)s”没有这种字体的语言版本，草稿暂放在这里，请先发布栏目的另一语言版本再移动")
            return [Finding("column_script", "warning", words % {"column": column.title})]
    return []


def _said(error: Exception) -> tuple[str, str]:
    if isinstance(error, ValidationError):
        return "invalid", _("稿件没有通过检查：%(reason)s") % {"reason": "；".join(error.messages)}
    return "no_column", str(error)


def _failed(document: ImportedDocument, code: str, message: str) -> ImportedDocument:
    return replace(document, status="failed", error=(code, message))
