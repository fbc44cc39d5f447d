"""The demonstration, loaded once for all processes of one `make test` and copied for each test (tests/conftest.py).

Loading it takes most of a minute: 33 files through import, three reviews and the other script. What the first test that
wants it has loaded is kept in SHIXUN_TEST_SHARED: database, index, pictures, the accounts' passwords, what was said.
"""

import fcntl
import io
import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

KEPT = "copy.sqlite3"


def place(shared: Path, own: Path, settings: Any) -> str:
    """The working database becomes the loaded demonstration, with an index of this process; what load_demo said.

    shared: of all processes; own: of this one. On PostgreSQL it is loaded for every test that wants it.
    """
    from django.core.cache import cache
    from django.db import connection

    from search.backends.backend import forget_engines
    from search.backends.url import backend_settings

    index, database = own / "index", own / KEPT
    settings.WAGTAILSEARCH_BACKENDS = {"default": backend_settings(f"tantivy://{index}")}
    forget_engines()
    if connection.vendor != "sqlite":
        shutil.rmtree(index, ignore_errors=True)
        return load()
    working = connection.settings_dict["NAME"]
    if not database.exists():
        with (shared / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (shared / KEPT).exists():
                load_and_keep(index, shared, working)
        copy_files(shared, index)
        copy_database(shared / KEPT, database)
    copy_database(database, working)
    cache.clear()
    return (shared / "said").read_text(encoding="utf-8")


def load() -> str:
    from django.core.management import call_command

    said = io.StringIO()
    call_command("load_demo", stdout=said)
    return said.getvalue()


def load_and_keep(index: Path, shared: Path, working: Path | str) -> None:
    """Loads it into the working database and keeps what came of it: the database last, since it says that all is there."""
    from django.conf import settings

    from portal.demo.accounts import accounts_file

    (shared / "said").write_text(load(), encoding="utf-8")
    for thread in threading.enumerate():
        if thread.name == "tantivy-merging":  # it removes the segments that it has merged
            thread.join()
    shutil.copytree(index, shared / "index", symlinks=True)
    shutil.copytree(settings.MEDIA_ROOT, shared / "media")
    shutil.copy2(accounts_file(), shared / "accounts")
    copy_database(working, shared / "partial")
    (shared / "partial").rename(shared / KEPT)


def copy_files(shared: Path, index: Path) -> None:
    from django.conf import settings

    from portal.demo.accounts import accounts_file
    from search.backends.backend import forget_engines

    # An index is found by a link to its folder, which a copy must keep.
    shutil.rmtree(index, ignore_errors=True)
    shutil.copytree(shared / "index", index, symlinks=True)
    shutil.copytree(shared / "media", settings.MEDIA_ROOT, dirs_exist_ok=True)
    shutil.copy2(shared / "accounts", accounts_file())
    forget_engines()


def copy_database(source: Path | str, target: Path | str) -> None:
    """SQLite's own way, which respects what other connections hold."""
    with closing(sqlite3.connect(source)) as there, closing(sqlite3.connect(target, timeout=30)) as here:
        there.backup(here)
