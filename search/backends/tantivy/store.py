"""The folders of a tantivy index: a symbolic link is the live name, a rebuild opens a new folder and moves the link.

A copy that followed the link (cp -L, some backup programs) leaves a folder of the link's name: it is taken up as it is.
"""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy

from search.backends.errors import IndexOutdated, SearchUnavailable
from search.backends.layout import Layout
from search.backends.locks import Guard, let_go
from search.backends.tantivy.schema import register_tokenizers, schema_of

logger = logging.getLogger(__name__)
LAYOUT = "layout"  # a file of the folder: the digest of its layout


class Store:
    """One index: `folder`/`label` -> `folder`/`label.digest.random`. Readers follow the link and the last commit."""

    def __init__(self, folder: Path, layout: Layout) -> None:
        self.folder, self.layout = folder, layout
        self.link = folder / layout.label
        self.guard = Guard(folder, layout.label)
        self._opened: tuple[tuple[str, int, int], tantivy.Index] | None = None
        self._opening = threading.Lock()

    # --- reading ----------------------------------------------------------------------------------------------------------

    def searcher(self) -> tuple[tantivy.Searcher, tantivy.Schema]:
        """The state of the last commit of the live folder. Raises SearchUnavailable, IndexOutdated."""
        if not self.link.is_symlink():
            with reported(self.link), self.guard.writing():
                self.live_folder()
        with self._opening:
            try:
                index = self._current()
            except SearchUnavailable:
                # A swap may have deleted the folder between reading the link and opening it.
                index = self._current()
            return index.searcher(), index.schema

    def _current(self) -> tantivy.Index:
        try:
            name = os.readlink(self.link)
            facts = (self.folder / name / "meta.json").stat()
            state = (name, facts.st_mtime_ns, facts.st_ino)
            if self._opened is None or self._opened[0][0] != name:
                self._opened = (state, self._open(name))
            elif self._opened[0] != state:
                self._opened[1].reload()
                self._opened = (state, self._opened[1])
        except (OSError, ValueError) as error:
            # A folder that cannot be written to ends here too: tantivy takes a lock even to read.
            self._opened = None
            raise SearchUnavailable(f"The search index {self.link} cannot be read: {error}") from error
        return self._opened[1]

    def _open(self, name: str) -> tantivy.Index:
        if name.split(".")[-2] != self.layout.digest:
            raise IndexOutdated(str(self.link))
        # Never Index(schema, path, reuse=False): it empties an index of another schema without a word.
        index = tantivy.Index.open(str(self.folder / name))
        register_tokenizers(index)
        index.config_reader("manual")
        index.reload()
        return index

    # --- folders (the caller holds the write lock) --------------------------------------------------------------------------

    def live_folder(self) -> Path:
        """The folder behind the link; a first, empty one is made where there is none."""
        if not self.link.is_symlink():
            self._move_link(self._copied() if self.link.is_dir() else self.new_folder())
        name = os.readlink(self.link)
        if name.split(".")[-2] != self.layout.digest:
            raise IndexOutdated(str(self.link))
        return self.folder / name

    def _copied(self) -> Path:
        """What stands under the link's name as a folder, under a name of its own; IndexOutdated where it is another layout's."""
        note = self.link / LAYOUT
        if not note.exists() or note.read_text(encoding="ascii") != self.layout.digest:
            raise IndexOutdated(str(self.link))
        path = self._fresh_name()
        self.link.rename(path)
        return path

    def _fresh_name(self) -> Path:
        return self.folder / f"{self.layout.label}.{self.layout.digest}.{secrets.token_hex(4)}"

    def new_folder(self) -> Path:
        path = self._fresh_name()
        with reported(path):
            path.mkdir(parents=True)
            (path / LAYOUT).write_text(self.layout.digest, encoding="ascii")
            tantivy.Index(schema_of(self.layout), path=str(path))
        return path

    def make_live(self, path: Path) -> None:
        """Move the link in one step, then delete what is no longer live; open readers keep their files."""
        self._move_link(path)
        for other in self.folder.glob(f"{self.layout.label}.*.*"):
            if other.is_symlink():
                other.unlink(missing_ok=True)  # left by somebody killed while moving the link
            elif other.is_dir() and other != path:
                shutil.rmtree(other, ignore_errors=True)

    def _move_link(self, path: Path) -> None:
        if self.link.is_dir() and not self.link.is_symlink():
            self.link.rename(self._fresh_name())
        beside = self.folder / f"{self.layout.label}.{secrets.token_hex(4)}.link"
        beside.symlink_to(path.name)
        os.replace(beside, self.link)


@contextmanager
def reported(place: Path) -> Iterator[None]:
    """What the file system refuses (a full disk, a folder that may only be read) as SearchUnavailable."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise SearchUnavailable(f"The search index {place} cannot be written to: {error}") from error


class Writer:
    """Adds and deletes in one folder; nothing is seen before commit(). The caller holds the write lock."""

    HEAP = 64_000_000  # bytes

    def __init__(self, path: Path) -> None:
        self.path = path
        with reported(path):
            self._index = tantivy.Index.open(str(path))
            register_tokenizers(self._index)
            self._writer = self._index.writer(self.HEAP, 1)

    def add(self, document: tantivy.Document) -> None:
        with reported(self.path):
            self._writer.add_document(document)

    def delete(self, column: str, key: int | float | str) -> None:
        self._writer.delete_documents_by_term(column, key)

    def discard(self) -> None:
        """End its threads and forget what was not committed: one that still writes would make files in a folder being deleted."""
        del self._writer, self._index

    def commit(self) -> None:
        """Make it last. Merges are waited for: dropping a writer kills them, and segments pile up."""
        with reported(self.path):
            self._writer.commit()
            self._writer.wait_merging_threads()

    def commit_and_merge_later(self, hold: int) -> None:
        """Make it last; merges, which no reader notices, go on in a thread that ends the hold on the write lock."""
        try:
            with reported(self.path):
                self._writer.commit()
            # No daemon: a command ends when its merges have.
            threading.Thread(target=self._merge, args=(hold,), name="tantivy-merging").start()
        except BaseException:
            let_go(hold)
            raise

    def _merge(self, hold: int) -> None:
        try:
            self._writer.wait_merging_threads()
        except (OSError, ValueError) as error:  # nothing is lost: the next writer merges what this one has left
            logger.warning("segments of %s were not merged: %s", self.path, error)
        finally:
            let_go(hold)
