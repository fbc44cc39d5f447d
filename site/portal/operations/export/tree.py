"""The folders of the export: `current` is a link to a tree; a new tree shares unchanged files with the one before.

EXPORT_DIR/current -> tree.20261123-120000-123456
A tree that is live is never written to: a changed file is a new file, and the link moves in one step.
"""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

LINK = "current"
KEPT = 2  # trees, the live one included: a server may still be sending files of the one before


class Tree:
    """A tree being made. Nothing of it is seen before `go_live`."""

    def __init__(self, folder: Path, *, afresh: bool = False) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"tree.{datetime.now(UTC):%Y%m%d-%H%M%S-%f}"
        before = live_tree(folder)
        if before is not None and not afresh:
            shutil.copytree(before, self.path, copy_function=os.link, symlinks=True)
        else:
            self.path.mkdir()

    def put(self, name: str, body: bytes) -> None:
        target = self.path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{target.name[:100]}.partial")
        partial.write_bytes(body)
        partial.replace(target)  # never write through a hard link

    def remove(self, name: str) -> None:
        target = self.path / name
        target.unlink(missing_ok=True)
        for parent in target.parents:
            if parent == self.path or not parent.is_dir() or any(parent.iterdir()):
                return
            parent.rmdir()

    def go_live(self) -> None:
        beside = self.folder / f".{LINK}.{os.getpid()}"
        beside.unlink(missing_ok=True)
        beside.symlink_to(self.path.name)
        os.replace(beside, self.folder / LINK)
        for old in sorted(self.folder.glob("tree.*"))[:-KEPT]:
            if old != self.path:
                shutil.rmtree(old, ignore_errors=True)

    def forget(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)


def live_tree(folder: Path) -> Path | None:
    link = folder / LINK
    return link.resolve() if link.is_symlink() and link.exists() else None
