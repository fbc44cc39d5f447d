"""What the tree may hold: the fixed top level, packages that a wheel would not miss, files short enough to read."""

import re
import subprocess
import tomllib
from pathlib import Path

from setuptools.config.expand import find_packages

ROOT = Path(__file__).resolve().parents[2]
ROOMS = {"site", "home", "news", "plans", "search"}
TOP_LEVEL = {"manage.py", "pyproject.toml", "README.md", "templates", "tests", *ROOMS}
HOUSEKEEPING = {
    "Makefile",
    "LICENSE",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "docs",
    "deploy",
    "benchmarks",
    ".ci",
    ".gitignore",
}
LONGEST_FILE = 400


def kept_files() -> list[Path]:
    """What git keeps or would keep: everything that .gitignore does not name."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return [path for name in listing.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def python_files() -> list[Path]:
    return [path for path in kept_files() if path.suffix == ".py" and "migrations" not in path.parts]


def test_the_top_level_is_the_fixed_one() -> None:
    present = {path.relative_to(ROOT).parts[0] for path in kept_files()}
    unexpected = {name for name in present - TOP_LEVEL - HOUSEKEEPING if not name.startswith("requirements")}
    assert unexpected == set()


def test_site_is_no_package_because_the_standard_library_owns_that_name() -> None:
    assert not (ROOT / "site" / "__init__.py").exists()


def test_a_wheel_would_hold_every_package_of_the_tree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    packaged = set(find_packages(**project["packages"]["find"], root_dir=str(ROOT)))
    in_tree = {
        ".".join(path.parent.relative_to(ROOT / "site" if path.is_relative_to(ROOT / "site") else ROOT).parts)
        for path in kept_files()
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in ROOMS
    }
    assert in_tree - packaged == set()


def test_every_folder_with_python_files_is_a_package_except_site_itself() -> None:
    without = {
        str(path.parent.relative_to(ROOT))
        for path in kept_files()
        if path.suffix == ".py"
        and path.relative_to(ROOT).parts[0] in ROOMS
        and not (path.parent / "__init__.py").exists()
    }
    assert without == set()


def test_the_folders_of_tests_are_no_packages() -> None:
    assert [
        str(path) for path in kept_files() if path.is_relative_to(ROOT / "tests") and path.name == "__init__.py"
    ] == []


def test_no_file_is_too_long_to_hold_one_idea() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_bytes().splitlines()) for path in python_files()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_module_is_named_for_having_no_subject() -> None:
    nameless = {"utils.py", "helpers.py", "misc.py", "common.py"}
    assert [str(path.relative_to(ROOT)) for path in python_files() if path.name in nameless] == []


def test_nothing_is_kept_that_a_machine_makes() -> None:
    made = re.compile(r"(^|/)(uv\.lock|\.env|[^/]*\.pyc|[^/]*\.sqlite3|node_modules|__pycache__|var)(/|$)")
    assert [name for path in kept_files() if made.search(name := str(path.relative_to(ROOT)))] == []


def test_no_file_promises_work_for_later() -> None:
    promise = re.compile(rb"\b(TO" + rb"DO|FIX" + rb"ME|XX" + rb"X)\b")
    assert [str(path.relative_to(ROOT)) for path in python_files() if promise.search(path.read_bytes())] == []
