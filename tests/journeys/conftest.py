"""What the journeys share: the sample documents, four people in four roles, an index of one's own."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def seed_files(shared_dir: Path) -> list[Path]:
    """The five sample documents as they came, in their order."""
    return sorted((shared_dir / "seeds").glob("*.txt"))


PASSWORD = "geheim-2026"


@pytest.fixture(scope="session")
def make_people() -> Callable[[], dict[str, Any]]:
    """Makes a drafter, a person for each of the three reviews and a superuser, all with PASSWORD."""

    def make() -> dict[str, Any]:
        from django.contrib.auth.models import Group, User

        from editorial import roles

        groups = {
            "drafter": roles.DRAFTERS,
            "first": roles.FIRST_REVIEWERS,
            "second": roles.SECOND_REVIEWERS,
            "final": roles.FINAL_REVIEWERS,
        }
        people = {name: User.objects.create_user(name, password=PASSWORD) for name in groups}
        for name, group in groups.items():
            people[name].groups.add(Group.objects.get(name=group))
        people["root"] = User.objects.create_superuser("root", password=PASSWORD)
        return people

    return make


@pytest.fixture
def index_folder(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """A tantivy index of this test's own."""
    from search.backends.backend import forget_engines
    from search.backends.url import backend_settings

    folder = tmp_path / "index"
    settings.WAGTAILSEARCH_BACKENDS = {"default": backend_settings(f"tantivy://{folder}")}
    forget_engines()
    yield folder
    forget_engines()
