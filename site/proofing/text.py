"""All findings that the text of a document gives by itself."""

from __future__ import annotations

from proofing.dates import find_incomplete_dates
from proofing.finding import Finding
from proofing.placeholders import find_placeholders
from proofing.spun import find_spun_copy


def proof_text(text: str) -> list[Finding]:
    """Findings in reading order; offsets are code points of `text`."""
    found = [*find_placeholders(text), *find_incomplete_dates(text), *find_spun_copy(text)]
    return sorted(found, key=lambda finding: (finding.start if finding.start is not None else -1, finding.code))
