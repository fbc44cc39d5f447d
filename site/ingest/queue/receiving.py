"""Files as they come in are put aside with a record that waits; a zip is opened when its turn comes."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.files.base import File
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from ingest.models import ImportBatch, ImportRecord
from ingest.paths import Item, archive_items
from ingest.queue.disk import DiskFullError, ensure_room, explain, is_full
from ingest.records import storable

Status = ImportRecord.Status
CHUNK = 1024 * 1024


def receive(batch: ImportBatch, file: Any) -> ImportRecord:
    """The record of one uploaded file, waiting. Raises DiskFullError; nothing is left of the file then."""
    name = storable((file.name or str(_("文件")))[-255:])
    record = ImportRecord(
        batch=batch,
        file_name=name,
        sha256=_digest(file),
        size=file.size,
        status=Status.WAITING,
        created_by=batch.created_by,
    )
    try:
        ensure_room(file.size)
        record.original.save(name, File(file.file if hasattr(file, "file") else file, name=name), save=False)
        record.save()
    except (OSError, DatabaseError) as error:
        if is_full(error):
            raise DiskFullError(explain()) from error
        raise
    return record


def _digest(file: Any) -> str:
    found = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(CHUNK):
        found.update(chunk)
    file.seek(0)
    return found.hexdigest()


def is_archive(record: ImportRecord) -> bool:
    return not record.archive and record.file_name.lower().endswith(".zip")


def open_archive(record: ImportRecord) -> None:
    """The members of a waiting zip get records of their own, all or none; raises ReadError where it cannot be opened."""
    items = items_of(record.original.name, record.file_name)
    if record.file_name in items:
        items[record.file_name].load()
    with transaction.atomic():
        ImportRecord.objects.bulk_create(
            ImportRecord(
                batch_id=record.batch_id,
                file_name=name,
                archive=record.original.name,
                status=Status.WAITING,
                created_by_id=record.created_by_id,
            )
            for name in items
        )
        record.delete()


def items_of(stored: str, name: str) -> dict[str, Item]:
    """{name as in the record: item} of a zip among the originals."""
    storage = ImportRecord._meta.get_field("original").storage  # type: ignore[union-attr]

    def load() -> bytes:
        with storage.open(stored, "rb") as file:
            return bytes(file.read())

    return {storable(item.name[-255:]): item for item in archive_items(name, load)}
