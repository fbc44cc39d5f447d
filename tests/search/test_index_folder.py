"""The folder of the embedded index: copied with its link followed, not writable, full."""

import os
import shutil
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from publications import outbox
from publications.models import OutboxRow
from search.backends.backend import forget_engines
from search.backends.errors import IndexOutdated, SearchUnavailable
from search.backends.tantivy.store import LAYOUT
from search.backends.url import backend_settings
from search.indexing import engine_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def found_page(make_notice: Callable[..., Any], follow_up: Callable[[], None]) -> Any:
    page = make_notice("索引目录的通知")
    follow_up()
    return page


def follow_link(folder: Path) -> Path:
    """What `cp -rL` leaves: a folder where the link was."""
    link = folder / "wagtailcore.page"
    target = folder / os.readlink(link)
    link.unlink()
    shutil.move(target, link)
    forget_engines()
    return link


def test_a_copy_that_followed_the_link_is_searched_and_written_to(
    found_page: Any,
    index_folder: Path,
    make_notice: Callable[..., Any],
    follow_up: Callable[[], None],
    keys_of_index: Callable[..., set[int]],
) -> None:
    link = follow_link(index_folder)
    assert keys_of_index("索引目录") == {found_page.pk}
    assert link.is_symlink()
    second = make_notice("索引目录的第二个通知")
    follow_up()
    assert keys_of_index("索引目录") == {found_page.pk, second.pk}


def test_a_copy_of_another_layout_waits_for_update_index(
    found_page: Any, index_folder: Path, keys_of_index: Callable[..., set[int]]
) -> None:
    (follow_link(index_folder) / LAYOUT).unlink()
    with pytest.raises(IndexOutdated, match="update_index"):
        keys_of_index("索引目录")
    call_command("update_index", verbosity=0)
    assert keys_of_index("索引目录") == {found_page.pk}
    assert len([f for f in index_folder.glob("wagtailcore.page.*") if f.is_dir()]) == 1


def test_where_the_folder_cannot_be_written_to_readers_are_told_and_editors_save(
    index_folder: Path, make_notice: Callable[..., Any], settings: Any, client: Any, tmp_path: Path
) -> None:
    # A file where the folder should be: refused to every account, root's too.
    (tmp_path / "taken").write_text("")
    settings.WAGTAILSEARCH_BACKENDS = {"default": backend_settings(f"tantivy://{tmp_path}/taken/index")}
    forget_engines()
    response = client.get("/search/?q=教师")
    assert (response.status_code, "检索暂时不可用" in response.content.decode()) == (503, True)
    make_notice("仍能保存")
    outbox.drain("search")
    assert OutboxRow.objects.filter(consumer="search", attempts=1).exists()
    with pytest.raises(CommandError, match="检索引擎不可用"):
        call_command("update_index", verbosity=0, stdout=StringIO())


def test_what_the_disk_refuses_while_writing_is_an_engine_that_is_down(
    found_page: Any, make_notice: Callable[..., Any], index_folder: Path, keys_of_index: Callable[..., set[int]]
) -> None:
    import resource

    make_notice("写不下的通知", "很长的正文。" * 4000)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    import signal

    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (512, hard))
    try:
        with pytest.raises(SearchUnavailable):
            engine_for(Page).write([*_records()])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert keys_of_index("索引目录") == {found_page.pk}
    outbox.drain("search")
    assert len(keys_of_index("写不下")) == 1


def _records() -> Any:
    from search.documents import load, records

    return records(engine_for(Page).layout, load(Page, Page.objects.values_list("pk", flat=True)))
