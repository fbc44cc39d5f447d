"""A small bureau with a folder of its own: a public notice with an attachment and a picture, a draft, a private notice."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

SECRET_WORDS = "尚未公开的人事安排"


@pytest.fixture
def place(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """Everything that the portal writes, for this test alone."""
    from search.backends.backend import forget_engines
    from search.backends.url import backend_settings

    settings.VAR = tmp_path / "var"
    settings.MEDIA_ROOT = settings.VAR / "media"
    settings.PRIVATE_ROOT = settings.VAR / "private"
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.READ_ONLY_FLAG = settings.VAR / "read-only"
    settings.WAGTAILSEARCH_BACKENDS = {"default": backend_settings(f"tantivy://{settings.VAR / 'index'}")}
    settings.VAR.mkdir()
    forget_engines()
    yield settings.VAR
    forget_engines()


@pytest.fixture
def make_notice(place: Path) -> Callable[..., Any]:
    """A notice in the column; live unless told otherwise."""
    from news.models import NoticeIndexPage, NoticePage
    from publications.publishing import publishing_allowed

    def make(title: str, body: list[Any] | None = None, **fields: Any) -> Any:
        column = NoticeIndexPage.objects.get(locale__language_code="zh-hans")
        with publishing_allowed("test"):
            return column.add_child(instance=NoticePage(title=title, body=body or [], **{"live": True, **fields}))

    return make


@pytest.fixture(scope="session")
def kept_bureau(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """Where the bureau is kept that the first test made, and what is in it: name -> (model, key)."""
    folder = tmp_path_factory.mktemp("bureau")
    return SimpleNamespace(var=folder / "var", database=folder / "copy.sqlite3", keys={})


@pytest.fixture
def bureau(
    transactional_db: None,
    make_notice: Callable[..., Any],
    place: Path,
    kept_bureau: SimpleNamespace,
    kept_databases: Any,
) -> SimpleNamespace:
    """What a bureau has, in real transactions: the outbox has been followed, so both scripts and the index are there.

    Made once and copied for each test: the twins of the whole site come with it. On PostgreSQL it is made for each.
    """
    from django.core.cache import cache
    from django.db import connection

    from search.backends.backend import forget_engines

    working = connection.settings_dict["NAME"]
    if not kept_bureau.keys:
        made = make_bureau(make_notice)
        if connection.vendor == "sqlite":
            forget_engines()
            for thread in threading.enumerate():
                if thread.name == "tantivy-merging":  # it removes the segments that it has merged
                    thread.join()
            shutil.copytree(place, kept_bureau.var, symlinks=True)
            kept_databases.copy_sqlite(working, kept_bureau.database)
            kept_bureau.keys = {name: (type(one), one.pk) for name, one in vars(made).items()}
        return made
    shutil.copytree(kept_bureau.var, place, symlinks=True, dirs_exist_ok=True)
    kept_databases.copy_sqlite(kept_bureau.database, working)
    cache.clear()
    held = {name: model._default_manager.get(pk=key) for name, (model, key) in kept_bureau.keys.items()}
    return SimpleNamespace(**held)


def make_bureau(make_notice: Callable[..., Any]) -> SimpleNamespace:
    from django.core.files.base import ContentFile
    from wagtail.documents import get_document_model
    from wagtail.images import get_image_model
    from wagtail.images.tests.utils import get_test_image_file
    from wagtail.models import PageViewRestriction

    from ingest.storage import PrivateStorage
    from publications.outbox import drain_all

    files, pictures = get_document_model(), get_image_model()
    attachment = files.objects.create(title="申报表", file=ContentFile(b"PK\x03\x04 form", name="form.docx"))
    hidden = files.objects.create(title="内部名单", file=ContentFile(b"PK\x03\x04 names", name="names.docx"))
    picture = pictures.objects.create(title="开班", file=get_test_image_file(filename="opening.png"))
    blocks = [
        ("paragraph", "<p>请各校按时报送校本研修计划。</p>"),
        ("attachment", {"document": attachment, "title": "附件1：申报表"}),
        ("image", {"image": picture, "caption": "开班现场", "credit": ""}),
    ]
    public = make_notice("关于开展校本研修的通知", blocks)
    draft = make_notice(f"草稿：{SECRET_WORDS}", [("attachment", {"document": hidden, "title": ""})], live=False)
    private = make_notice(f"内部：{SECRET_WORDS}")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    PrivateStorage().save("original.docx", ContentFile(b"as it came"))
    drain_all()
    return SimpleNamespace(public=public, draft=draft, private=private, attachment=attachment, hidden=hidden)
