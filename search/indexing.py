"""Keeping the index as the database is: what the outbox tells is written in one commit; a rebuild goes on beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import connection, models
from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.index import get_indexed_models

from publications import outbox
from publications.models import IssuingBody, OfficialDocumentPage, OutboxRow
from search.backends.index import replay
from search.backends.layout import PK, is_indexed, root_of
from search.building import maker
from search.documents import load, records

if TYPE_CHECKING:
    from search.backends.engine import Engine

CONSUMER = "search"
CHUNK = 500
Progress = Callable[[type[models.Model], int, int], None]


def engine_for(model: type[models.Model], backend: str = "default") -> Engine:
    """The engine that holds `model`; ImproperlyConfigured where the backend is none of ours."""
    found = get_search_backend(backend)
    if not hasattr(found, "engine_for_model"):
        raise TypeError(f"The search backend {backend!r} is not one of search.backends: see SEARCH_URL.")
    engine: Engine = found.engine_for_model(model)
    return engine


# --- what happened (the outbox) ---------------------------------------------------------------------------------------------


def follow(rows: Sequence[OutboxRow]) -> None:
    """Bring the index in line for the objects that the rows name. Raises where the engine fails: the rows are kept.

    Nothing of a row but its object matters. What the database has now is written and what it has no more is deleted, so a
    row may be followed twice, late or in another order.
    """
    keys: dict[type[models.Model], set[Any]] = defaultdict(set)
    twins: set[str] = set()
    for row in rows:
        model = _model(row.model)
        if model is not None:
            root = root_of(model)
            assert root._meta.pk is not None
            keys[root].add(root._meta.pk.to_python(row.object_id))
            twins.add(row.payload.get("translation_key", ""))
    if twins := {key for key in twins if key}:
        # Where one of a document's scripts goes live or away, the other is listed in its place.
        others = OfficialDocumentPage.objects.filter(translation_key__in=twins)
        keys[Page].update(others.values_list("pk", flat=True))
    for root, wanted in keys.items():
        bring_in_line(engine_for(root), root, wanted)


def bring_in_line(engine: Engine, root: type[models.Model], keys: set[Any]) -> None:
    """Write what the database has of these objects, and delete what it has not, in one commit."""
    encode = engine.layout.columns[PK].encode
    encoded = {encode(key) for key in keys}
    with engine.writing(encoded):
        found = load(root, keys)
        engine.write(records(engine.layout, found), encoded - {encode(obj.pk) for obj in found})


def _model(label: str) -> type[models.Model] | None:
    try:
        model = apps.get_model(label)
    except LookupError:
        return None
    return model if is_indexed(model) else None


# --- what the outbox is not told by others ------------------------------------------------------------------------------------


def connect() -> None:
    """Images, files and snippets have no page events: their saves and deletions become rows here."""
    for model in get_indexed_models():
        if not issubclass(model, Page):
            uid = f"search.{model._meta.label_lower}"
            post_save.connect(_saved, sender=model, dispatch_uid=uid)
            post_delete.connect(_deleted, sender=model, dispatch_uid=uid)


def _saved(sender: type[models.Model], instance: models.Model, raw: bool = False, **kwargs: Any) -> None:
    if raw:
        return
    if isinstance(instance, IssuingBody) and not kwargs.get("created"):
        # Its name is part of its documents' text.
        its = OfficialDocumentPage.objects.filter(Q(issuing_body=instance) | Q(joint_bodies=instance)).distinct()
        rows = (
            OutboxRow(consumer=CONSUMER, action=OutboxRow.Action.SAVED, model="wagtailcore.page", object_id=str(pk))
            for pk in its.values_list("pk", flat=True).iterator()
        )
        OutboxRow.objects.bulk_create(rows, batch_size=500)
    outbox.enqueue(instance, OutboxRow.Action.SAVED, consumer=CONSUMER)


def _deleted(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    outbox.enqueue(instance, OutboxRow.Action.DELETED, consumer=CONSUMER)


# --- rebuilding ---------------------------------------------------------------------------------------------------------------


def roots() -> list[type[models.Model]]:
    """The root model of each index."""
    return sorted({root_of(model) for model in get_indexed_models()}, key=lambda model: model._meta.label_lower)


def rebuild(
    root: type[models.Model],
    backend: str = "default",
    progress: Progress | None = None,
    chunk: int = CHUNK,
    processes: int = 1,
) -> int:
    """Build the index of `root` anew beside the live one, replay what was written meanwhile, swap. Objects indexed.

    Raises IndexBusy while another rebuild of the same index runs.
    """
    engine = engine_for(root, backend)
    totals = {m: m.get_indexed_objects().count() for m in get_indexed_models() if root_of(m) is root}
    # The processes are forked before the writer has its threads.
    with maker(processes, sum(totals.values())) as made, engine.rebuilding() as build:
        for model, total in totals.items():
            done = 0
            for found in made.chunks(model, chunk):
                build.add(found)
                done += len(found)
                if progress:
                    progress(model, done, total)
            totals[model] = done
        with build.swapping() as noted:
            replay(engine, build, noted)
    return sum(totals.values())


def renew_statistics() -> None:
    """Without statistics of its tables SQLite plans the public() filter 30 times slower once restrictions exist."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
