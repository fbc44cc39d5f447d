"""One finding of the examination: what was looked at, how it is, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["ok", "warn", "fail"]


@dataclass(frozen=True)
class Finding:
    """`name`: of the check, in English, for machines; the others in Chinese. `step`: what to do next, "" where all is well."""

    name: str
    label: str
    level: Level
    said: str
    step: str = ""
