"""From SQLite to PostgreSQL: every row, the same content, the next numbers follow on."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[2]

MAKE = """
import django
django.setup()
from django.contrib.auth.models import User
from django.db import connection
from editorial.models import EventLog
from news.models import NoticeIndexPage, NoticePage
from publications.publishing import publishing_allowed
from wagtail.models import Page, Revision
User.objects.create_user("drafter", password="geheim-2026")
column = NoticeIndexPage.objects.get(locale__language_code="zh-hans")
with publishing_allowed("test"):
    page = NoticePage(title="关于开展校本研修的通知", live=True, body=[("paragraph", "<p>正文一段。</p>")])
    column.add_child(instance=page)
    page.save_revision()
"""
LOOK = """
import django, json
django.setup()
from django.contrib.auth.models import User
from django.test import Client
from editorial.event_log import problems
from news.models import NoticePage
from portal.operations.counts import table_counts
page = NoticePage.objects.filter(locale__language_code="zh-hans").first()
said = Client().get(page.get_url(), headers={"host": "localhost"}).content.decode()  # makes the site's settings, too
print(json.dumps({
    "counts": table_counts(),
    "said": "正文一段。" in said,
    "problems": [str(problem) for problem in problems()],
}))
User.objects.create_user("next")
"""


@pytest.fixture
def target(django_db_setup: None, django_db_blocker: Any, kept_databases: Any) -> Iterator[str]:
    """The address of a new PostgreSQL database that has been migrated and holds nothing else."""
    name, url = f"shixun_moved_{os.getpid()}", os.environ["DATABASE_URL"]
    with django_db_blocker.unblock():
        template = kept_databases.migrated_postgres(connection, False)
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        yield f"{url.rsplit('/', 1)[0]}/{name}"
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def source(tmp_path: Path, kept_databases: Any) -> Path:
    shutil.copy(kept_databases.kept_sqlite(), tmp_path / "shixun.sqlite3")
    return tmp_path / "shixun.sqlite3"


def run(var: Path, url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "SHIXUN_VAR": str(var), "DJANGO_SETTINGS_MODULE": "portal.settings.test", "DATABASE_URL": url}
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=env, text=True, capture_output=True, check=False, timeout=400
    )


def told(done: subprocess.CompletedProcess[str]) -> Any:
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1]) if done.stdout else None


def test_a_moved_portal_has_the_same_rows_and_goes_on(target: str, source: Path, tmp_path: Path) -> None:
    here = f"sqlite:///{source}"
    told(run(tmp_path, here, "-c", MAKE))
    before = told(run(tmp_path, here, "-c", LOOK))
    moved = run(tmp_path, target, "manage.py", "move_to_database", "--from", here)
    assert moved.returncode == 0, moved.stderr[-3000:]
    assert "已搬完并逐表核对" in moved.stdout
    after = told(run(tmp_path, target, "-c", LOOK.replace('"next"', '"one more"')))  # its number follows on
    assert after["said"]
    assert after["problems"] == []
    before["counts"]["auth_user"] += 1  # made after the look
    assert len(after["counts"]) > 80
    differing = {table for table, rows in after["counts"].items() if rows != before["counts"][table]}
    assert differing - {"editorial_eventlog"} == set()  # and told to the log
    again = run(tmp_path, target, "manage.py", "move_to_database", "--from", here)
    assert again.returncode
    assert "已经有文件" in again.stderr
