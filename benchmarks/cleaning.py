"""Bars of the cleaning rules (issue 6): 19,000 readings injected into clean law text all go and the text comes back exactly;
the noise rules take nothing out of both clean law corpora. Prints figures and characters a second of CPU; exit status 1 where a bar fails.

    .venv/bin/python benchmarks/cleaning.py --data ../shared/search-bench/data [--share 1.0] [--injected 3000]
"""

from __future__ import annotations

import argparse
import collections
import itertools
import json
import lzma
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "site"))

from pypinyin import Style, pinyin

from ingest.cleaning import RULES
from ingest.cleaning.readings import INJECTED_READINGS
from ingest.readers.source import SourceDocument, paragraph, with_origins

CORPORA = ("corpus.jsonl.xz", "tw.jsonl.xz")
GROUP = 10
EVERY = 0.053  # share of the Han characters that get a reading: about 19,000 in 3,000 articles
FORMS = (
    "({})", "({})", "({})", "({} )", "（{}）", "( {} )", " ({}) ", "[{}]",
)  # fmt: skip


def articles(path: Path, share: float) -> Iterator[str]:
    """The texts of a corpus; of a share of it, the same ones each time."""
    chosen = random.Random(7)
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if share >= 1 or chosen.random() < share:
                row = json.loads(line)
                yield f"{row['title']}\n{row['body']}"


def as_document(text: str) -> SourceDocument:
    lines = (line for line in text.split("\n") if line.strip())
    blocks = tuple(paragraph(line, line=number) for number, line in enumerate(lines, 1))
    return with_origins(SourceDocument(format="txt", blocks=blocks))


def text_of(document: SourceDocument) -> str:
    return "\n".join(block.text for block in document.blocks)


def poison(text: str, chance: random.Random, form: str, style: Style, every: float) -> tuple[str, int]:
    """The text with readings behind some of its characters, and how many."""
    out, count = [], 0
    for index, character in enumerate(text):
        out.append(character)
        spaced = form.startswith(" ") and (
            text[index + 1 : index + 2] == " " or not text[index + 1 : index + 2].strip()
        )
        if "\u4e00" <= character <= "\u9fff" and chance.random() < every and not spaced:
            reading = pinyin(character, style=style, heteronym=True)[0][0]
            if reading != character and reading.isalpha():
                out.append(form.format(reading))
                count += 1
    return "".join(out), count


def inject(data: Path, number: int) -> dict[str, float]:
    """Groups of ten articles, half of them simplified, poisoned in eight writings; one in eight without tone marks."""
    chance = random.Random(11)
    injected = removed = restored = groups = 0
    characters = spent = 0.0
    for name in CORPORA:
        texts: list[str] = []
        for article in articles(data / name, 1.0):
            if 40 <= len(article) <= 2000:
                texts.append(article)
            if len(texts) >= number // 2:
                break
        for start in range(0, len(texts), GROUP):
            clean = text_of(as_document("\n".join(texts[start : start + GROUP])))
            form = FORMS[groups % len(FORMS)]
            style = Style.NORMAL if groups % 8 == 7 else Style.TONE
            poisoned, count = poison(clean, chance, form, style, EVERY if name == CORPORA[0] else EVERY / 4)
            began = time.process_time()
            document, removals = INJECTED_READINGS.apply(as_document(poisoned))
            spent += time.process_time() - began
            characters += len(poisoned)
            injected, removed = injected + count, removed + sum(r.count for r in removals)
            same = text_of(document) == clean
            restored, groups = restored + same, groups + 1
            if not same:
                show_difference(clean, text_of(document))
    return {
        "injected": injected,
        "removed": removed,
        "groups": groups,
        "restored": restored,
        "per_second": characters / spent,
    }


def show_difference(wanted: str, got: str) -> None:
    for one, other in zip(wanted.split("\n"), got.split("\n"), strict=False):
        if one != other:
            at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
            print(f"  wanted …{one[max(at - 6, 0) : at + 10]!r}, got …{other[max(at - 6, 0) : at + 16]!r}")
            return


def leave_alone(
    path: Path, share: float, most: int | None = None
) -> tuple[collections.Counter[str], list[str], int, float]:
    """(removals by rule, what noise rules took, characters, seconds) over the clean texts of a corpus."""
    counts: collections.Counter[str] = collections.Counter()
    wrong: list[str] = []
    characters, spent = 0, 0.0
    for article in itertools.islice(articles(path, share), most):
        document = as_document(article)
        began = time.process_time()
        for rule in RULES:
            document, removals = rule.apply(document)
            for removal in removals:
                counts[rule.name] += removal.count
                if rule.nature == "noise":
                    wrong.append(f"{rule.name}: {removal.quotes[:3]}")
        spent += time.process_time() - began
        characters += len(article)
    return counts, wrong, characters, spent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--share", type=float, default=1.0, help="share of the articles of each corpus")
    parser.add_argument("--injected", type=int, default=3000, help="articles that are poisoned")
    options = parser.parse_args()
    figures = inject(options.data, options.injected)
    print(
        f"readings injected {figures['injected']}, removed {figures['removed']}; "
        f"groups restored exactly {figures['restored']} of {figures['groups']}; {figures['per_second'] / 1e6:.1f} M characters/s"
    )
    failed = figures["restored"] != figures["groups"] or figures["removed"] != figures["injected"]
    for name in CORPORA:
        counts, wrong, characters, spent = leave_alone(options.data / name, options.share)
        print(
            f"{name}: {characters / 1e6:.1f} M characters, {characters / spent / 1e6:.2f} M characters/s, {dict(counts)}"
        )
        for line in wrong[:20]:
            print(f"  NOISE {line}")
        failed = failed or bool(wrong)
    print("failed" if failed else "all bars hold")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
