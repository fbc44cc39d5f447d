"""tantivy, the embedded engine: a folder beside the database. `SearchBackend` is what Wagtail loads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from modelsearch.backends.base import BaseSearchBackend

from search.backends.backend import EngineBackendMixin
from search.backends.compiler import AutocompletePlanCompiler, PlanCompiler
from search.backends.engine import Engine
from search.backends.index import EngineIndex, EngineRebuilder
from search.backends.layout import Layout
from search.backends.results import PlanResults
from search.backends.tantivy.engine import TantivyEngine


class TantivySearchBackend(EngineBackendMixin, BaseSearchBackend):
    """WAGTAILSEARCH_BACKENDS entry: BACKEND "search.backends.tantivy", PATH: the folder of the indexes."""

    index_class = EngineIndex
    query_compiler_class = PlanCompiler
    autocomplete_query_compiler_class = AutocompletePlanCompiler
    results_class = PlanResults
    rebuilder_class = EngineRebuilder

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.path = Path(params["PATH"])

    def engine_key(self) -> tuple[Any, ...]:
        return ("tantivy", str(self.path))

    def make_engine(self, layout: Layout) -> Engine:
        return TantivyEngine(self.path, layout)


SearchBackend = TantivySearchBackend
