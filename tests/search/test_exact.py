"""Numbers, dates and titles of real documents are found by whoever types them, among the first three."""

import importlib.util
import itertools
import json
import lzma
from pathlib import Path
from typing import Any

import pytest

from search.backends.temporary import temporary_engine
from search.backends.text import query_words
from search.lines import LineIndex

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "search_exact.py"


@pytest.fixture(scope="module")
def script() -> Any:
    spec = importlib.util.spec_from_file_location("search_exact", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.shared
def test_a_small_draw_of_laws_is_found(script: Any, shared_dir: Path) -> None:
    with lzma.open(shared_dir / "search-bench" / "data" / "corpus.jsonl.xz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in itertools.islice(lines, 600)]
    documents = [script.Document(n, row["title"], row["body"]) for n, row in enumerate(rows)]
    probes = script.draw(documents, 30, seed=1)
    assert len(probes) > 15
    with temporary_engine("tantivy") as engine, LineIndex(engine) as index:
        index.add(documents)
        index.commit()
        missed = script.ask(index, probes)
    assert missed == {"as_it_stands": [], "other_spellings": []}


def test_every_spelling_of_a_date_finds_every_other() -> None:
    spellings = [
        "二〇二二年五月",
        "2022年5月",
        "2022-05",
        "2022/05",
        "2022.5",
        "2022.05",
        "民国111年5月",
        "民國一百一十一年五月",
    ]
    with temporary_engine("tantivy") as engine, LineIndex(engine) as index:
        index.add([(n, f"文件{n}", f"于{text}施行。") for n, text in enumerate(spellings)])
        index.add([(100 + n, f"其他{n}", f"于2022年{n}月{n}日施行") for n in (4, 6, 7)])
        index.commit()
        for number, typed in enumerate(spellings):
            found = index.search(typed, 20)
            assert set(found) == set(range(len(spellings))), typed
            # As it was typed comes first; signs between figures make no difference.
            assert query_words(spellings[found[0]]) == query_words(spellings[number]), typed
