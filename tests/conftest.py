"""What every room's tests share: stages, what a machine may lack, the database, the browser, the search servers.

A test belongs to its stage by what it uses, so nobody has to say it: a search server's marker (`elasticsearch`,
`opensearch`), a page in a browser (`browser`), the database (`database`, and again `postgres`), else `pure`.
`make test` runs them all (tests/stages.py).

Where a machine lacks something (Chromium, search servers, PostgreSQL, LibreOffice, the documents of SHARED_DIR), the
tests that need it are skipped with the reason. `REQUIRE=browser,search,postgres,office,shared` stops the run instead,
naming what is missing.
"""

import importlib.util
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import hypothesis
import pytest


def beside(name: str) -> Any:
    """A module that lies beside this file; tests are no package."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


ROOT = Path(__file__).resolve().parents[1]
search_servers = beside("search_servers")
SERVERS: dict[str, str] = search_servers.ADDRESSES
STAGES = ("pure", "database", "postgres", *SERVERS, "browser")
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "admin_user", "admin_client", "django_db_setup"}
SLOW_WEIGHT = 12  # a test marked `slow` costs about as much as so many others
FAILED = pytest.StashKey[bool]()
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# The machine that runs the tests is shared, so a slow example is no finding.
hypothesis.settings.register_profile("shixun", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("shixun")


# --- what this machine has ------------------------------------------------------------------------------------------
def shared_folder() -> Path:
    return Path(os.environ.get("SHARED_DIR") or ROOT.parent / "shared").resolve()


def chromium() -> str | None:
    names = (os.environ.get("CHROMIUM") or "", "/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if name and (path := shutil.which(name))), None)


def soffice() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def on_postgres() -> bool:
    return urlsplit(os.environ.get("DATABASE_URL", "")).scheme in {"postgres", "postgresql", "psql", "pgsql"}


LACKS: dict[str, Callable[[], str | None]] = {
    "browser": lambda: None if chromium() else "no Chromium: install chromium, or name one in CHROMIUM",
    "search": lambda: next((reason for name in SERVERS if (reason := search_servers.lacking(name))), None),
    "postgres": lambda: None if on_postgres() else "DATABASE_URL does not name a PostgreSQL database",
    "office": lambda: None if soffice() else "no soffice: install libreoffice-writer-nogui",
    "shared": lambda: None if shared_folder().is_dir() else f"no documents at {shared_folder()}: set SHARED_DIR",
}


def lacking(item: pytest.Item) -> str | None:
    """Why `item` cannot run here, or None."""
    for name in ("browser", "postgres", "office", "shared"):
        if item.get_closest_marker(name) and (reason := LACKS[name]()):
            return reason
    return next((reason for name in servers_of(item) if (reason := search_servers.lacking(name))), None)


# --- stages ---------------------------------------------------------------------------------------------------------
def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--stage", choices=STAGES, help="run only the tests of one stage (see tests/conftest.py)")
    parser.addoption("--part", default="1/1", help="K/N: the Kth of N parts of the stage, divided by modules")
    parser.addoption("--not-again", action="store_true", help="leave out of `postgres` what is marked `once`")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "office: needs LibreOffice (soffice)")
    config.addinivalue_line(
        "markers", "once: asks of the database only what other tests ask too; beside SQLite not on PostgreSQL again"
    )
    required = [name for name in os.environ.get("REQUIRE", "").replace(",", " ").split() if name]
    if unknown := set(required) - LACKS.keys():
        raise pytest.UsageError(f"REQUIRE names {', '.join(sorted(unknown))}; known are {', '.join(LACKS)}.")
    missing = [f"REQUIRE={name}: {reason}" for name in required if (reason := LACKS[name]())]
    if missing:
        raise pytest.UsageError("\n".join(missing))


def servers_of(item: pytest.Item) -> list[str]:
    """The search servers that the test's `engine` markers name; tantivy needs none."""
    named = {str(name) for marker in item.iter_markers("engine") for name in marker.args}
    return [name for name in SERVERS if name in named]


def uses_database(item: pytest.Item) -> bool:
    from django.test import TransactionTestCase

    return (
        item.get_closest_marker("django_db") is not None
        or not DATABASE_FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))
        or (isinstance(cls := getattr(item, "cls", None), type) and issubclass(cls, TransactionTestCase))
    )


def stages_of(item: pytest.Item) -> list[str]:
    if servers := servers_of(item):
        return servers
    if item.get_closest_marker("browser") or "browser" in getattr(item, "fixturenames", ()):
        return ["browser"]
    if item.get_closest_marker("postgres"):
        return ["postgres"]
    return ["database", "postgres"] if uses_database(item) else ["pure"]


def part_of(items: list[pytest.Item], number: int, parts: int) -> list[pytest.Item]:
    """The tests of one of `parts` about equal parts; a module stays whole, since its fixtures cost most."""
    weights: Counter[str] = Counter()
    for item in items:
        weights[item.nodeid.split("::")[0]] += SLOW_WEIGHT if item.get_closest_marker("slow") else 1
    loads, home = [0] * parts, {}
    for module, weight in sorted(weights.items(), key=lambda pair: (-pair[1], pair[0])):
        home[module] = loads.index(min(loads))
        loads[home[module]] += weight
    return [item for item in items if home[item.nodeid.split("::")[0]] == number - 1]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if stage := config.getoption("--stage"):
        chosen = [item for item in items if stage in stages_of(item)]
        if config.getoption("--not-again"):
            chosen = [item for item in chosen if stage != "postgres" or not item.get_closest_marker("once")]
        chosen = part_of(chosen, *map(int, config.getoption("--part").split("/")))
        kept = set(chosen)
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = chosen
    for item in items:
        if reason := lacking(item):
            item.add_marker(pytest.mark.skip(reason=reason))


