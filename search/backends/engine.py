"""What the portal wants of a search engine: one index, asked and written. tantivy and the servers each have one."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Protocol

from search.backends.layout import Layout
from search.backends.plan import Answer, Plan, Value
from search.backends.record import Record


class Build(Protocol):
    """An index being built beside the live one."""

    def add(self, records: Iterable[Record]) -> None: ...

    def replace(self, records: Iterable[Record], deleted: Iterable[Value]) -> None:
        """Replay what was written to the live index since the build began."""
        ...

    def swapping(self) -> AbstractContextManager[list[Value]]:
        """Gives the keys written since the build began; the build is live when the block has ended."""
        ...


class Engine(Protocol):
    """Raises SearchUnavailable where the engine or its index cannot be used."""

    layout: Layout

    @property
    def name(self) -> str: ...

    def ask(self, plan: Plan, start: int = 0, stop: int | None = None) -> Answer:
        """Hits start to stop (all without stop), the exact total and the facets, in one question to the engine."""
        ...

    def facets(self, plan: Plan, answer: Answer) -> dict[str, dict[Value | None, int]]:
        """The facets of a plan without choices, among the documents of the answer that it was given before."""
        ...

    def every_key(self) -> set[Value]:
        """The keys of every document: to compare an index with its database."""
        ...

    def digests(self, low: int | None = None, high: int | None = None) -> dict[Value, int]:
        """Key -> Record.digest() of what was written, of the documents whose keys lie between two numbers (both included)."""
        ...

    def writing(self, keys: Iterable[Value]) -> AbstractContextManager[None]:
        """Hold the index's write lock on this machine for what is about to be read from the database and written."""
        ...

    def write(self, records: Iterable[Record], deleted: Iterable[Value] = ()) -> None:
        """Replace and delete documents; when it returns they are safe."""
        ...

    def refresh(self) -> None:
        """Make what was written visible to searches, if it is not yet."""
        ...

    def reset(self) -> None: ...

    def remove(self) -> None: ...

    def rebuilding(self) -> AbstractContextManager[Build]:
        """Build a successor; IndexBusy while another one is being built."""
        ...
