"""Putting new files and folders in the place of old ones so that a kill at any moment loses neither.

Each pair is written to a journal before anything moves: old -> aside, new -> live. Whoever finds a journal puts
everything back; keep() takes it away once the new ones have proved themselves.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

JOURNAL = "restore.journal"


@dataclass(frozen=True)
class Step:
    """`new` takes the place of `live`, which waits as `aside`. Without `new` the old one only goes."""

    live: Path
    new: Path | None
    aside: Path


def journal() -> Path:
    return Path(settings.VAR) / JOURNAL


def swap(steps: list[Step]) -> None:
    """All of it, or at an error none of it."""
    _note(steps)
    try:
        for step in steps:
            if step.live.exists():
                step.aside.parent.mkdir(parents=True, exist_ok=True)
                step.live.rename(step.aside)
            if step.new is not None and step.new.exists():
                step.live.parent.mkdir(parents=True, exist_ok=True)
                step.new.rename(step.live)
    except BaseException:
        put_back()
        raise


def put_back() -> bool:
    """Undo a swap that is in the journal and not yet kept. Was there one?"""
    found = _noted()
    if found is None:
        return False
    # First what the new ones have made beside themselves (a write-ahead log): it must never meet the old database.
    for number, step in enumerate(found):
        foreign = step.aside.exists() or any(map(_began, found[number + 1 :]))
        if step.new is None and foreign and step.live.exists():
            _remove(step.live)
    for step in reversed(found):
        if step.new is not None and _began(step) and step.live.exists():
            step.live.rename(step.new)
        if step.aside.exists():
            step.aside.rename(step.live)
    journal().unlink()
    return True


def _began(step: Step) -> bool:
    """Nothing waits aside where a step had not begun, or where there was nothing before it."""
    return step.new is not None and (step.aside.exists() or not step.new.exists())


def keep() -> list[Path]:
    """The swap counts: from here on nothing puts it back. What waits aside, for whoever wants to delete it."""
    found = _noted()
    journal().unlink(missing_ok=True)
    return [step.aside for step in found if step.aside.exists()] if found else []


def unfinished() -> bool:
    return journal().exists()


def _remove(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def _note(steps: list[Step]) -> None:
    said = [{"live": str(s.live), "new": str(s.new) if s.new else None, "aside": str(s.aside)} for s in steps]
    partial = journal().with_suffix(".partial")
    with partial.open("w", encoding="utf-8") as file:
        json.dump(said, file)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(journal())


def _noted() -> list[Step] | None:
    try:
        said = json.loads(journal().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return [Step(Path(s["live"]), Path(s["new"]) if s["new"] else None, Path(s["aside"])) for s in said]