# --- database -------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def kept_databases() -> Any:
    """tests/kept_databases.py, for who needs a migrated database beside the one that tests run on."""
    return beside("kept_databases")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any, django_db_createdb: bool) -> Iterator[None]:
    """The test database, with what the migrations put there; --create-db makes it afresh.

    A test in real transactions (a browser's, say) would end with every table emptied, the migrations' own rows too.
    Here it ends with the database as the migrations left it.
    """
    from django.db import connection, connections
    from django.test import TransactionTestCase

    with django_db_blocker.unblock():
        kept = beside("kept_databases")
        prepare = kept.prepare_sqlite if connection.vendor == "sqlite" else kept.prepare_postgres
        restore, remove = prepare(connection, django_db_createdb)

    def put_back(test: TransactionTestCase) -> None:
        connections.close_all()
        restore()

    empty_all_tables = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = put_back
    yield
    TransactionTestCase._fixture_teardown = empty_all_tables
    with django_db_blocker.unblock():
        connections.close_all()
        remove()


@pytest.fixture(autouse=True)
def _empty_cache(request: pytest.FixtureRequest) -> None:
    """Wagtail keeps site roots in the cache, which a rolled-back test leaves wrong for the next one."""
    if uses_database(request.node):
        from django.core.cache import cache as django_cache

        django_cache.clear()


@pytest.fixture(scope="session")
def demonstration_folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Where the loaded demonstration is kept: for all processes of one `make test`, and for this process."""
    own = tmp_path_factory.mktemp("demonstration")
    shared = Path(os.environ.get("SHIXUN_TEST_SHARED") or own / "kept")
    shared.mkdir(exist_ok=True)
    return shared, own


@pytest.fixture
def demonstration(demonstration_folders: tuple[Path, Path], transactional_db: None, settings: Any) -> Iterator[str]:
    """The loaded demonstration in the database and an index (tests/kept_demonstration.py); what load_demo said."""
    from search.backends.backend import forget_engines

    yield beside("kept_demonstration").place(*demonstration_folders, settings)
    forget_engines()


# --- the documents of SHARED_DIR, LibreOffice, search servers -------------------------------------------------------
@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder with the sample documents; mark the test `shared`."""
    if reason := LACKS["shared"]():
        pytest.skip(reason)
    return shared_folder()


@pytest.fixture(scope="session")
def office() -> str:
    """The path of soffice; mark the test `office`."""
    return soffice() or pytest.skip(str(LACKS["office"]()))


def server_url(name: str) -> str:
    if reason := search_servers.lacking(name):
        pytest.skip(reason)
    return SERVERS[name]


@pytest.fixture(scope="session")
def elasticsearch_url() -> str:
    """Where Elasticsearch answers; mark the test `engine("elasticsearch")`."""
    return server_url("elasticsearch")


@pytest.fixture(scope="session")
def opensearch_url() -> str:
    """Where OpenSearch answers; mark the test `engine("opensearch")`."""
    return server_url("opensearch")


# --- browser --------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One headless Chromium for the whole run (playwright)."""
    from playwright.sync_api import sync_playwright

    # Playwright's event loop lives in this thread, and Django takes that for a request's own.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)
        yield chrome
        chrome.close()


@pytest.fixture
def new_browser_page(browser: Any, live_server: Any, request: pytest.FixtureRequest) -> Iterator[Callable[..., Any]]:
    """Makes pages of separate visitors (own cookies): `new_browser_page(locale="zh-TW", javascript=False, width=390)`.

    A page's addresses are relative to the live server. `page.complaints` lists what its console and its network
    complained of: errors, refusals by the content security policy, every request that would have left this machine.
    """
    contexts: list[Any] = []

    def new_page(*, locale: str = "zh-CN", width: int = 1280, height: int = 900, javascript: bool = True) -> Any:
        context = browser.new_context(
            base_url=live_server.url,
            locale=locale,
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        context.route(
            lambda url: not url.startswith((live_server.url, "data:", "blob:", "about:")),
            lambda route: (page.complaints.append(f"left the site: {route.request.url}"), route.abort()),
        )
        return page

    yield new_page
    for number, context in enumerate(contexts):
        if request.node.stash.get(FAILED, False) and context.pages:
            folder = ROOT / "var" / "test-reports"
            folder.mkdir(parents=True, exist_ok=True)
            context.pages[0].screenshot(path=folder / f"{request.node.name}-{number}.png", full_page=True)
        context.close()


@pytest.fixture
def browser_page(new_browser_page: Callable[..., Any]) -> Any:
    """A page of one visitor, 1280 pixels wide, simplified Chinese; mark the test `browser`."""
    return new_browser_page()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[Any]:
    """Tells new_browser_page whether the test failed, so that it leaves a picture."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report
