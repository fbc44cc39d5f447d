"""The portal's search over a tantivy index of the test's own, kept in line through the outbox as in production."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from search.backends.url import backend_settings


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    """The day, which no midnight ends while the test runs."""
    localdate, day = timezone.localdate, timezone.localdate()
    monkeypatch.setattr(timezone, "localdate", lambda *moment: localdate(*moment) if moment else day)
    return day


@pytest.fixture
def index_folder(tmp_path: Path, settings: Any) -> Iterator[Path]:
    from search.backends.backend import forget_engines

    folder = tmp_path / "index"
    settings.WAGTAILSEARCH_BACKENDS = {"default": backend_settings(f"tantivy://{folder}")}
    forget_engines()
    yield folder
    forget_engines()


@pytest.fixture
def follow_up(db: None, index_folder: Path) -> Callable[[], None]:
    """Let the search follow what happened, as it does when a transaction commits."""
    from publications import outbox

    def run() -> None:
        outbox.drain("search")

    return run


@pytest.fixture
def get(client: Any, follow_up: Callable[[], None]) -> Callable[..., str]:
    """The search page's text, after the index has followed; its status must be 200."""

    def run(query: str = "", path: str = "/search/", status: int = 200) -> str:
        follow_up()
        response = client.get(f"{path}?{query}")
        assert response.status_code == status
        return response.content.decode()

    return run


@pytest.fixture
def notices(db: None) -> Any:
    from news.models import NoticeIndexPage

    return NoticeIndexPage.objects.get()


@pytest.fixture
def make_notice(notices: Any, index_folder: Path) -> Callable[..., Any]:
    """A notice in the column; live unless told otherwise. `text`: its body, a paragraph a line."""
    from news.models import NoticePage
    from publications.publishing import publishing_allowed

    def make(title: str = "关于开展校本研修的通知", text: str = "", parent: Any = None, **fields: Any) -> NoticePage:
        body = [("paragraph", f"<p>{line}</p>") for line in text.splitlines() if line]
        fields.setdefault("live", True)
        page = NoticePage(title=title, body=body, **fields)
        with publishing_allowed("test"):
            return (parent or notices).add_child(instance=page)

    return make


@pytest.fixture
def keys_of_index(index_folder: Path) -> Callable[..., set[int]]:
    """The keys of the pages that a word finds (all without one), drafts and closed ones too."""
    from wagtail.models import Page
    from wagtail.search.backends import get_search_backend

    from search.indexing import engine_for

    def run(word: str = "") -> set[int]:
        if not word:
            return {int(key) for key in engine_for(Page).every_key()}
        return {page.pk for page in get_search_backend().search(word, Page.objects.all(), operator="and")}

    return run
