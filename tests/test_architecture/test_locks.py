"""The locks: complete, hashed, in step with their sources, and naming no host."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-uv.lock"]
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^]]*\])?==(\S+?)( ;.*)? \\$", re.MULTILINE)


def pins(lock: str) -> dict[str, set[str]]:
    """Project name -> versions (more than one where Python versions differ)."""
    found: dict[str, set[str]] = {}
    for name, version, _ in PINNED.findall((ROOT / lock).read_text(encoding="utf-8")):
        found.setdefault(name, set()).add(version)
    return found


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_and_no_index(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert re.findall(r"(?m)^.*(?:://|--index|--extra-index|--find-links|--trusted-host).*$", text) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_of_a_lock_has_a_hash(lock: str) -> None:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    requirements = [number for number, line in enumerate(lines) if line and not line.startswith((" ", "#"))]
    assert requirements
    assert [lines[number] for number in requirements if "--hash=sha256:" not in lines[number + 1]] == []


@pytest.mark.parametrize("source", ["requirements", "requirements-dev", "requirements-uv"])
def test_a_lock_pins_everything_that_its_source_asks_for(source: str) -> None:
    asked = re.findall(r"(?m)^([A-Za-z0-9][\w.-]*)", (ROOT / f"{source}.in").read_text(encoding="utf-8"))
    assert {normalised(name) for name in asked} - pins(f"{source}.lock").keys() == set()


def test_development_runs_on_the_versions_that_production_gets() -> None:
    development = pins("requirements-dev.lock")
    different = {
        name: versions for name, versions in pins("requirements.lock").items() if development.get(name) != versions
    }
    assert different == {}
