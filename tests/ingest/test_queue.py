"""Batches are worked off from wherever the last process stopped, once, whatever stops it."""

from __future__ import annotations

import errno
import os
import socket
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Page

from .people import notice, sign_in, text_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
DEAD = f"{socket.gethostname()}:999999999:dead"


@pytest.fixture
def in_worker(settings: Any) -> None:
    """Uploads wait, as with IMPORT_QUEUE=worker."""
    settings.IMPORT_QUEUE = "worker"
    settings.TASKS = {
        **settings.TASKS,
        "imports": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["imports"]},
    }


def _upload(editor: Any, count: int = 3, **more: Any) -> Any:
    from ingest.models import ImportBatch

    files = [text_file(notice(number), f"{number}.txt") for number in range(1, count + 1)]
    editor.post(reverse("ingest_upload"), {"files": files, **more})
    return ImportBatch.objects.latest("pk")


def _states(batch: Any) -> list[str]:
    return list(batch.records.order_by("pk").values_list("status", flat=True))


def _titles() -> list[str]:
    return sorted(Page.objects.filter(title__startswith="关于报送第").values_list("title", flat=True))


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("in_worker")
def test_an_upload_is_received_at_once_and_worked_off_by_the_worker() -> None:
    editor = sign_in("add_page")
    batch = _upload(editor)
    assert (_states(batch), _titles()) == (["waiting"] * 3, [])
    address = reverse("ingest_batch", args=[batch.pk])
    page = editor.get(address).content.decode()
    assert 'http-equiv="refresh"' in page
    assert "已处理 0 个，共 3 个" in page
    assert editor.get(reverse("ingest_progress", args=[batch.pk])).json()["total"] == 3
    call_command("import_worker", "--once")
    assert _states(batch) == ["draft"] * 3
    assert editor.get(reverse("ingest_progress", args=[batch.pk])).json() == {}
    assert 'http-equiv="refresh"' not in editor.get(address).content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("in_worker")
def test_the_worker_takes_up_what_a_killed_one_has_left() -> None:
    from django_tasks_db.models import DBTaskResult

    batch = _upload(sign_in("add_page"), 2)
    DBTaskResult.objects.update(status="RUNNING", started_at="2020-01-01T00:00Z")
    type(batch).objects.filter(pk=batch.pk).update(lease_holder=DEAD, lease_until="2099-01-01T00:00Z")
    call_command("import_worker", "--once")
    assert _states(batch) == ["draft"] * 2
    assert not DBTaskResult.objects.filter(status="RUNNING").exists()


def test_inline_a_request_works_a_while_and_the_next_goes_on(settings: Any) -> None:
    settings.IMPORT_INLINE_SECONDS = 0.0
    editor = sign_in("add_page")
    batch = _upload(editor)
    assert _states(batch) == ["draft", "waiting", "waiting"]
    address = reverse("ingest_batch", args=[batch.pk])
    assert "已处理 2 个，共 3 个" in editor.get(address).content.decode()
    settings.IMPORT_INLINE_SECONDS = 60.0
    assert "已处理" not in editor.get(address).content.decode()
    assert _states(batch) == ["draft"] * 3


@pytest.mark.usefixtures("in_worker")
def test_a_batch_whose_process_was_killed_is_taken_over_and_no_other_is() -> None:
    from ingest.queue.lease import hold
    from ingest.queue.running import advance

    batch = _upload(sign_in("add_page"), 2)
    with hold(batch.pk) as lease:
        assert lease is not None
        assert advance(batch.pk) is False
        assert _states(batch) == ["waiting", "waiting"]
    type(batch).objects.filter(pk=batch.pk).update(lease_holder=DEAD, lease_until="2099-01-01T00:00Z")
    advance(batch.pk)
    assert _states(batch) == ["draft", "draft"]


@pytest.mark.usefixtures("in_worker")
def test_a_process_that_was_overtaken_makes_nothing() -> None:
    from ingest.queue.lease import LostLeaseError, hold
    from ingest.queue.running import Run

    batch = _upload(sign_in("add_page"), 1)
    with hold(batch.pk) as lease:
        assert lease is not None
        run = Run(batch, lease, 1e12)
        type(batch).objects.filter(pk=batch.pk).update(lease_holder="elsewhere:1:x")
        with pytest.raises(LostLeaseError):
            run._one(run._next())
    assert (_states(batch), _titles()) == (["waiting"], [])


@pytest.mark.usefixtures("in_worker")
def test_a_file_that_ends_its_process_each_time_is_given_up() -> None:
    from ingest.queue.running import MAX_ATTEMPTS, advance

    editor = sign_in("add_page")
    batch = _upload(editor, 2)
    batch.records.filter(file_name="1.txt").update(attempts=MAX_ATTEMPTS)
    advance(batch.pk)
    assert _states(batch) == ["failed", "draft"]
    page = editor.get(reverse("ingest_batch", args=[batch.pk])).content.decode()
    assert "多次中断" in page
    editor.post(reverse("ingest_steer", args=[batch.pk]), {"do": "retry"})
    advance(batch.pk)
    assert _states(batch) == ["draft", "draft"]


