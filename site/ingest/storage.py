"""Where originals lie (原件): below PRIVATE_ROOT, which no address serves; and what a killed import left beside."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

PART = ".part"


@deconstructible
class PrivateStorage(FileSystemStorage):
    """Files that have no URL. A file of a name is whole: it is written beside and renamed."""

    def __init__(self) -> None:
        super().__init__(location=settings.PRIVATE_ROOT, file_permissions_mode=0o600, directory_permissions_mode=0o700)

    def url(self, name: str | None) -> str:
        raise ValueError("originals of imports are never served")

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name is the content's digest, so a file of that name is that file."""
        return name

    def _save(self, name: str, content: Any) -> str:
        path = Path(self.path(name))
        if path.is_file() and path.stat().st_size == content.size:
            return name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _drop_parts(path)
        part = path.with_name(f"{path.name}.{os.getpid()}{PART}")
        try:
            with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        return name


def _drop_parts(path: Path) -> None:
    """What processes that ended half-way had written of this file."""
    for part in path.parent.glob(f"{path.name}.*{PART}"):
        pid = part.name.removesuffix(PART).rpartition(".")[2]
        try:
            os.kill(int(pid), 0)
        except ProcessLookupError:
            part.unlink(missing_ok=True)
        except (PermissionError, ValueError):
            continue


def drop_orphan(model: Any, name: str, data: bytes | None = None) -> None:
    """Delete the file that saving `name` in `model` (images, documents) left when its transaction never ended.

    `data` for names that somebody else may be saving just now: only what these bytes, or a part of them, were written to.
    Whoever saves such files waits for his turn before, so nothing half-way is taken for an orphan."""
    field = model._meta.get_field("file")
    stored = field.generate_filename(model(), name)
    with contextlib.suppress(OSError, NotImplementedError):
        path = Path(field.storage.path(stored))
        if not path.is_file() or model._base_manager.filter(file=stored).exists():
            return
        if data is None or (path.stat().st_size <= len(data) and data.startswith(path.read_bytes())):
            path.unlink()
