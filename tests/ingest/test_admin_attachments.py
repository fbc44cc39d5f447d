"""附件: dropped with their notice, found by name, left over and said, added later."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Page

from .people import SHEET, notice, sign_in, text_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
ANNEXES = "附件：1.研修材料清单\n2.承诺书"


def _upload(editor: Any, *files: SimpleUploadedFile) -> Any:
    return editor.post(reverse("ingest_upload"), {"files": files}, follow=True)


def _sheet(name: str, data: bytes = SHEET) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def _attached(page_id: int) -> list[str]:
    page = Page.objects.get(pk=page_id).get_latest_revision_as_object()
    return [block.value["title"] for block in page.body if block.block_type == "attachment"]


def test_attachments_come_with_their_notice_in_one_go(word: Callable[..., bytes]) -> None:
    from ingest.models import ImportRecord

    letter = word(lambda document: document.add_paragraph("承诺书 本人承诺如实填报。"))
    editor = sign_in("add_page", "change_page")
    page = _upload(
        editor, _sheet("附件1.xlsx"), text_file(notice(7, ANNEXES)), SimpleUploadedFile("附件2：承诺书.docx", letter)
    ).content.decode()
    assert "确认，去编辑" in page
    assert "还没有收到的附件" not in page
    record = ImportRecord.objects.get(status="draft")
    assert _attached(record.page_id) == ["附件1：研修材料清单", "附件2：承诺书"]
    assert ImportRecord.objects.filter(status="attached", attached_to=record).count() == 2
    document = get_document_model().objects.get(title="附件1：研修材料清单")
    assert (document.file.read(), document.uploaded_by_user.username) == (SHEET, "lin")
    assert not Page.objects.get(pk=record.page_id).live


def test_a_word_file_that_the_notice_lists_becomes_its_attachment_not_a_draft(word: Callable[..., bytes]) -> None:
    letter = word(lambda document: document.add_paragraph("承诺书 本人承诺如实填报，接受监督。"))
    before = Page.objects.count()
    _upload(
        sign_in("add_page", "change_page"), SimpleUploadedFile("承诺书.docx", letter), text_file(notice(7, ANNEXES))
    )
    assert Page.objects.count() == before + 1


def test_a_missing_attachment_is_said_and_can_be_added() -> None:
    from ingest.models import ImportRecord

    editor = sign_in("add_page", "change_page")
    page = _upload(editor, text_file(notice(7, ANNEXES)), _sheet("附件2.xlsx")).content.decode()
    assert "还没有收到的附件：" in page
    assert "附件1：研修材料清单" in page
    record = ImportRecord.objects.get(status="draft")
    answer = editor.post(
        reverse("ingest_attachments", args=[record.pk]), {"files": _sheet("研修材料清单.xlsx")}, follow=True
    )
    assert "已附上：附件1：研修材料清单" in answer.content.decode()
    assert _attached(record.page_id) == ["附件2：承诺书", "附件1：研修材料清单"]
    assert record.confirmed_at is None


def test_what_fits_no_notice_is_left_to_the_editor() -> None:
    from ingest.models import ImportRecord

    editor = sign_in("add_page", "change_page")
    page = _upload(
        editor, text_file(notice(1, ANNEXES), "一.txt"), text_file(notice(2, ANNEXES), "二.txt"), _sheet("附件1.xlsx")
    )
    assert "附件待认领" in page.content.decode()
    held = ImportRecord.objects.get(status="unmatched")
    second = ImportRecord.objects.get(file_name="二.txt")
    unchosen = editor.post(reverse("ingest_claim", args=[held.pk]), {"to": ""}, follow=True).content.decode()
    assert "请选择附到哪份稿件" in unchosen
    assert '<option value="">请选择稿件</option>' in unchosen
    chosen = editor.post(reverse("ingest_claim", args=[held.pk]), {"to": str(second.pk)}, follow=True)
    assert "已附到《关于报送第2批研修材料的通知》" in chosen.content.decode()
    held.refresh_from_db()
    assert (held.status, held.attached_to_id) == ("attached", second.pk)
    assert _attached(second.page_id) == ["附件1"]


def test_a_notice_under_review_gets_no_more_attachments_from_an_import() -> None:
    from wagtail.models import Workflow

    from ingest.models import ImportRecord

    editor = sign_in("add_page", "change_page")
    files = (text_file(notice(n, ANNEXES), f"{n}.txt") for n in (1, 2))
    _upload(editor, *files, _sheet("附件1.xlsx"))
    held, first = ImportRecord.objects.get(status="unmatched"), ImportRecord.objects.get(file_name="1.txt")
    Workflow.objects.first().start(first.page.specific, editor.user)
    answer = editor.post(reverse("ingest_claim", args=[held.pk]), {"to": str(first.pk)}, follow=True)
    assert "稿件正在审核" in answer.content.decode()
    assert _attached(first.page_id) == []


def test_a_file_named_like_an_attachment_may_be_a_draft_of_its_own() -> None:
    from ingest.models import ImportRecord

    editor = sign_in("add_page", "change_page")
    _upload(
        editor, text_file(notice(1), "一.txt"), text_file(notice(2), "二.txt"), text_file(notice(9), "附件3：通知.txt")
    )
    held = ImportRecord.objects.get(status="unmatched")
    editor.post(reverse("ingest_claim", args=[held.pk]), {"to": "own"})
    assert ImportRecord.objects.get(file_name="附件3：通知.txt").page.title == "关于报送第9批研修材料的通知"


def test_an_attachment_alone_is_read_where_it_can_be_and_else_said() -> None:
    editor = sign_in("add_page", "change_page")
    assert "确认，去编辑" in _upload(editor, text_file(notice(3), "附件1：通知.txt")).content.decode()
    assert "这种文件只能作为附件" in _upload(editor, _sheet("附件1.pptx")).content.decode()


def test_a_programme_in_disguise_is_no_attachment() -> None:
    editor = sign_in("add_page", "change_page")
    page = _upload(editor, text_file(notice(7, ANNEXES)), _sheet("附件1.xlsx", b"MZ\x00\x01")).content.decode()
    assert "内容却是可执行程序" in page
    assert not get_document_model().objects.exists()


def test_without_permission_for_files_the_notice_comes_in_and_the_reason_is_said() -> None:
    editor = sign_in("add_page", "change_page", documents=False)
    page = _upload(editor, text_file(notice(7, ANNEXES)), _sheet("附件1.xlsx")).content.decode()
    assert "您没有添加附件的权限" in page


def test_a_zip_brings_notices_with_their_own_attachments(zipped: Callable[..., bytes]) -> None:
    from ingest.models import ImportRecord

    data = zipped({
        "甲/通知.txt": notice(1, ANNEXES).encode(), "甲/附件1.xlsx": SHEET + b"1",
        "乙/通知.txt": notice(2, ANNEXES).encode(), "乙/附件1.xlsx": SHEET + b"2",
    })  # fmt: skip
    editor = sign_in("add_page", "change_page")
    page = _upload(editor, SimpleUploadedFile("批.zip", data)).content.decode()
    assert "批.zip/甲/通知.txt" in page
    for folder in ("甲", "乙"):
        sheet = ImportRecord.objects.get(file_name=f"批.zip/{folder}/附件1.xlsx")
        assert sheet.attached_to.file_name == f"批.zip/{folder}/通知.txt"
    page = _upload(editor, SimpleUploadedFile("批.zip", data)).content.decode()
    assert "重复 4" in page
    assert "失败" not in page


def test_a_plan_dropped_beside_its_notice_is_enclosed_by_it(notice_text: str) -> None:
    from publications.models import Relation

    text = notice_text.split("2031年澄湖区教研员研修计划\n\n一、")
    cover = text[0].rstrip() + "\n\n附件：2031年澄湖区教研员研修计划"
    plan = "2031年澄湖区教研员研修计划\n\n一、" + text[1]
    _upload(
        sign_in("add_page", "change_page"),
        text_file(cover, "通知.txt"),
        text_file(plan, "2031年澄湖区教研员研修计划.txt"),
    )
    kinds = {page.specific._meta.label for page in Page.objects.filter(title__contains="教研员研修计划")}
    assert kinds == {"news.NoticePage", "plans.WorkPlanPage"}
    assert Relation.objects.filter(kind="encloses", to_key__isnull=False).count() == 1
