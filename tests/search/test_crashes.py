"""A process killed at any moment of saving, publishing and indexing loses nothing: the index is brought to the database."""

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections, transaction
from wagtail.models import Page

from publications import outbox
from publications.models import OutboxRow
from publications.publishing import publishing_allowed
from search.backends.backend import forget_engines

KILLS = 20


@pytest.fixture
def only_search_follows() -> Iterator[None]:
    kept = dict(outbox._consumers)
    outbox._consumers.clear()
    outbox._consumers["search"] = kept["search"]
    yield
    outbox._consumers.clear()
    outbox._consumers.update(kept)


def keep_writing(seed: int) -> None:
    """Make, change, withdraw and delete notices until killed."""
    from news.models import NoticeIndexPage, NoticePage

    chance = random.Random(seed)
    column = NoticeIndexPage.objects.get()
    for number in range(10_000):
        word = f"x{seed}y{number}"
        pages = list(NoticePage.objects.order_by("pk"))
        with publishing_allowed("test"), transaction.atomic():
            if len(pages) < 5 or chance.random() < 0.3:
                page = NoticePage(title=word, slug=word, live=True)
                NoticeIndexPage.objects.get(pk=column.pk).add_child(instance=page)
            elif chance.random() < 0.2:
                chance.choice(pages).delete()
            else:
                page = chance.choice(pages)
                page.title, page.live = word, chance.random() < 0.7
                page.save()


def killed_after(seconds: float, work: Callable[[], None]) -> None:
    """Run `work` in a child process that is killed (SIGKILL) after some time."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            forget_engines()
            work()
        finally:
            os._exit(1)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the writer ended by itself"


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_twenty_kills_lose_nothing(
    index_folder: Path, only_search_follows: None, settings: Any, keys_of_index: Callable[..., set[int]]
) -> None:
    from news.models import NoticePage

    settings.OUTBOX_DRAIN = "commit"
    chance = random.Random(20)
    for kill in range(KILLS):
        killed_after(chance.uniform(0.15, 0.8), lambda seed=kill: keep_writing(seed))
    forget_engines()
    OutboxRow.objects.update(not_before=None)
    outbox.drain("search")
    assert not OutboxRow.objects.exists()
    notices = {page.pk: page.title for page in NoticePage.objects.all()}
    assert len(notices) >= 5
    assert keys_of_index() & set(notices) == set(notices)
    assert keys_of_index() <= set(Page.objects.values_list("pk", flat=True))
    wrong = {title: found for pk, title in notices.items() if (found := keys_of_index(title)) != {pk}}
    assert wrong == {}


@pytest.mark.django_db(transaction=True)
def test_a_rebuild_killed_half_way_leaves_the_live_index_and_no_lock(
    index_folder: Path,
    only_search_follows: None,
    make_notice: Callable[..., Any],
    keys_of_index: Callable[..., set[int]],
) -> None:
    from search.indexing import rebuild

    page = make_notice("重建中的通知")
    outbox.drain("search")
    killed_after(1.0, lambda: rebuild(Page, progress=lambda *_: time.sleep(60)))
    assert keys_of_index("重建中") == {page.pk}
    rebuild(Page)
    assert keys_of_index("重建中") == {page.pk}
    assert len([f for f in index_folder.glob("wagtailcore.page.*") if f.is_dir()]) == 1
