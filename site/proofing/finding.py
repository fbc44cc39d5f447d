"""A finding (校对提示): something in a document that an editor should look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "hint"]


@dataclass(frozen=True)
class Finding:
    """`start` and `end` are code points of the text or of the field's value, None where the spot is not in it.

    `level`: an error stops publication, a warning wants a decision, a hint never asks. `message` is Chinese for the editor;
    `fix` is the text to put in place of `quote`, None where nobody can know it.
    """

    code: str
    level: Level
    message: str
    quote: str = ""
    start: int | None = None
    end: int | None = None
    field: str = ""
    fix: str | None = None
