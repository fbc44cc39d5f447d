#!/usr/bin/env python3
"""Whether exact look-ups find their documents: real numbers, dates and titles, each held by at most three documents.

    .venv/bin/python benchmarks/search_exact.py --corpus corpus.jsonl --samples FOLDER [--count 300] [--seed 1] [--engine tantivy]

`--corpus`: one JSON object a line with "title" and "body". `--samples`: a folder of documents to import. Numbers, dates and
titles are found by patterns of this script's own, literally, and drawn with the seed, a third each; those that stand in
more than three documents (any text that contains the very characters) are not drawn. Each is then asked as `manage.py
search_lines` asks, as it stands and in other spellings of the same thing: brackets, spaces, full width, traditional
characters, dates in Chinese and Arabic figures. Prints one JSON line; exits with 1 where one as it stands has not all of
its documents among its first three, or a number or title in another spelling has none of them there.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from search.lines import LineIndex

ROOT = Path(__file__).resolve().parents[1]
MOST_HOLDERS, TOP = 3, 3
HAN_DIGITS = "〇一二三四五六七八九"
NUMBER = re.compile(
    r"[\u4e00-\u9fff]{2,8}[〔\[［(（]\s?(?:19|20)\d\d\s?[〕\]］)）]\s?第?\d{1,4}\s?号"
    r"|(?<![\w/])\d{9}/\d{4}-\d{5}(?!\d)|[\u4e00-\u9fff]{2,8}字第\d{6,11}[A-Z]?號"
    r"|[\u4e00-\u9fff]{2,8}令第?\s?[0-9〇一二三四五六七八九十百]{1,4}号|公告\d{4}年第\d+号"
    r"|[A-Z]{2,4}/?T?\s?\d{3,6}(?:[.-]\d+)*[-—－]\d{2,4}(?!\d)"
)
DATE = re.compile(
    r"(?<![\d.])(?:19|20)\d\d年\d{1,2}月(?:\d{1,2}日)?"
    r"|[一二][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?"
    r"|(?<![\d./-])20\d\d[-/.](?:0[1-9]|1[0-2])[-/.](?:[0-2]\d|3[01])(?![\d./-])"
)
# The words before a number that belong to the sentence, not to it; what is left of a doubtful one is not drawn.
LEADING = re.compile(r"^.*?(?:根据|按照|依据|《|印发|和|与|及|的|以|号|为|原|由)(?=[\u4e00-\u9fff]{2})")


class Document(NamedTuple):
    id: int
    title: str
    body: str

    @property
    def text(self) -> str:
        return f"{self.title}\n{self.body}"


class Probe(NamedTuple):
    """kind: number, date or title. holders: ids of all documents with these very characters (a title: as their title)."""

    kind: str
    text: str
    holders: frozenset[int]


def read_corpus(path: Path) -> Iterator[tuple[str, str]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row["title"], row["body"]


def read_samples(folder: Path) -> Iterator[tuple[str, str]]:
    """Title and text of each document of a folder that can be imported, with its numbers, once for equal texts."""
    from ingest.pipeline import import_document

    seen: set[str] = set()
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in {".html", ".md", ".docx", ".pdf", ".txt"} or path.name == "README.md":
            continue
        found = import_document(path.read_bytes(), path.name)
        if found.status == "failed" or found.text in seen:
            continue
        seen.add(found.text)
        numbers = [found.value(name) or "" for name in ("document_number", "index_number")]
        yield found.value("title") or path.stem, "\n".join([*numbers, found.text])


def draw(documents: list[Document], count: int, seed: int) -> list[Probe]:
    """`count` probes, a third of each kind as far as there are enough."""
    dice = random.Random(seed)
    titles = Counter(document.title for document in documents)
    strings: dict[str, dict[str, None]] = {"number": {}, "date": {}}
    for document in documents:
        for kind, pattern in (("number", NUMBER), ("date", DATE)):
            strings[kind].update(
                dict.fromkeys(
                    LEADING.sub("", found) if kind == "number" else found for found in pattern.findall(document.text)
                )
            )
    each = count // 3
    probes: list[Probe] = []
    for kind, found in strings.items():
        pool = sorted(text for text in found if len(text) > 6)
        dice.shuffle(pool)
        held = holders(documents, pool[: 4 * each])
        probes += [Probe(kind, t, frozenset(ids)) for t, ids in held.items() if 0 < len(ids) <= MOST_HOLDERS][:each]
    pool = sorted(title for title, times in titles.items() if times <= MOST_HOLDERS and len(title) > 3)
    chosen = set(dice.sample(pool, min(len(pool), count - len(probes))))
    of_title: dict[str, set[int]] = {title: set() for title in chosen}
    for document in documents:
        if document.title in chosen:
            of_title[document.title].add(document.id)
    return probes + [Probe("title", title, frozenset(ids)) for title, ids in sorted(of_title.items())]


def holders(documents: Iterable[Document], texts: Iterable[str]) -> dict[str, list[int]]:
    """Text -> the documents that contain it."""
    found: dict[str, list[int]] = {text: [] for text in texts}
    for document in documents:
        text = document.text
        for wanted, ids in found.items():
            if len(ids) <= MOST_HOLDERS and wanted in text:
                ids.append(document.id)
    return found


def spellings(probe: Probe) -> list[str]:
    """The same in other ways of typing; of a date none, as more documents may say it so."""
    import opencc

    traditional = opencc.OpenCC("s2t").convert(probe.text)
    if probe.kind == "title":
        return [traditional, f"《{probe.text}》", re.sub(r"[\s《》（）()、，：]", "", probe.text)]
    if probe.kind == "date":
        return []
    plain = re.sub(r"[〔\[［(（]\s?(\d{4})\s?[〕\]］)）]\s?第?", r"[\1]", probe.text)
    wide = probe.text.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    return [
        traditional,
        plain,
        plain.replace("[", "（").replace("]", "）"),
        plain.replace("[", " ").replace("]", " "),
        wide,
    ]


def ask(index: LineIndex, probes: list[Probe]) -> dict[str, list[str]]:
    """What was missed: `as_it_stands` lacks one of its documents in the first three, `other_spellings` lacks them all."""
    missed: dict[str, list[str]] = {"as_it_stands": [], "other_spellings": []}
    for probe in probes:
        if not probe.holders <= set(index.search(probe.text, TOP)):
            missed["as_it_stands"].append(probe.text)
        for spelling in spellings(probe):
            if not probe.holders & set(index.search(spelling, TOP)):
                missed["other_spellings"].append(spelling)
    return missed


def documents_of(corpus: Path | None, samples: Path | None) -> list[Document]:
    texts = [*(read_corpus(corpus) if corpus else ()), *(read_samples(samples) if samples else ())]
    return [Document(number, title, body) for number, (title, body) in enumerate(texts)]


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--corpus", type=Path)
    arguments.add_argument("--samples", type=Path)
    arguments.add_argument("--count", type=int, default=300)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--engine", default="tantivy", choices=("tantivy", "elasticsearch", "opensearch"))
    given = arguments.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.development")
    sys.path[:1] = [str(ROOT / "site"), str(ROOT)]  # not this folder: a script in it may be called like a room
    import django

    django.setup()
    from django.conf import settings

    from search.backends.temporary import temporary_engine
    from search.lines import LineIndex

    documents = documents_of(given.corpus, given.samples)
    probes = draw(documents, given.count, given.seed)
    urls = {"elasticsearch": settings.SEARCH_ELASTICSEARCH_URL, "opensearch": settings.SEARCH_OPENSEARCH_URL}
    with temporary_engine(given.engine, urls.get(given.engine, "")) as engine, LineIndex(engine) as index:
        index.add(documents)
        index.commit()
        missed = ask(index, probes)
    kinds = Counter(probe.kind for probe in probes)
    print(json.dumps({"documents": len(documents), "probes": kinds, "missed": missed}, ensure_ascii=False))
    return 1 if any(missed.values()) or len(probes) < given.count else 0


if __name__ == "__main__":
    sys.exit(main())
