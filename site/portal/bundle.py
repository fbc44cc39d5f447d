"""One style sheet for readers: the parts that we write are joined where static files are found, so nothing is built by hand.

Six style sheets are six requests before anything is drawn. `portal/site.css` is found like any other static file: by
runserver and WhiteNoise in development, by collectstatic, which gives it its name with a hash.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NAME = "portal/site.css"
PARTS = ("tokens", "base", "chrome", "components", "documents", "search", "suggest")
FOLDER = Path(__file__).resolve().parent / "static" / "portal"


def parts() -> list[Path]:
    return [FOLDER / f"{name}.css" for name in PARTS]


def joined() -> Path:
    """The bundle's file, written anew where a part is newer."""
    target = Path(settings.VAR) / "bundle" / NAME
    newest = max(part.stat().st_mtime for part in parts())
    if not target.exists() or target.stat().st_mtime < newest:
        target.parent.mkdir(parents=True, exist_ok=True)
        text = "\n".join(part.read_text(encoding="utf-8").strip() for part in parts()) + "\n"
        with tempfile.NamedTemporaryFile("w", dir=target.parent, delete=False, encoding="utf-8") as partial:
            partial.write(text)
        os.chmod(partial.name, 0o644)
        os.replace(partial.name, target)  # several processes may do so at once
    return target


class BundleFinder(BaseFinder):
    """Finds NAME; a static files finder of Django."""

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != NAME:
            return []
        return [str(joined())] if find_all or kwargs.get("all") else str(joined())

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[tuple[str, FileSystemStorage]]:
        yield NAME, FileSystemStorage(location=joined().parents[1])