@pytest.mark.usefixtures("in_worker")
def test_a_process_killed_before_it_was_ready_counts_against_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    from ingest.queue import running

    def killed() -> None:
        raise KeyboardInterrupt

    batch = _upload(sign_in("add_page"), 2)
    monkeypatch.setattr(running, "get_ready", killed)
    with pytest.raises(KeyboardInterrupt):
        running.advance(batch.pk)
    monkeypatch.undo()
    assert set(batch.records.values_list("attempts", flat=True)) == {0}
    running.advance(batch.pk)
    assert (_states(batch), set(batch.records.values_list("attempts", flat=True))) == (["draft", "draft"], {1})


@pytest.mark.usefixtures("in_worker")
def test_the_same_files_in_two_batches_give_one_draft_each() -> None:
    from ingest.queue.running import advance

    editor = sign_in("add_page")
    one, other = _upload(editor, 2), _upload(editor, 3)
    advance(other.pk)
    advance(one.pk)
    assert (_states(one), _states(other)) == (["duplicate"] * 2, ["draft"] * 3)
    assert len(_titles()) == 3


@pytest.mark.usefixtures("in_worker")
def test_what_is_cancelled_stops_and_can_be_gone_on_with() -> None:
    from ingest.queue.running import advance

    editor = sign_in("add_page")
    batch = _upload(editor)
    editor.post(reverse("ingest_steer", args=[batch.pk]), {"do": "cancel"})
    advance(batch.pk)
    assert _states(batch) == ["cancelled"] * 3
    page = editor.get(reverse("ingest_batch", args=[batch.pk])).content.decode()
    assert "再试失败和取消的 3 个" in page
    editor.post(reverse("ingest_steer", args=[batch.pk]), {"do": "retry"})
    advance(batch.pk)
    assert _states(batch) == ["draft"] * 3


def test_a_dry_run_says_what_would_come_out_and_then_does_it() -> None:
    editor = sign_in("add_page")
    before = Page.objects.count()
    batch = _upload(editor, 2, dry_run="on")
    page = editor.get(reverse("ingest_batch", args=[batch.pk])).content.decode()
    assert (Page.objects.count(), _states(batch)) == (before, ["checked"] * 2)
    assert "放进“通知公告”" in page
    assert "正式导入" in page
    editor.post(reverse("ingest_steer", args=[batch.pk]), {"do": "import"})
    assert _states(batch) == ["draft"] * 2
    assert len(_titles()) == 2


def test_members_of_an_archive_are_files_of_the_batch(zipped: Any) -> None:
    from ingest.models import ImportRecord

    editor = sign_in("add_page")
    data = zipped({"a.txt": notice(1).encode(), "里/b.txt": notice(2).encode(), "坏.docx": b"broken"})
    files = [SimpleUploadedFile("旧站.zip", data), SimpleUploadedFile("坏.zip", b"PK\x03\x04broken")]
    editor.post(reverse("ingest_upload"), {"files": files})
    found = dict(ImportRecord.objects.values_list("file_name", "status"))
    assert found == {
        "旧站.zip/a.txt": "draft", "旧站.zip/里/b.txt": "draft", "旧站.zip/坏.docx": "failed", "坏.zip": "failed"
    }  # fmt: skip


def test_a_full_disk_stops_in_words_leaves_nothing_and_is_gone_on_with(
    word: Any, private_files: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    from PIL import Image
    from wagtail.images import get_image_model

    from ingest.queue.running import advance

    picture = io.BytesIO()
    Image.new("RGB", (20, 20), "green").save(picture, "PNG")

    def fill(document: Any) -> None:
        for line in notice(1).split("\n"):
            document.add_paragraph(line)
        document.add_picture(io.BytesIO(picture.getvalue()))

    def full(self: Any, *args: Any, **kwargs: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr("ingest.drafts.make_record", full)
        editor = sign_in("add_page")
        add_pictures(editor.user)
        editor.post(reverse("ingest_upload"), {"files": [SimpleUploadedFile("a.docx", word(fill))]})
        from ingest.models import ImportBatch

        batch = ImportBatch.objects.latest("pk")
        assert "磁盘已满" in editor.get(reverse("ingest_batch", args=[batch.pk])).content.decode()
        assert (_states(batch), _titles()) == (["waiting"], [])
        assert not list((private_files.parent / "media").rglob("*.png"))
    advance(batch.pk)
    assert _states(batch) == ["draft"]
    assert get_image_model().objects.count() == 1


def add_pictures(user: Any) -> None:
    from django.contrib.auth.models import Permission
    from wagtail.models import Collection, GroupCollectionPermission

    permission = Permission.objects.get(content_type__app_label="wagtailimages", codename="add_image")
    root = Collection.get_first_root_node()
    GroupCollectionPermission.objects.create(group=user.groups.first(), collection=root, permission=permission)


def test_the_report_is_a_csv_that_excel_reads() -> None:
    editor = sign_in("add_page")
    batch = _upload(editor, 1)
    data = editor.get(reverse("ingest_report", args=[batch.pk])).content
    assert data.startswith(b"\xef\xbb\xbf")
    head, row = data.decode("utf-8-sig").splitlines()
    assert head.startswith("文件,状态,说明,文种,标题,发文字号")
    assert row.startswith("1.txt,待确认,")
    assert "澄教发〔2031〕1号" in row
    assert sign_in("add_page", name="wu").get(reverse("ingest_report", args=[batch.pk])).status_code == 404
