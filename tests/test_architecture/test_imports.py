"""Who may import whom, as far as import-linter's contracts in pyproject.toml (the stage `lint`) cannot express it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("site", "home", "news", "plans", "search")


def sources() -> list[Path]:
    return sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


@cache
def imported(path: Path) -> frozenset[str]:
    """Every dotted name that the module imports: `from a.b import c` gives a.b and a.b.c."""
    return frozenset(_imported(path))


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(path: Path, folder: str) -> bool:
    return path.is_relative_to(ROOT / folder)


@pytest.mark.parametrize("client", ["tantivy", "elasticsearch", "opensearchpy"])
def test_only_the_search_backends_talk_to_an_engine(client: str) -> None:
    offenders = [
        str(path.relative_to(ROOT))
        for path in sources()
        if not within(path, "search/backends") and any(name.split(".")[0] == client for name in imported(path))
    ]
    assert offenders == []


def test_only_the_search_backends_subclass_modelsearch_backends() -> None:
    offenders = [
        str(path.relative_to(ROOT))
        for path in sources()
        if not within(path, "search/backends")
        and any(
            name.startswith(("modelsearch.backends.", "wagtail.search.backends."))
            and not name.rsplit(".", 1)[1].startswith("get_search_backend")
            for name in imported(path)
        )
    ]
    assert offenders == []


def test_only_the_settings_read_the_environment() -> None:
    reading = {("os", "environ"), ("os", "environb"), ("os", "getenv"), ("environ", "Env")}
    offenders = []
    for path in sources():
        if within(path, "site/portal/settings"):
            continue
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                found = (node.value.id, node.attr) in reading
            else:
                found = isinstance(node, ast.ImportFrom) and any((node.module, a.name) in reading for a in node.names)
            # wsgi.py, like manage.py, only says which settings to read.
            says_which_settings = path.name in {"wsgi.py", "asgi.py"}
            if found and not says_which_settings:
                offenders.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert offenders == []
