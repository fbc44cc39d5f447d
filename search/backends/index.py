"""modelsearch's index and rebuilder over an engine; what one is asked to store becomes records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models
from modelsearch.backends.base import BaseIndex

from search.backends.layout import PK, is_indexed
from search.documents import load, records

if TYPE_CHECKING:
    from search.backends.engine import Build, Engine
    from search.backends.plan import Value


class EngineIndex(BaseIndex):
    """The index of a root model and all that inherit from it."""

    def __init__(self, backend: Any, engine: Engine) -> None:
        super().__init__(backend)
        self.engine = engine
        self.name = engine.name

    def __str__(self) -> str:
        return self.name

    def get_key(self) -> str:
        return self.name

    def add_model(self, model: type[models.Model]) -> None:
        """Nothing to do: the layout has the columns of every model from the start."""

    def add_item(self, obj: models.Model) -> None:
        self.add_items(type(obj), [obj])

    def add_items(self, model: type[models.Model], items: Iterable[models.Model]) -> None:
        objects = list(items)
        if not is_indexed(model) or not objects:
            return
        with self.engine.writing([self.key_of(obj) for obj in objects]):
            self.engine.write(records(self.engine.layout, objects))

    def delete_item(self, obj: models.Model) -> None:
        if is_indexed(type(obj)):
            key = self.key_of(obj)
            with self.engine.writing([key]):
                self.engine.write([], [key])

    def key_of(self, obj: models.Model) -> Any:
        return self.engine.layout.columns[PK].encode(obj.pk)

    def refresh(self) -> None:
        self.engine.refresh()

    def reset(self) -> None:
        self.engine.reset()


def replay(engine: Engine, build: Build, noted: Iterable[Value]) -> None:
    """Write to the index being built what the database now has of the objects that were written since it was begun."""
    column = engine.layout.columns[PK]
    keys = set(noted)
    found = load(engine.layout.root, [column.decode(key) for key in keys])
    build.replace(records(engine.layout, found), keys - {column.encode(obj.pk) for obj in found})


class EngineRebuilder:
    """modelsearch's rebuilder: start(), add to what it returned, finish()."""

    def __init__(self, index: EngineIndex) -> None:
        self.index = index

    def start(self) -> BuildingIndex:
        self._context = self.index.engine.rebuilding()
        self._build = self._context.__enter__()
        return BuildingIndex(self.index, self._build)

    def finish(self) -> None:
        """Replay what was written meanwhile, and swap."""
        try:
            with self._build.swapping() as noted:
                replay(self.index.engine, self._build, noted)
        finally:
            self._context.__exit__(None, None, None)


class BuildingIndex(EngineIndex):
    def __init__(self, live: EngineIndex, build: Build) -> None:
        super().__init__(live.backend, live.engine)
        self.build = build

    def add_items(self, model: type[models.Model], items: Iterable[models.Model]) -> None:
        if is_indexed(model):
            self.build.add(records(self.engine.layout, list(items)))
