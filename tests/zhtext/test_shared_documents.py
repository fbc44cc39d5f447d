"""On real documents: the five seeds and the import samples of SHARED_DIR."""

import datetime
import json
from pathlib import Path

import pytest

from zhtext.document_numbers import find, parse
from zhtext.folding import fold
from zhtext.scripts import convert, detect
from zhtext.tokens import query_terms, terms

pytestmark = pytest.mark.shared


def seeds(shared_dir: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted((shared_dir / "seeds").glob("*.txt"))}


def test_every_seed_is_in_the_script_that_is_expected(shared_dir: Path) -> None:
    expected = json.loads((shared_dir / "seeds" / "expected.json").read_text(encoding="utf-8"))
    texts = seeds(shared_dir)
    assert {name: detect(text) for name, text in texts.items()} == {name: expected[name]["script"] for name in texts}


def test_every_title_of_the_samples_is_in_the_script_of_its_document(shared_dir: Path) -> None:
    for line in (shared_dir / "import-samples" / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        truth = json.loads(line)
        assert detect(truth["title"]) == truth["script"], truth["title"]


def test_every_number_of_the_samples_is_read_as_printed(shared_dir: Path) -> None:
    for line in (shared_dir / "import-samples" / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        if printed := json.loads(line)["document_number"]:
            number = parse(printed)
            assert number is not None, printed
            assert number.printed == printed


def test_the_lost_brackets_of_the_first_seed_are_put_back(shared_dir: Path) -> None:
    text = next(text for name, text in seeds(shared_dir).items() if name.startswith("001_"))
    assert [number.printed for _, _, number in find(text, datetime.date(2022, 2, 28))] == ["临教体发〔2022〕5号"]
    for typed in (
        "临教体发〔2022〕5号",
        "臨教體發[2022] 5號",
        "临教体发（2022）第05号",
        "临教体发20225号",
        "临教体发2022 5号",
    ):
        assert set(query_terms(typed)) <= set(terms(text)), typed


def test_the_seeds_and_their_traditional_twins_have_the_same_tokens(shared_dir: Path) -> None:
    for name, text in seeds(shared_dir).items():
        if detect(text) == "hans":
            for region in ("hk", "tw"):
                twin = convert(text, "hant", region)
                assert fold(twin) == fold(text), name
                assert terms(twin) == terms(text), name


def test_no_registration_number_or_telephone_of_the_seeds_is_taken_for_a_document_number(shared_dir: Path) -> None:
    for name, text in seeds(shared_dir).items():
        if not name.startswith("001_"):
            assert find(text, datetime.date(2022, 5, 1)) == [], name
