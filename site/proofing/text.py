"""All findings that the text of a document gives by itself."""

from __future__ import annotations

from proofing.dates import find_incomplete_dates
from proofing.finding import Finding
from proofing.look_alikes import find_look_alikes
from proofing.mixed_scripts import find_mixed_scripts
from proofing.placeholders import find_placeholders
from proofing.spun import find_spun_copy

DETECTORS = (find_placeholders, find_incomplete_dates, find_look_alikes, find_mixed_scripts, find_spun_copy)


def proof_text(text: str) -> list[Finding]:
    """Findings in reading order; offsets are code points of `text`."""
    found = [finding for detect in DETECTORS for finding in detect(text)]
    return sorted(found, key=lambda finding: (finding.start if finding.start is not None else -1, finding.code))
