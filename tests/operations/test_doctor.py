"""doctor and /readyz: each fault is told, with the next step; details only to listed addresses; read-only means it."""

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from portal.operations import doctor, runs, swap, vital
from publications import outbox
from publications.models import OutboxRow


@pytest.fixture
def levels(db: None, place: Path) -> Any:
    def read(address: str = "127.0.0.1") -> tuple[int, dict[str, str]]:
        response = Client(REMOTE_ADDR=address).get("/readyz")
        return response.status_code, {n: c["level"] for n, c in response.json().get("checks", {}).items()}

    return read


def test_a_process_that_answers_is_healthy(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"


def test_a_fresh_portal_is_ready_and_tells_strangers_nothing_more(levels: Any) -> None:
    runs.record_run("backup")
    runs.record_run("publish_scheduled")
    call_command("update_index", verbosity=0)
    from publications.models import OutboxRow

    OutboxRow.objects.all().delete()
    status, found = levels()
    assert status == 200
    assert set(found.values()) == {"ok"}
    assert levels("203.0.113.9") == (200, {})


def long_ago(task: str, monkeypatch: Any) -> None:
    runs.record_run(task)
    kept = runs.last_run(task)
    old = runs.Run(kept.at - timedelta(days=3), True, "")
    monkeypatch.setattr(vital, "last_run", lambda name: old if name == task else kept)


@pytest.mark.parametrize("fault", ["disk", "outbox", "scheduler", "backup", "restore"])
def test_each_fault_makes_it_not_ready(levels: Any, settings: Any, monkeypatch: Any, fault: str) -> None:
    from publications.models import OutboxRow

    if fault == "disk":
        settings.DISK_MIN_MB = 10**9
    elif fault == "outbox":
        row = OutboxRow.objects.create(consumer="search", action="saved", model="wagtailcore.page", object_id="1")
        OutboxRow.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(hours=1))
    elif fault == "scheduler":
        long_ago("publish_scheduled", monkeypatch)
    elif fault == "backup":
        runs.record_run("backup", ok=False, detail="磁盘已满")
    else:
        swap.journal().write_text("[]")
    status, found = levels()
    assert status == 503
    assert found[fault] == "fail"


def test_doctor_says_the_next_step_in_chinese_and_fails_where_something_is_wrong(db: None, place: Path) -> None:
    runs.record_run("backup", ok=False, detail="磁盘已满")
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("doctor", stdout=said)
    assert "故障  备份" in said.getvalue()
    assert "→ 改好后运行 manage.py backup" in said.getvalue()
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("doctor", "--json", stdout=said)
    checks = {check["name"]: check for check in json.loads(said.getvalue())["checks"]}
    assert checks["backup"]["level"] == "fail"
    assert checks["database"]["level"] == checks["migrations"]["level"] == checks["event_log"]["level"] == "ok"
    assert [check for check in checks.values() if check["level"] != "ok" and not check["step"]] == []


def test_doctor_compares_the_newest_pages_with_the_index(db: None, place: Path) -> None:
    call_command("update_index", verbosity=0)
    assert doctor.index_content().level == "ok"
    Page.objects.filter(depth=2).update(title="没有告诉索引的标题")
    found = doctor.index_content()
    assert found.level == "warn"
    assert "search_check --repair" in found.step


def test_doctor_misses_the_worker_of_imports(db: None, settings: Any, place: Path) -> None:
    from ingest.models import ImportBatch

    assert doctor.import_worker().level == "ok"
    settings.IMPORT_QUEUE = "worker"
    assert doctor.import_worker().level == "ok"
    ImportBatch.objects.create(received_at=timezone.now() - timedelta(days=1))
    found = doctor.import_worker()
    assert found.level == "fail"
    assert "import_worker" in found.step


def test_the_scheduled_publication_leaves_word(db: None, place: Path) -> None:
    call_command("publish_scheduled")
    assert runs.last_run("publish_scheduled").ok
    call_command("drain_outbox")
    assert runs.last_run("drain_outbox").ok


def test_the_scheduled_publication_takes_up_what_a_killed_process_left(db: None, settings: Any, place: Path) -> None:
    settings.OUTBOX_DRAIN = "worker"  # so nobody drains what is saved here
    outbox.enqueue(Page.objects.get(depth=1), OutboxRow.Action.SAVED, consumer="search")
    call_command("publish_scheduled")
    assert OutboxRow.objects.exists(), "a worker does it"
    settings.OUTBOX_DRAIN = "commit"
    call_command("publish_scheduled")
    assert not OutboxRow.objects.exists()


def test_read_only_lets_read_and_sign_in_and_nothing_else(admin_client: Client, place: Path) -> None:
    call_command("read_only", "on", verbosity=0)
    assert admin_client.get("/").status_code == 200
    refused = admin_client.post("/", {"title": "x"})
    assert refused.status_code == 503
    assert "只读" in refused.content.decode()
    assert admin_client.post("/admin/login/", {"username": "a", "password": "b"}).status_code != 503
    call_command("read_only", "off", verbosity=0)
    assert admin_client.post("/", {"title": "x"}).status_code != 503
