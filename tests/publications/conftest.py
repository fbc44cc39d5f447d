"""The first site's columns, and quick documents in them."""

from collections.abc import Callable
from typing import Any

import pytest

from publications.publishing import publishing_allowed


@pytest.fixture
def notices(db: None) -> Any:
    from news.models import NoticeIndexPage

    return NoticeIndexPage.objects.get()


@pytest.fixture
def make_notice(notices: Any) -> Callable[..., Any]:
    """A notice in the column; published where `live`."""
    from news.models import NoticePage

    def make(title: str = "关于开展校本研修的通知", live: bool = True, **fields: Any) -> NoticePage:
        with publishing_allowed("测试"):
            return notices.add_child(instance=NoticePage(title=title, live=live, **fields))

    return make
