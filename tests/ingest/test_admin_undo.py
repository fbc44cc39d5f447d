"""撤销导入: what goes, what stays, who may, and that the files may come again."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Page

from .people import SHEET, notice, sign_in, text_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]


def _batch(editor: Any, *texts: str) -> tuple[str, list[Any]]:
    from ingest.models import ImportRecord

    files = [text_file(text, f"{number}.txt") for number, text in enumerate(texts)]
    editor.post(reverse("ingest_upload"), {"files": files})
    records = list(ImportRecord.objects.order_by("pk"))
    return reverse("ingest_undo", args=[records[-1].batch_id]), records


def _edit(page_id: int) -> None:
    page = Page.objects.get(pk=page_id).get_latest_revision_as_object()
    page.summary = "改过。"
    page.save_revision()


def test_an_undo_deletes_the_drafts_and_the_files_may_come_again() -> None:
    from editorial.models import EventLog

    editor = sign_in("add_page", "change_page")
    address, records = _batch(editor, notice(1), notice(2))
    shown = editor.get(address).content.decode()
    assert "将删除草稿 2 份" in shown
    assert "关于报送第2批研修材料的通知" in shown
    editor.post(address)
    assert not Page.objects.filter(pk__in=[record.page_id for record in records]).exists()
    event = EventLog.objects.get(action="import.undo")
    assert event.actor_name == "lin"
    assert event.detail["deleted"] == ["关于报送第1批研修材料的通知", "关于报送第2批研修材料的通知"]
    record = type(records[0]).objects.get(pk=records[0].pk)
    assert record.state == "undone"
    with record.original.open("rb") as original:
        assert original.read() == notice(1).encode()
    _address, again = _batch(editor, notice(1))
    assert again[-1].status == "draft"


def test_what_somebody_has_edited_since_stays_unless_confirmed() -> None:
    editor = sign_in("add_page", "change_page")
    address, (one, other) = _batch(editor, notice(1), notice(2))
    _edit(one.page_id)
    assert "导入之后有人改过" in editor.get(address).content.decode()
    editor.post(address)
    assert list(Page.objects.filter(pk__in=[one.page_id, other.page_id]).values_list("pk", flat=True)) == [one.page_id]
    address, records = _batch(editor, notice(3))
    _edit(records[-1].page_id)
    editor.post(address, {"edited": "yes"})
    assert not Page.objects.filter(pk=records[-1].page_id).exists()


def test_confirming_the_fields_is_no_edit() -> None:
    editor = sign_in("add_page", "change_page")
    address, (record,) = _batch(editor, notice(1))
    form = editor.get(reverse("ingest_file", args=[record.pk])).context["form"]
    editor.post(reverse("ingest_file", args=[record.pk]), {f"c-{field.name}": field.value() or "" for field in form})
    editor.post(address)
    assert not Page.objects.filter(pk=record.page_id).exists()


def test_what_was_published_or_submitted_is_never_deleted() -> None:
    from wagtail.models import Workflow

    editor = sign_in("add_page", "change_page")
    address, (live, sent) = _batch(editor, notice(1), notice(2))
    Page.objects.filter(pk=live.page_id).update(live=True)
    Workflow.objects.first().start(Page.objects.get(pk=sent.page_id).specific, editor.user)
    editor.post(address, {"edited": "yes"})
    assert Page.objects.filter(pk__in=[live.page_id, sent.page_id]).count() == 2


def test_attachments_of_the_batch_go_with_it_but_not_those_used_elsewhere() -> None:
    from ingest.models import ImportRecord

    editor = sign_in("add_page", "change_page")
    files = [text_file(notice(n, f"附件：清单{n}"), f"{n}.txt") for n in (1, 2)]
    sheets = [text_file("", f"附件：清单{n}.xlsx") for n in (1, 2)]
    for sheet in sheets:
        sheet.write(SHEET)
        sheet.seek(0)
    editor.post(reverse("ingest_upload"), {"files": [*files, *sheets]})
    assert get_document_model().objects.count() == 2
    kept = ImportRecord.objects.get(file_name="2.txt")
    _edit(kept.page_id)
    editor.post(reverse("ingest_undo", args=[kept.batch_id]))
    assert [document.title for document in get_document_model().objects.all()] == ["附件：清单2"]


def test_others_batches_cannot_be_undone() -> None:
    address, (record,) = _batch(sign_in("add_page", "change_page"), notice(1))
    assert sign_in("add_page", name="wu").post(address).status_code == 404
    assert Page.objects.filter(pk=record.page_id).exists()


def test_an_undo_is_done_once() -> None:
    from editorial.models import EventLog

    editor = sign_in("add_page", "change_page")
    address, _records = _batch(editor, notice(1))
    editor.post(address)
    editor.post(address)
    assert EventLog.objects.filter(action="import.undo").count() == 1
