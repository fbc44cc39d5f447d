"""Excerpts of long documents: time for a page of ten results, and marks that are none of what was asked.

    python benchmarks/excerpts.py DATA        DATA: the folder with tw.jsonl (a law a line: {"body": …}) and tw_queries.jsonl

Exit code 1 where ten results of 10,000 characters take more than 15 ms of CPU for one question in twenty, or a mark is wrong.
"""

from __future__ import annotations

import json
import sys
import time
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from search.excerpts import Marker, marker_for  # noqa: E402
from zhtext.canonical import canonical_spans  # noqa: E402
from zhtext.folding import fold  # noqa: E402

RESULTS, CHARACTERS, QUESTIONS = 10, 10_000, 300
MOST_MILLISECONDS = 15.0
QUERY_FIELDS = ("text", "trad")  # simplified and traditional


def lines(path: Path, count: int) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in islice(file, count)]


def is_right(marker: Marker, marked: str) -> bool:
    """Whether words that were asked, and canonical spans of such, cover the marked characters."""
    folded = fold(marked)
    covered = bytearray(len(folded))
    for word in marker.tokens:
        place = folded.find(word)
        while place >= 0:
            covered[place : place + len(word)] = b"\x01" * len(word)
            place = folded.find(word, place + 1)
    for span in canonical_spans(folded):
        if set(span.texts) & set(marker.tokens):
            covered[span.start : span.end] = b"\x01" * (span.end - span.start)
    return 0 not in covered


def main(data: Path) -> int:
    text = "".join(law["body"] for law in lines(data / "tw.jsonl", 1_500))
    documents = [text[at : at + CHARACTERS] for at in range(0, len(text) - CHARACTERS, CHARACTERS)]
    queries = lines(data / "tw_queries.jsonl", QUESTIONS)
    took: list[float] = []
    marks = wrong = 0
    for number, query in enumerate(queries):
        marker = marker_for(query[QUERY_FIELDS[number % 2]])
        start = number * RESULTS % (len(documents) - RESULTS)
        began = time.process_time()
        windows = [marker.window(document) for document in documents[start : start + RESULTS]]
        took.append(1000 * (time.process_time() - began))
        for window in windows:
            for part in window.parts:
                marks += part.marked
                wrong += part.marked and not is_right(marker, part.text)
    took.sort()
    middle, late = took[len(took) // 2], took[int(0.95 * len(took))]
    print(
        f"{RESULTS} results of {CHARACTERS} characters: p50 {middle:.1f} ms, p95 {late:.1f} ms of CPU; {marks} marks, {wrong} wrong"
    )
    return int(late > MOST_MILLISECONDS or wrong > 0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
