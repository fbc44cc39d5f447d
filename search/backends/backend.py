"""What the engines' Wagtail backends share: an engine for each root model, made once a process."""

from __future__ import annotations

from typing import Any

from django.db import models

from search.backends.engine import Engine
from search.backends.index import EngineIndex
from search.backends.layout import Layout, root_of
from search.backends.layouts import layout_for

# modelsearch makes a new backend for every search: engines (open files, connections) are kept here, by what they stand for.
_engines: dict[tuple[Any, ...], Engine] = {}


class EngineBackendMixin:
    """Comes before a BaseSearchBackend class; subclasses give `engine_key` and `make_engine`."""

    index_class: Any
    catch_indexing_errors = False

    def engine_key(self) -> tuple[Any, ...]:
        raise NotImplementedError

    def make_engine(self, layout: Layout) -> Engine:
        raise NotImplementedError

    def engine_for_model(self, model: type[models.Model]) -> Engine:
        key = (*self.engine_key(), root_of(model)._meta.label_lower)
        if key not in _engines:
            _engines[key] = self.make_engine(layout_for(model))
        return _engines[key]

    def get_index_for_model(self, model: type[models.Model], db_alias: str | None = None) -> EngineIndex:
        index: EngineIndex = self.index_class(self, self.engine_for_model(model))
        return index


def forget_engines() -> None:
    """Close what is kept open (tests that move the index away)."""
    _engines.clear()
