"""A district's columns of news, commentaries, disclosure and downloads, with quick documents in them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publications.publishing import publishing_allowed


@pytest.fixture(autouse=True)
def _may_publish() -> Iterator[None]:
    with publishing_allowed("测试"):
        yield


@pytest.fixture
def add(db: None) -> Callable[..., Any]:
    """A live page of `model` in the first column that takes it, or under `parent`."""

    def make(model: Any, title: str, parent: Any = None, **fields: Any) -> Any:
        if parent is None:
            [column, *_others] = model.allowed_parent_page_models()
            parent = column.objects.get(locale__language_code="zh-hans")
        return parent.add_child(instance=model(title=title, **{"live": True, **fields}))

    return make


@pytest.fixture
def home(db: None) -> Any:
    from home.models import HomePage

    return HomePage.objects.get(locale__language_code="zh-hans")


@pytest.fixture
def html(client: Any) -> Callable[[str], str]:
    """A public address as its reader gets it."""

    def read(address: str) -> str:
        response = client.get(address)
        assert response.status_code == 200, address
        return response.content.decode()

    return read


@pytest.fixture
def queries_for(client: Any) -> Callable[[str], int]:
    """How many queries an address costs once the caches are warm."""

    def count(address: str) -> int:
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    return count
