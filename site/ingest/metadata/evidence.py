"""A value with what speaks for it (依据): where it stood, the words, and how sure the rule is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """`where` is Chinese for the editor, `quote` the words as printed, `confidence` 0 to 1."""

    value: str
    where: str
    quote: str
    confidence: float

    def as_evidence(self) -> dict[str, object]:
        return {"where": self.where, "quote": self.quote[:200], "confidence": round(self.confidence, 2)}


def best(candidates: Iterable[Found | None]) -> Found | None:
    """The surest candidate; the first of equals."""
    found = [c for c in candidates if c is not None and c.value]
    return max(found, key=lambda c: c.confidence, default=None)
