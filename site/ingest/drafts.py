"""ImportedDocument -> draft pages and an ImportRecord, a transaction a file. Nothing is published here."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from ingest.batch import near_duplicate
from ingest.bodies import issuing_body
from ingest.body import body_stream
from ingest.columns import UnknownColumnError, choose_column, column_by_slug, matches_script, model_for
from ingest.document import ImportedDocument, Part
from ingest.models import ImportBatch, ImportRecord
from ingest.page_fields import field_values, genre_of
from ingest.pictures import PictureKeeper
from ingest.readers.source import Removal
from ingest.records import make_record
from ingest.similarity import ALIKE, resemblance, sketch, text_hash
from proofing.finding import Finding
from publications.choices import RelationKind
from publications.models import OfficialDocumentPage, Relation

__all__ = ["DraftMaker", "Saved", "UnknownColumnError"]
logger = logging.getLogger(__name__)
COMPARED_RECORDS = 2_000
MAX_TITLE = 255
FALLBACK_TITLE = 40
MAX_CITATIONS = 60
MAX_FIGURES = 200


@dataclass(frozen=True)
class Saved:
    """What became of one file; ids and types by role (main, enclosed)."""

    document: ImportedDocument
    record: ImportRecord
    page_ids: dict[str, int] = field(default_factory=dict)
    page_types: dict[str, str] = field(default_factory=dict)


class NotAllowedError(Exception):
    """The importing user may not write in the column."""


class DraftMaker:
    """Makes drafts for one user (None: the command line) below `under`, or in each type's column.

    What one maker saves is one batch; it is begun with the first file."""

    def __init__(
        self, under: str | Page | None = None, user: Any | None = None, batch: ImportBatch | None = None
    ) -> None:
        self._under = column_by_slug(under) if isinstance(under, str) and under else under or None
        self._user = user
        self._batch = batch

    def save(
        self, document: ImportedDocument, data: bytes, beside: Callable[[str], bytes | None] = lambda _r: None
    ) -> Saved:
        """Never raises for what a file holds: a document that cannot be saved is a failed one."""
        if self._batch is None:
            self._batch = ImportBatch.objects.create(
                column=self._under, created_by=self._user, finished_at=timezone.now()
            )
        if document.status == "failed":
            return Saved(document, self._record(document))
        if document.status == "duplicate" or self._known(document):
            document = replace(document, status="duplicate")
            return Saved(document, self._record(document))
        document = self._compared(document)
        try:
            with transaction.atomic():
                return self._make(document, data, beside)
        except ValidationError as error:
            reason = "；".join(error.messages)
            failed = _failed(document, "invalid", _("稿件没有通过检查：%(reason)s") % {"reason": reason})
        except (UnknownColumnError, NotAllowedError) as error:
            failed = _failed(document, "no_column", str(error))
        except (DatabaseError, OSError, ValueError, TypeError):
            logger.exception("draft of %s failed", document.file)
            failed = _failed(document, "unexpected", _("保存草稿时出现意外错误，请把文件交给系统管理员查看。"))
        return Saved(failed, self._record(failed))

    def _record(self, document: ImportedDocument, pages: Sequence[Page] = (), data: bytes = b"") -> ImportRecord:
        return make_record(self._user, document, pages, data, self._batch)

    def _known(self, document: ImportedDocument) -> bool:
        """The same bytes gave a draft before; one that was deleted since may be imported again."""
        drafts = ImportRecord.objects.filter(sha256=document.sha256, status=ImportRecord.Status.DRAFT)
        return drafts.filter(page__isnull=False).exists()

    def _compared(self, document: ImportedDocument) -> ImportedDocument:
        """With the finding near_duplicate where an earlier import says the same."""
        if any(finding.code == "near_duplicate" for finding in document.findings):
            return document
        earlier = ImportRecord.objects.filter(status=ImportRecord.Status.DRAFT, page__isnull=False)
        key, outline = text_hash(document.text), sketch(document.text)
        same = earlier.filter(text_hash=key).first() if key else None
        if same is not None:
            return near_duplicate(document, _("已导入的“%(name)s”") % {"name": same.file_name})
        for name, other in earlier.values_list("file_name", "sketch")[:COMPARED_RECORDS]:
            if resemblance(outline, tuple(other)) >= ALIKE:
                return near_duplicate(document, _("已导入的“%(name)s”") % {"name": name})
        return document

    def _make(self, document: ImportedDocument, data: bytes, beside: Callable[[str], bytes | None]) -> Saved:
        pages: dict[str, OfficialDocumentPage] = {}
        lost: list[Removal] = []
        for part in document.parts:
            keeper = PictureKeeper(beside, part.title or document.file, self._user)
            pages[part.role] = self._page(document, part, keeper)
            lost += keeper.removals()
        if "enclosed" in pages:
            Relation.relate(pages["main"], pages["enclosed"], RelationKind.ENCLOSES)
        _cite(pages["main"], document)
        misplaced = [
            _no_column_in_script(page)
            for page in pages.values()
            if not matches_script(page.get_parent(), document.script)
        ]
        document = replace(
            document, removals=(*document.removals, *lost), findings=(*document.findings, *misplaced[:1])
        )
        record = self._record(document, list(pages.values()), data)
        ids = {role: page.pk for role, page in pages.items()}
        return Saved(document, record, ids, {role: page._meta.label for role, page in pages.items()})

    def _page(self, document: ImportedDocument, part: Part, keeper: PictureKeeper) -> OfficialDocumentPage:
        """One draft with a revision, in its column."""
        model = model_for(part.page_type)
        parent = choose_column(model, document.script, self._under)
        if self._user is not None and not parent.permissions_for_user(self._user).can_add_subpage():
            raise NotAllowedError(_("您没有在栏目“%(column)s”新建稿件的权限") % {"column": parent.title})
        page = model(
            title=_page_title(document, part)[:MAX_TITLE], live=False, has_unpublished_changes=True, owner=self._user
        )
        page.locale = parent.locale
        main = part.role == "main"
        for name, value in field_values(document, part).items():
            limit = getattr(page._meta.get_field(name), "max_length", None)
            setattr(page, name, value[:limit] if limit and isinstance(value, str) else value)
        if main and hasattr(page, "genre"):
            page.genre = genre_of(document, part)
        bodies = [body for body in map(issuing_body, _body_names(document)) if body is not None]
        page.issuing_body = bodies[0] if bodies else None
        page.body = page._meta.get_field("body").to_python(body_stream(part, keeper))
        if model._meta.label == "plans.AnnualReviewPage":
            _add_figures(page, document, parent)
        parent.add_child(instance=page)
        if len(bodies) > 1:
            page.joint_bodies.set(bodies[1:])
            page.save()
        page.save_revision(user=self._user, log_action=False)
        log(instance=page, action="wagtail.create", user=self._user, data={"import": document.file})
        return page


def _no_column_in_script(page: Page) -> Finding:
    message = _("栏目“%(column)s”没有这种字体的语言版本，草稿暂放在这里，请先发布栏目的另一语言版本再移动") % {
        "column": page.get_parent().title
    }
    return Finding("column_script", "warning", message)


def _failed(document: ImportedDocument, code: str, message: str) -> ImportedDocument:
    return replace(document, status="failed", error=(code, message))


def _page_title(document: ImportedDocument, part: Part) -> str:
    """The part's title; without one, the first words of the text, else the file's name."""
    if part.title:
        return part.title
    first = document.text.split("\n", 1)[0].strip()
    words = first[:FALLBACK_TITLE].rstrip("，,、；;：: ")
    return words or os.path.splitext(os.path.basename(document.file))[0]


def _body_names(document: ImportedDocument) -> list[str]:
    """The issuing body first, then those that signed with it."""
    named = (document.value("issuing_agency") or "").split("、")
    return list(dict.fromkeys(name for name in (*named, *document.joint_bodies) if name))


def _cite(page: OfficialDocumentPage, document: ImportedDocument) -> None:
    """引用: to the document where the portal holds it, else verbatim."""
    for order, citation in enumerate(document.cited[:MAX_CITATIONS]):
        number, title = citation.document_number or "", citation.title[:255]
        query = {"document_number": number} if number else {"title": title}
        target = OfficialDocumentPage.objects.filter(**query).exclude(translation_key=page.translation_key).first()
        if target is not None:
            Relation.relate(page, target, RelationKind.CITES)
        else:
            Relation.objects.create(
                from_key=page.translation_key,
                to_title=title,
                to_number=number[:100],
                kind=RelationKind.CITES,
                order=order,
            )


def _add_figures(page: Any, document: ImportedDocument, parent: Page) -> None:
    """A review's figures, each with the sentence that states it; nameless ones say nothing and are left in the text."""
    for order, figure in enumerate(f for f in document.figures[:MAX_FIGURES] if f.name):
        page.figures.add(
            page.figures.model(
                name=figure.name[:80],
                value=figure.value,
                unit=figure.unit[:20],
                approximate=figure.approximate,
                year=figure.year,
                sentence=figure.sentence,
                sort_order=order,
                locale=parent.locale,
            )
        )
