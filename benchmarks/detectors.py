"""What the detectors flag in clean law text: findings a code and false alarms in 10,000 characters; spun copies over 600 laws.

    .venv/bin/python benchmarks/detectors.py --data ../shared/search-bench/data [--laws 600] [--show mixed_script]

The articles of a law are put together to its text. Exit status 1 where more than two laws of the 600 are called spun, or where
errors are more than 0.5 in 10,000 characters (placeholders apart: rules of procedure print ×× on purpose)."""

from __future__ import annotations

import argparse
import collections
import json
import lzma
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "site"))

from proofing.text import proof_text

MOST_SPUN = 2
MOST_ERRORS = 0.5


def laws(path: Path, number: int) -> Iterator[str]:
    """Whole laws of 600 characters and more, spread over the corpus; Taiwan's are a line each."""
    texts: dict[str, list[str]] = {}
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            texts.setdefault(row.get("law") or row["title"], []).append(row["body"])
    whole = [text for parts in texts.values() if len(text := "\n".join(parts)) >= 600]
    yield from whole[:: max(len(whole) // number, 1)][:number]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--laws", type=int, default=600)
    parser.add_argument("--show", default="", help="print the findings of this code")
    options = parser.parse_args()
    failed = False
    for name in ("corpus.jsonl.xz", "tw.jsonl.xz"):
        counts: collections.Counter[str] = collections.Counter()
        characters = errors = 0
        began = time.process_time()
        for text in laws(options.data / name, options.laws):
            characters += len(text)
            for finding in proof_text(text):
                counts[f"{finding.code} {finding.level}"] += 1
                errors += finding.level == "error" and finding.code != "placeholder"
                if finding.code == options.show and finding.start is not None:
                    print("  ", repr(text[max(finding.start - 8, 0) : finding.start + 12]), finding.message)
        spent = time.process_time() - began
        share = errors * 10_000 / characters
        spun = counts["spun_copy warning"]
        print(
            f"{name}: {characters / 1e6:.2f} M characters, {characters / spent / 1e6:.2f} M/s, {dict(counts)}, errors/10k {share:.3f}"
        )
        failed = failed or spun > MOST_SPUN or share > MOST_ERRORS
    print("failed" if failed else "all bars hold")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
