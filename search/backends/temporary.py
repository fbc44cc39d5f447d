"""Engines over an index of their own that is gone when the block ends: for `search_lines` and for tests."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from search.backends.engine import Engine
from search.backends.layout import PK, Column
from search.backends.url import backend_settings
from search.numbers import NUMBER
from search.titles import TITLE

ENGINES = ("tantivy", "elasticsearch", "opensearch")


class LineLayout:
    """The layout of documents that have a key, text, titles and document numbers, and come from no model."""

    label = "lines"
    digest = "0"
    step = 0
    models: list[str] = []
    root: Any = SimpleNamespace()

    def __init__(self) -> None:
        self.columns = {
            PK: Column(PK, "CharField"),
            NUMBER: Column(NUMBER, "CharField", single=False),
            TITLE: Column(TITLE, "CharField", single=False),
        }


@contextmanager
def temporary_engine(engine: str, url: str = "", layout: Any = None) -> Iterator[Engine]:
    """An engine over a new, empty index; `url` http://host:port of the server where the engine is one."""
    layout = layout or LineLayout()
    with tempfile.TemporaryDirectory(prefix="shixun-search-") as folder:
        made = _tantivy(Path(folder), layout) if engine == "tantivy" else _server(engine, url, Path(folder), layout)
        try:
            yield made
        finally:
            made.remove()


def _tantivy(folder: Path, layout: Any) -> Engine:
    from search.backends.tantivy.engine import TantivyEngine

    return TantivyEngine(folder / "index", layout)


def _server(engine: str, url: str, folder: Path, layout: Any) -> Engine:
    from search.backends.server.backend import PATIENCE

    address = url.split("://", 1)[-1].rstrip("/")
    secure = "s" if url.startswith("https://") else ""
    params = backend_settings(f"{engine}{secure}://{address}/temporary-{secrets.token_hex(6)}")
    params["TIMEOUT"] = PATIENCE
    return import_backend(params).make_engine(layout, locks=folder)  # type: ignore[no-any-return]


def import_backend(params: dict[str, Any]) -> Any:
    """The backend that an entry of WAGTAILSEARCH_BACKENDS describes."""
    from importlib import import_module

    given = dict(params)
    return import_module(given.pop("BACKEND")).SearchBackend(given)
