"""A server that does not answer stops searching, and nothing else."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from publications.models import OutboxRow
from search.backends.backend import forget_engines
from search.backends.url import backend_settings

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["elasticsearch", "opensearch"])
def dead_server(request: pytest.FixtureRequest, make_notice: Callable[..., Any], settings: Any) -> None:
    """An address at which nobody listens."""
    settings.WAGTAILSEARCH_BACKENDS = {"default": backend_settings(f"{request.param}://127.0.0.1:1/none")}
    forget_engines()


def test_readers_are_told_so_at_once(dead_server: None, client: Any) -> None:
    client.get("/")  # what a process does once is not the engine's
    began = time.monotonic()
    response = client.get("/search/?q=教师")
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "检索暂时不可用" in response.content.decode()
    assert time.monotonic() - began < 5


def test_editors_save_and_the_row_waits(
    dead_server: None, make_notice: Callable[..., Any], follow_up: Callable[[], None]
) -> None:
    make_notice("服务器停机时的通知")
    follow_up()
    row = OutboxRow.objects.filter(consumer="search").first()
    assert row is not None
    assert row.attempts == 1
    assert row.last_error.startswith("SearchUnavailable")


def test_update_index_says_what_is_wrong(dead_server: None) -> None:
    with pytest.raises(CommandError, match="检索引擎不可用"):
        call_command("update_index", verbosity=0)


ADMIN_SEARCHES = [
    "/admin/pages/search/?q=教师",
    "/admin/pages/search/results/?q=教师",
    "/admin/pages/{home}/?q=教师",
    "/admin/pages/{home}/results/?q=教师",
    "/admin/choose-page/search/?q=教师",
    "/admin/images/?q=教师",
    "/admin/images/chooser/results/?q=教师",
    "/admin/documents/?q=教师",
    "/admin/documents/chooser/results/?q=教师",
    "/admin/snippets/publications/issuingbody/?q=教师",
]


@pytest.mark.parametrize("dead_server", ["opensearch"], indirect=True)
def test_the_admin_says_so_and_fails_nowhere(dead_server: None, notices: Any, admin_client: Any) -> None:
    said = {}
    for address in ADMIN_SEARCHES:
        url = address.format(home=notices.get_parent().pk)
        page = admin_client.get(url)
        part = admin_client.get(url, headers={"x-requested-with": "XMLHttpRequest"})
        words = ["检索引擎没有应答" in response.content.decode() for response in (page, part)]
        said[address] = (page.status_code, part.status_code, *words)
    assert {address: found for address, found in said.items() if found != (503, 200, True, True)} == {}
    assert admin_client.get(f"/admin/pages/{notices.get_parent().pk}/").status_code == 200
