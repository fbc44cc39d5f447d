"""What an editor adds to each imported draft (补全): what the file itself does not say, or says only to people.

What the import found stays, unless the page itself shows it to be wrong. Days of deadlines count from the day of
loading, so that 近期要办 is never empty; everything else about the documents is fixed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

REGION = "云岫区"
SCHOOLS = "全区中小学、幼儿园"


@dataclass(frozen=True)
class FigureChoice:
    """A figure that stands in the review's data; `year` where it is not the review's, `sentence` where a table has it."""

    name: str
    value: float
    unit: str
    year: int | None = None
    highlighted: bool = True
    sentence: str = ""


@dataclass(frozen=True)
class Completion:
    """`fields` fill what the import left empty; `corrected` puts right what it got wrong; `due_in` days from loading.

    `kind` is the type that the editor chose on the import's page where the file does not say (案例集、培训动态).
    """

    issuing_body: str
    topics: tuple[str, ...]
    fields: dict[str, Any]
    due_in: int | None = None
    figures: tuple[FigureChoice, ...] = ()
    corrected: dict[str, Any] = field(default_factory=dict)
    kind: str = ""


@dataclass(frozen=True)
class DemoFile:
    """A file of documents/ with what completes its main page and, where it encloses a plan, that plan.

    `attachments` are files of attachments/ with what the notice calls them; `in_collection`: a case of the collection.
    """

    name: str
    main: Completion
    enclosed: Completion | None = None
    in_collection: bool = False
    attachments: tuple[tuple[str, str], ...] = ()
