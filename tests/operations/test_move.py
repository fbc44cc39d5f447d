"""From SQLite to PostgreSQL: every row, the same content, the next numbers follow on."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

pytestmark = pytest.mark.postgres


@pytest.fixture
def other_database(tmp_path: Path, place: Path) -> str:
    """A SQLite database with the demonstration's kind of content, made by a process of its own."""
    import os
    import subprocess
    import sys

    root = Path(__file__).resolve().parents[2]
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    env |= {"SHIXUN_VAR": str(tmp_path / "other"), "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    made = subprocess.run(
        [sys.executable, "-c", MAKE], cwd=root, env=env, text=True, capture_output=True, check=False, timeout=300
    )
    assert made.returncode == 0, made.stderr[-2000:]
    return f"sqlite:///{tmp_path / 'other' / 'shixun.sqlite3'}"


MAKE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
from django.contrib.auth.models import User
from news.models import NoticeIndexPage, NoticePage
from publications.publishing import publishing_allowed
User.objects.create_user("drafter", password="geheim-2026")
column = NoticeIndexPage.objects.get(locale__language_code="zh-hans")
with publishing_allowed("test"):
    page = NoticePage(title="关于开展校本研修的通知", live=True, body=[("paragraph", "<p>正文一段。</p>")])
    column.add_child(instance=page)
    page.save_revision()
"""


@pytest.mark.slow
def test_a_moved_portal_has_the_same_rows_and_goes_on(
    transactional_db: None, other_database: str, capsys: Any, place: Path
) -> None:
    from django.contrib.auth.models import User
    from wagtail.models import Page

    from editorial.event_log import problems
    from news.models import NoticePage

    call_command("move_to_database", "--from", other_database)
    with closing(sqlite3.connect(other_database.removeprefix("sqlite:///"))) as source:
        for table in ("wagtailcore_page", "wagtailcore_revision", "editorial_eventlog", "auth_user"):
            [(rows,)] = source.execute(f"SELECT COUNT(*) FROM {table}").fetchall()
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT COUNT(*) FROM {table}")
                assert cursor.fetchone()[0] == rows, table
    page = NoticePage.objects.get(locale__language_code="zh-hans")
    assert "正文一段。" in Client().get(page.get_url(), headers={"host": "localhost"}).content.decode()
    assert list(problems()) == []
    assert User.objects.create_user("next").pk > User.objects.get(username="drafter").pk
    assert Page.objects.count() > 5
    with pytest.raises(CommandError, match="已经有文件"):
        call_command("move_to_database", "--from", other_database)
