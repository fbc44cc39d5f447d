"""A killed import is gone on with (benchmarks/import_kills.py does it twenty times with 500 files)."""

from __future__ import annotations

import importlib.util
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def kills() -> ModuleType:
    spec = importlib.util.spec_from_file_location("import_kills", ROOT / "benchmarks" / "import_kills.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_a_command_that_was_killed_leaves_no_double_and_goes_on(
    kills: ModuleType, kept_databases: Any, tmp_path: Path
) -> None:
    files = 8
    kills.write_files(tmp_path / "files", files)
    place = kills.Place(tmp_path / "var", kept_databases.kept_sqlite(), worker=False)
    arguments = ["import_documents", str(tmp_path / "files")]
    assert kills.disturbed(place, arguments, 1, random.Random(1), 0.5) <= 1
    found = place.result()
    urls = [page[3] for page in found["pages"]]
    assert len(urls) == len(set(urls))
    assert sorted(record[2] for record in found["records"]) == ["draft"] * (files + 2) + ["failed"]
    assert found["batches"] == [[1, 1]]
    assert [file for file in found["files"] if file.endswith(".part")] == []
    assert len([file for file in found["files"] if "original_images" in file]) == len(found["pictures"])
