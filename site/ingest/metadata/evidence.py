"""A value with what speaks for it (依据): where it stood, the words, and how sure the rule is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Found:
    """`where` is Chinese for the editor, `quote` the words as printed, `confidence` 0 to 1; `others` say something else."""

    value: str
    where: str
    quote: str
    confidence: float
    others: tuple[Found, ...] = field(default=(), compare=False)

    def as_evidence(self) -> dict[str, object]:
        return {"where": self.where, "quote": self.quote[:200], "confidence": round(self.confidence, 2)}


def best(candidates: Iterable[Found | None]) -> Found | None:
    """The surest candidate, the first of equals, with those that contradict it."""
    found = [c for c in candidates if c is not None and c.value]
    surest = max(found, key=lambda c: c.confidence, default=None)
    if surest is None:
        return None
    rivals = {c.value: c for c in found if not (c.value in surest.value or surest.value in c.value)}
    return replace(surest, others=tuple(rivals.values())) if rivals else surest
