"""ImportedDocument -> draft pages with a revision each, in their columns, citing what they cite. Nothing is published here."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex, Revision
from wagtail.signal_handlers import disable_reference_index_auto_update

from ingest.attachments import attached_beside
from ingest.bodies import issuing_body
from ingest.body import body_stream
from ingest.columns import choose_column, model_for
from ingest.document import ImportedDocument, Part
from ingest.page_fields import field_values, genre_of
from ingest.pictures import FORMATS, PictureKeeper, image_format, published
from ingest.readers.source import Block
from ingest.storage import drop_orphan
from publications.choices import RelationKind
from publications.models import OfficialDocumentPage, Relation, Topic

MAX_TITLE = 255
FALLBACK_TITLE = 40
MAX_CITATIONS = 60
MAX_FIGURES = 200


class NotAllowedError(Exception):
    """The importing user may not write in the column."""


class Columns:
    """Which column takes what, remembered for as long as the column stands where it stood."""

    def __init__(self) -> None:
        self._known: dict[tuple[Any, ...], Page] = {}

    def choose(self, model: Any, script: str, under: Page | None) -> Page:
        key = (model, script, under.pk if under is not None else None)
        column = self._known.get(key)
        same = column is not None and Page.objects.filter(
            pk=column.pk, path=column.path, url_path=column.url_path, live=column.live
        )
        if column is None or not same.exists():
            column = self._known[key] = choose_column(model, script, under)
        return column


def place_for(
    document: ImportedDocument, part: Part, under: Page | None, user: Any | None, columns: Columns
) -> tuple[Any, Page]:
    """(page model, column) of a part; raises UnknownColumnError and NotAllowedError."""
    model = model_for(part.page_type)
    parent = columns.choose(model, document.script, under)
    if user is not None and not parent.permissions_for_user(user).can_add_subpage():
        raise NotAllowedError(_("您没有在栏目“%(column)s”新建稿件的权限") % {"column": parent.title})
    return model, parent


def make_page(
    document: ImportedDocument, part: Part, place: tuple[Any, Page], keeper: PictureKeeper, user: Any | None
) -> OfficialDocumentPage:
    """One draft with a revision, in its column."""
    model, parent = place
    page = model(title=page_title(document, part)[:MAX_TITLE], live=False, has_unpublished_changes=True, owner=user)
    page.locale = parent.locale
    for name, value in field_values(document, part).items():
        limit = getattr(page._meta.get_field(name), "max_length", None)
        setattr(page, name, value[:limit] if limit and isinstance(value, str) else value)
    if part.role == "main" and hasattr(page, "genre"):
        page.genre = genre_of(document, part)
    bodies = [body for body in map(issuing_body, body_names(document)) if body is not None]
    page.issuing_body = bodies[0] if bodies else None
    stream = body_stream(part, keeper) + (attached_beside(document, keeper) if part.role == "main" else [])
    page.body = page._meta.get_field("body").to_python(stream)
    if model._meta.label == "plans.AnnualReviewPage":
        add_figures(page, document, parent)
    if model._meta.label == "plans.WorkPlanPage":
        add_tasks(page, document, parent)
    if len(bodies) > 1:
        page.joint_bodies.set(bodies[1:])
    if topic := known_topic(document.value("topic") or ""):
        page.topics.set([topic])
    # One update of the index of references instead of one for each of the rows that a page consists of.
    with disable_reference_index_auto_update():
        parent.add_child(instance=page)
        page.full_clean()
        _first_revision(page, user)
    ReferenceIndex.create_or_update_for_object(page)
    return page


def _first_revision(page: OfficialDocumentPage, user: Any | None) -> None:
    """As page.save_revision(), without saving and indexing again what was saved a moment ago."""
    revision = Revision.objects.create(
        content_object=page,
        base_content_type=page.get_base_content_type(),
        user=user,
        content=page.serializable_data(),
        object_str=str(page),
    )
    page.latest_revision, page.latest_revision_created_at = revision, revision.created_at
    Page.objects.filter(pk=page.pk).update(latest_revision=revision, latest_revision_created_at=revision.created_at)


def page_title(document: ImportedDocument, part: Part) -> str:
    """The part's title; without one, the first words of the text, else the file's name."""
    if part.title:
        return part.title
    first = document.text.split("\n", 1)[0].strip()
    words = first[:FALLBACK_TITLE].rstrip("，,、；;：: ")
    return words or os.path.splitext(os.path.basename(document.file))[0]


def body_names(document: ImportedDocument) -> list[str]:
    """The issuing body first, then those that signed with it."""
    named = (document.value("issuing_agency") or "").split("、")
    return list(dict.fromkeys(name for name in (*named, *document.joint_bodies) if name))


def known_topic(name: str) -> Topic | None:
    """主题 of that name, the nearest where a path (教育、科技 \\ 教师) is given; none is made for an import."""
    names = [part.strip() for part in re.split(r"[\\\\/>;；,，、]", name) if part.strip()]
    known = {topic.name: topic for topic in Topic.objects.filter(name__in=names)}
    return next((known[part] for part in reversed(names) if part in known), None)


def cite(page: OfficialDocumentPage, document: ImportedDocument) -> None:
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


def add_figures(page: Any, document: ImportedDocument, parent: Page) -> None:
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


def add_tasks(page: Any, document: ImportedDocument, parent: Page) -> None:
    """A plan's tasks, as its table or the ends of its paragraphs state them."""
    for order, task in enumerate(document.tasks):
        page.tasks.add(
            page.tasks.model(
                goal=task.goal[:200],
                measure=task.measure,
                unit=task.unit[:120],
                due_on=task.due_on,
                sort_order=order,
                locale=parent.locale,
            )
        )


def pictures_of(document: ImportedDocument, beside: Callable[[str], bytes | None]) -> list[bytes]:
    """The bytes of the pictures of a document that are at hand."""
    found = []
    for block in (block for part in document.parts for block in part.blocks if block.picture is not None):
        data = _picture(block, beside)
        if data:
            found.append(data)
    return found


def _picture(block: Block, beside: Callable[[str], bytes | None]) -> bytes | None:
    assert block.picture is not None
    address = block.picture.address
    if block.picture.data or "://" in address or address.startswith(("//", "/", "data:")):
        return block.picture.data
    return beside(address.split("?")[0].split("#")[0]) if address else None


def drop_half_made(pictures: list[bytes]) -> None:
    """Picture files that an import left whose transaction never ended: killed, or stopped by a full disk."""
    for data in map(published, pictures):
        kind = image_format(data)
        if kind is not None:
            digest = hashlib.sha1(data, usedforsecurity=False).hexdigest()
            drop_orphan(get_image_model(), f"{digest[:16]}{FORMATS[kind]}")  # as ingest.pictures names it
