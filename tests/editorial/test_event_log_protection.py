"""The event log is kept by the database itself, leaves it by one way only, and is told in words without personal data."""

import io
import json
import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from editorial import event_log, protection, purge
from editorial.detail_wording import sentence
from editorial.masking import masked
from editorial.models import EventCheckpoint, EventLog

pytestmark = pytest.mark.django_db


def aged(days: int, count: int = 1) -> list[EventLog]:
    """Rows written `days` ago."""
    rows = []
    for _number in range(count):
        row = event_log._described("import.finish", None, None, "", "done", None, f"{days} 天前", None)
        rows.append(event_log._append({**row, "time": timezone.now() - timedelta(days=days)}))
    return rows


def verified() -> str:
    errors = io.StringIO()
    try:
        call_command("verify_event_log", stdout=io.StringIO(), stderr=errors)
    except CommandError:
        return errors.getvalue()
    return "完好"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE editorial_eventlog SET title = 'x'",
        "DELETE FROM editorial_eventlog",
        "DELETE FROM editorial_eventlog WHERE sequence = (SELECT MAX(sequence) FROM editorial_eventlog)",
    ],
)
def test_plain_sql_changes_no_row(statement):
    aged(500)
    aged(1)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert verified() == "完好"


def test_a_row_is_not_replaced_by_another_of_its_number():
    row = aged(1)[0]
    if connection.vendor == "sqlite":
        columns = [field.column for field in EventLog._meta.concrete_fields]
        values = ", ".join("'x'" if column == "title" else column for column in columns)
        statement = (
            f"INSERT OR REPLACE INTO editorial_eventlog ({', '.join(columns)}) SELECT {values} FROM editorial_eventlog"
        )
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert EventLog.objects.get(pk=row.pk).title == "1 天前"


def test_a_checkpoint_for_rows_of_this_year_or_with_another_hash_is_refused():
    old, young = aged(500)[0], aged(300)[0]
    for sequence, digest in ((young.sequence, young.hash), (old.sequence, "0" * 64), (99_999, old.hash)):
        with pytest.raises(IntegrityError), transaction.atomic():
            EventCheckpoint.objects.create(sequence=sequence, hash=digest, count=1, archive_sha256="")


def test_old_rows_go_into_the_archive_and_the_chain_holds_from_its_checkpoint(tmp_path):
    old, young = aged(500, 3), aged(300, 2)
    archive = tmp_path / "2025.jsonl"
    assert purge.purge(400, archive) == 3
    lines = [json.loads(line) for line in archive.read_text(encoding="utf-8").splitlines()]
    assert [line["hash"] for line in lines] == [row.hash for row in old]
    assert archive.stat().st_mode & 0o077 == 0
    assert EventLog.objects.order_by("sequence").first() == young[0]
    assert EventLog.objects.filter(action="log.purge").count() == 1
    assert verified() == "完好"
    assert purge.purge(400, tmp_path / "again.jsonl") == 0


def test_a_log_cut_off_at_its_beginning_without_the_command_is_noticed():
    aged(500, 2)
    aged(1)
    first = EventLog.objects.order_by("sequence").first()
    EventCheckpoint.objects.create(sequence=first.sequence, hash=first.hash, count=1, archive_sha256="")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM editorial_eventlog WHERE sequence <= %s", [first.sequence])
    assert "检查点没有相应的清理记录" in verified()


def test_rows_of_the_last_year_are_never_removed(tmp_path):
    aged(370)
    with pytest.raises(CommandError, match="365"):
        call_command("purge_event_log", archive=tmp_path / "x", days=364)
    assert EventLog.objects.exists()


def test_triggers_that_are_gone_are_named():
    protection.remove(connection)
    assert "editorial_eventlog_delete" in verified()
    protection.install(connection)
    assert verified() == "完好"


@pytest.mark.parametrize(
    ("detail", "said"),
    [
        ({"reason": "没有权限", "path": "/admin/"}, "原因：没有权限；网址：/admin/"),
        ({"roles": ["起草", "初审"]}, "角色：起草、初审"),
        ({"changed": {"is_superuser": [False, True]}}, "变动：超级管理员：否→是"),
        ({"permissions": ["editorial.view_eventlog"], "change": "add"}, "权限：查看操作日志；变动：新增"),
        ({"workflow": {"id": 3, "title": "三审三校", "status": "in_progress"}}, "流程：三审三校，状态：审核中"),
        ({"by_owner": False}, "本人设置：否"),
        ({"source": {"id": 1, "title": "通知"}, "destination": {"title": "公示"}}, "移自：通知；移到：公示"),
        ({"go_live_at": "2026-11-23T01:00:00+00:00"}, "计划发布：2026-11-23 09:00"),
        ({}, ""),
    ],
)
def test_details_are_told_in_words(detail, said):
    assert sentence(detail) == said


def test_no_english_key_stands_on_the_audit_screen(people, sign_in, make_notice):
    page = make_notice()
    sign_in("drafter").submit(page)
    Client().post(reverse("wagtailadmin_login"), {"username": "drafter", "password": "falsch"})
    sign_in("drafter").get(reverse("editorial_event_log"))
    html = sign_in("auditor").get(reverse("editorial_event_log")).content.decode()
    cells = re.sub(r"<[^>]+>", " ", html.split('class="listing', 1)[1].split("</table>")[0])
    assert "流程" in cells
    for key in ("workflow", "reason", "task_state_id", "{&quot;", "path", "superuser"):
        assert key not in cells, key


def test_personal_data_in_details_is_masked():
    said = {"text": "电话13812345678，身份证110101199003071234，li.min@example.cn", "list": ["+8613812345678", 5]}
    assert masked(said)["text"] == "电话138****5678，身份证110101***********4，l***@example.cn"
    kept = {"sha1": "a13812345678b" * 3, "hash": "13812345678" * 5}
    assert masked(kept) == kept


def test_a_password_typed_into_the_name_s_box_is_not_kept(people, events):
    Client().post(reverse("wagtailadmin_login"), {"username": "Geheim-2026-lang", "password": "x"})
    Client().post(reverse("wagtailadmin_login"), {"username": "drafter", "password": "x"})
    assert [row.actor_name for row in events("login.failure")] == ["Ge***", "drafter"]
