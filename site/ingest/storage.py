"""Where originals lie (原件): below PRIVATE_ROOT, which no address serves."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible
class PrivateStorage(FileSystemStorage):
    """Files that have no URL."""

    def __init__(self) -> None:
        super().__init__(location=settings.PRIVATE_ROOT, file_permissions_mode=0o600, directory_permissions_mode=0o700)

    def url(self, name: str | None) -> str:
        raise ValueError("originals of imports are never served")

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name is the content's digest, so a file of that name is that file."""
        return name

    def _save(self, name: str, content: Any) -> str:
        return name if self.exists(name) else super()._save(name, content)
