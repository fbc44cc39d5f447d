"""The data of the issue before upgrade: data/issue-3.sqlite3.xz was written by the code of commit a20fead.

It holds a notice with a plan and its task, a case, a draft, an editor, relations and the event log, both scripts.
"""

import lzma
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
OLD = Path(__file__).with_name("data") / "issue-3.sqlite3.xz"
# What a reader and an inspector find afterwards, told by a process of its own.
LOOK = """
import django, json
django.setup()
from django.test import Client
from wagtail.models import Page
from editorial.event_log import problems
from news.models import NoticePage
from plans.models import WorkPlanPage
from wagtail.search.backends import get_search_backend
notice = NoticePage.objects.get(live=True, locale__language_code="zh-hans")
get = lambda path: Client().get(path, headers={"host": "localhost"})
print(json.dumps({
    "statuses": [get(path).status_code for path in ("/", "/zh-hant/", notice.url, "/zh-hant" + notice.url)],
    "said": "请各校按计划开展校本研修" in get(notice.url).content.decode(),
    "permanent": get(f"/d/{notice.permanent_id}/").status_code,
    "tasks": WorkPlanPage.objects.get(locale__language_code="zh-hans").tasks.count(),
    "found": sorted(page.title for page in get_search_backend().search("云教发〔2026〕12号", Page.objects.live())),
    "problems": [str(problem) for problem in problems()],
    "drafts": NoticePage.objects.filter(title="起草中的通知", live=False).count(),
}))
"""


@pytest.fixture
def run(tmp_path: Path) -> Any:
    """Runs Python in the portal whose data lie in a folder of the test's own."""
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    env |= {"SHIXUN_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "portal.settings.test"}

    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *arguments]
        return subprocess.run(command, cwd=ROOT, env=env, text=True, capture_output=True, check=False, timeout=400)

    (tmp_path / "shixun.sqlite3").write_bytes(lzma.decompress(OLD.read_bytes()))
    return call


@pytest.mark.slow
def test_the_data_of_the_issue_before_upgrade_in_one_command(run: Any, tmp_path: Path) -> None:
    import json

    done = run("manage.py", "upgrade", "--no-doctor")
    assert done.returncode == 0, done.stderr[-3000:]
    assert "[1/6] 备份" in done.stdout
    assert len(list((tmp_path / "backups").glob("shixun-backup-*.tar.gz"))) == 1
    looked = run("-c", LOOK)
    assert looked.returncode == 0, looked.stderr[-3000:]
    said = json.loads(looked.stdout.splitlines()[-1])
    assert said["statuses"] == [200, 200, 200, 200]
    assert said["said"]
    assert said["permanent"] == 302
    assert said["tasks"] == 1
    assert "关于印发2026年校本研修工作计划的通知" in said["found"]
    assert said["problems"] == []
    assert said["drafts"] == 1


def test_an_upgrade_that_fails_stops_and_says_the_way_back(db: None, place: Path, monkeypatch: Any) -> None:
    from django.core.management import CommandError, call_command

    from portal.operations import upgrade

    ran: list[str] = []

    def call(name: str, **options: Any) -> None:
        ran.append(name)
        if name == "compile_catalogues":
            raise CommandError("这里坏了")

    monkeypatch.setattr(upgrade, "call_command", call)
    monkeypatch.setattr(upgrade, "_backup", lambda: place / "shixun-backup-1.tar.gz")
    with pytest.raises(CommandError, match=r"这里坏了[\s\S]*restore .*shixun-backup-1\.tar\.gz --yes"):
        call_command("upgrade")
    assert ran == ["migrate", "compile_catalogues"]
