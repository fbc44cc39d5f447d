"""What the journeys share: the sample documents, four people in four roles, an index of one's own."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest


@pytest.fixture(scope="session")
def seed_files(shared_dir: Path) -> list[Path]:
    """The five sample documents as they came, in their order."""
    return sorted((shared_dir / "seeds").glob("*.txt"))


PASSWORD = "geheim-2026"
TIMEOUT = 60_000  # milliseconds; the machine that runs the tests may be busy


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


class Desk:
    """One person's browser in the admin; `clicks` counts what the hand did there, a file's choice as one click."""

    def __init__(self, page: Any) -> None:
        self.page, self.clicks = page, 0

    def click(self, target: Any) -> None:
        target.click()
        self.clicks += 1

    def press(self, name: str) -> None:
        """A button of the page's own part, by its words."""
        self.click(self.page.get_by_role("main").get_by_role("button", name=name, exact=True))

    def follow(self, title: str) -> None:
        """A link of the page's own part: a title, or a title after 初审：, 复审：, 终审：."""
        name = re.compile(f"^(..：)?{re.escape(title)}$")
        self.click(self.page.get_by_role("main").get_by_role("link", name=name).first)

    def tick(self, name: str) -> None:
        self.click(self.page.get_by_role("checkbox", name=name))

    def choose_file(self, *paths: Path) -> None:
        self.page.locator("input[type=file][multiple]").set_input_files(paths)
        self.clicks += 1

    def sign_in(self, name: str, password: str = PASSWORD) -> None:
        """Through the login page, where whoever is not signed in is sent."""
        self.page.goto("/admin/")
        self.page.locator("[name=username]").fill(name)
        self.page.locator("[name=password]").fill(password)
        self.click(self.page.locator("button[type=submit]"))
        self.page.wait_for_url("**/admin/")


@pytest.fixture
def desk(new_browser_page: Callable[..., Any], index_folder: Path) -> Callable[[str], Desk]:
    """Signs a person in at a browser of the own."""

    def sit_down(name: str) -> Desk:
        desk = Desk(new_browser_page())
        desk.page.set_default_timeout(TIMEOUT)
        desk.sign_in(name)
        return desk

    return sit_down


@pytest.fixture
def demo(live_server: Any, demonstration: str) -> dict[str, str]:
    """The portal with its demonstration, on the live server; an address for each kind of page (KINDS)."""
    return addresses_of_every_kind()


def addresses_of_every_kind() -> dict[str, str]:
    """Kind of page -> its path in simplified Chinese."""
    from home.models import StandardPage
    from news.models import CaseCollectionPage, CasePage, NoticeIndexPage
    from plans.models import AnnualReviewPage, WorkPlanPage
    from publications.models import OfficialDocumentPage, Relation

    def newest(model: Any) -> Any:
        return (
            model.objects.live().filter(locale__language_code="zh-hans").order_by("-first_published_at", "-pk").first()
        )

    plan = WorkPlanPage.objects.live().get(locale__language_code="zh-hans", year=2026)
    notice_key = Relation.objects.get(to_key=plan.translation_key, kind="encloses").from_key
    notice = OfficialDocumentPage.objects.get(translation_key=notice_key, locale=plan.locale)
    review = AnnualReviewPage.objects.live().get(locale=plan.locale, year=2025)
    pages = {
        "column": newest(NoticeIndexPage),
        "notice": notice,
        "plan": plan,
        "review": review,
        "collection": newest(CaseCollectionPage),
        "case": newest(CasePage),
        "standard": newest(StandardPage),
    }
    return {
        "home": "/",
        **{kind: urlsplit(page.get_url()).path for kind, page in pages.items()},
        "search": "/search/?q=研修",
        "search without": "/search/?q=龘龘",
        "404": "/no-such-page/",
        "display settings": "/display/",
    }
