"""What must be right before the portal starts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error


def check_index_folder(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """tantivy takes a lock in its folder even to read: a read-only folder must be found at the start, not by a reader."""
    found: list[CheckMessage] = []
    for name, backend in settings.WAGTAILSEARCH_BACKENDS.items():
        folder = Path(backend.get("PATH", ""))
        if backend.get("PATH") and not _writable(folder):
            found.append(
                Error(
                    f"The folder of the search index {folder} (backend {name!r}) cannot be written to.",
                    hint="Give the account that runs the portal write access, or name another folder in SEARCH_URL.",
                    id="search.E001",
                )
            )
    return found


def _writable(folder: Path) -> bool:
    """Whether the folder, or the nearest folder above it that exists, may be written to."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return os.access(folder, os.W_OK | os.X_OK)
