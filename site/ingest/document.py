"""What an import knows about one file: a value that report, drafts and the admin screen read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from ingest.metadata.citations import Citation
from ingest.metadata.evidence import Found
from ingest.metadata.figures import Figure
from ingest.metadata.headings import Heading
from ingest.metadata.tasks import Task
from ingest.readers.source import Block, Removal
from proofing.finding import Finding

Status = Literal["draft", "failed", "duplicate"]
Role = Literal["main", "enclosed"]

PAGE_TYPES = {
    "notice": "news.NoticePage", "plan": "plans.WorkPlanPage", "review": "plans.AnnualReviewPage", "case": "news.CasePage",
    "commentary": "news.CommentaryPage", "news": "news.TrainingNewsPage", "other": "news.NoticePage",
}  # fmt: skip
FIELDS = (
    "title",
    "document_number",
    "index_number",
    "issuing_agency",
    "document_date",
    "publish_date",
    "source",
    "author",
)


@dataclass(frozen=True)
class Part:
    """One page to be: its blocks without those that became fields; `hidden` are the indices of the latter."""

    role: Role
    kind: str
    title: str
    blocks: tuple[Block, ...] = ()
    hidden: frozenset[int] = frozenset()
    headings: tuple[Heading, ...] = ()
    captions: tuple[int, ...] = ()

    @property
    def page_type(self) -> str:
        return PAGE_TYPES[self.kind]


@dataclass(frozen=True)
class ImportedDocument:
    """The result of the pure pipeline for one file.

    `originals` are the texts of the blocks as read; `removals` say in `places` where each rule changed them, and
    `Block.origin` leads from a block of a part back to its original (side by side: originals beside parts)."""

    file: str
    sha256: str | None
    status: Status
    error: tuple[str, str] | None = None
    format: str = ""
    charset: str = ""
    kind: str = "other"
    script: str = "hans"
    polluted: bool = False
    fields: dict[str, Found | None] = field(default_factory=dict)
    joint_bodies: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    text: str = ""
    removals: tuple[Removal, ...] = ()
    damaged: tuple[tuple[int, str], ...] = ()
    findings: tuple[Finding, ...] = ()
    figures: tuple[Figure, ...] = ()
    tasks: tuple[Task, ...] = ()
    cited: tuple[Citation, ...] = ()
    references: tuple[str, ...] = ()
    size: int = 0
    originals: tuple[str, ...] = ()

    def value(self, name: str) -> str | None:
        found = self.fields.get(name)
        return found.value if found else None

    def removed_counts(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for removal in self.removals:
            counts[removal.rule] = counts.get(removal.rule, 0) + removal.count
        return counts

    def evidence(self) -> dict[str, dict[str, Any]]:
        return {name: found.as_evidence() for name, found in self.fields.items() if found}
