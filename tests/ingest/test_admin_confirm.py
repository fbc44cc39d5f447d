"""核对: fields with their evidence, conflicts, place, and the way through a batch."""

from itertools import pairwise
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Page

from .people import notice, sign_in, text_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]


def _imported(editor: Any, *texts: str) -> list[Any]:
    from ingest.models import ImportRecord

    files = [text_file(text, f"{number}.txt") for number, text in enumerate(texts)]
    assert editor.post(reverse("ingest_upload"), {"files": files}).status_code == 302
    return list(ImportRecord.objects.order_by("pk"))


def _sent(editor: Any, record: Any, **changes: str) -> dict[str, Any]:
    """What the browser sends from the confirmation form as it stands, with changes."""
    form = editor.get(reverse("ingest_file", args=[record.pk])).context["form"]
    return {f"c-{field.name}": field.value() or "" for field in form} | changes


def test_confirming_writes_the_fields_and_goes_on_to_the_form() -> None:
    from editorial.models import EventLog

    editor = sign_in("add_page", "change_page")
    (record,) = _imported(editor, notice())
    address = reverse("ingest_file", args=[record.pk])
    sent = _sent(
        editor, record, **{"c-title": "关于报送研修材料的通知", "c-document_date": "2031年5月8日", "go": "edit"}
    )
    answer = editor.post(address, sent)
    record.refresh_from_db()
    assert answer.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[record.page_id])
    page = record.page.get_latest_revision_as_object()
    assert (page.title, str(page.written_on), page.document_number) == (
        "关于报送研修材料的通知",
        "2031-05-08",
        "澄教发〔2031〕7号",
    )
    assert page.slug.startswith("guan-yu-bao-song-yan-xiu")
    assert (page.live, record.confirmed_by.username, record.state) == (False, "lin", "confirmed")
    event = EventLog.objects.get(action="import.confirm")
    assert set(event.detail["changed"]) >= {"title", "document_date"}


def test_a_date_nobody_can_read_is_said_and_nothing_is_saved() -> None:
    editor = sign_in("add_page", "change_page")
    (record,) = _imported(editor, notice())
    page = editor.post(
        reverse("ingest_file", args=[record.pk]), _sent(editor, record, **{"c-document_date": "五月"})
    ).content.decode()
    assert "认不出这个日期" in page
    record.refresh_from_db()
    assert record.confirmed_at is None


def test_contradictions_are_shown_and_the_other_value_taken_with_one_press() -> None:
    text = "成文日期：2031年5月1日\n发文机关：澄湖区教育局\n\n" + notice()
    editor = sign_in("add_page", "change_page")
    (record,) = _imported(editor, text)
    address = reverse("ingest_file", args=[record.pk])
    page = editor.get(address).content.decode()
    assert "落款写的是“2031年5月6日”" in page
    taken = editor.post(address, _sent(editor, record, take="document_date:0")).context["form"]
    assert taken["document_date"].value() in ("2031-05-06", "2031年5月6日")
    record.refresh_from_db()
    assert record.confirmed_at is None


def test_a_draft_changes_its_type_and_column_here() -> None:
    from plans.models import PlanIndexPage

    editor = sign_in("add_page", "change_page")
    (record,) = _imported(editor, notice())
    column = PlanIndexPage.objects.get()
    key = record.page.translation_key
    sent = _sent(editor, record, **{"c-place": f"plans.WorkPlanPage:{column.pk}"})
    assert editor.post(reverse("ingest_file", args=[record.pk]), sent).status_code == 302
    record.refresh_from_db()
    plan = record.page.specific
    assert (type(plan).__name__, plan.get_parent().pk, plan.translation_key) == ("WorkPlanPage", column.pk, key)
    assert plan.document_number == "澄教发〔2031〕7号"
    assert "第7批" in str(plan.body)
    assert Page.objects.filter(translation_key=key).count() == 1


def test_an_unknown_body_is_said_and_a_new_one_kept() -> None:
    from publications.models import IssuingBody

    editor = sign_in("add_page", "change_page")
    (record,) = _imported(editor, notice())
    address = reverse("ingest_file", args=[record.pk])
    page = editor.post(address, _sent(editor, record, **{"c-issuing_agency": "张三"})).content.decode()
    assert "“张三”不在发文机关名单里" in page
    editor.post(address, _sent(editor, record, **{"c-issuing_agency": "澄湖区教育局、澄湖区财政局"}))
    page = record.page.get_latest_revision_as_object()
    assert [body.name for body in page.issuing_bodies] == ["澄湖区教育局", "澄湖区财政局"]
    assert IssuingBody.objects.filter(name="澄湖区财政局").exists()


def test_what_is_live_or_under_review_is_not_changed_here() -> None:
    editor = sign_in("add_page", "change_page")
    (record,) = _imported(editor, notice())
    sent = _sent(editor, record, **{"c-title": "改过的标题"})
    Page.objects.filter(pk=record.page_id).update(live=True)
    address = reverse("ingest_file", args=[record.pk])
    assert "已经发布过" in editor.get(address).content.decode()
    editor.post(address, sent)
    assert Page.objects.get(pk=record.page_id).title != "改过的标题"


def test_twenty_files_are_walked_through_and_one_bad_one_stops_nothing() -> None:
    from ingest.models import ImportRecord

    editor = sign_in("add_page", "change_page")
    files = [text_file(notice(n), f"{n:02}.txt") for n in range(1, 20)]
    files.insert(5, SimpleUploadedFile("坏.docx", b"broken"))
    batch = editor.post(reverse("ingest_upload"), {"files": files}, follow=True)
    assert "待确认 19" in batch.content.decode()
    records = list(ImportRecord.objects.filter(status="draft").order_by("pk"))
    assert len(records) == 19
    for record, following in pairwise(records[:3]):
        answer = editor.post(reverse("ingest_file", args=[record.pk]), _sent(editor, record, go="next"))
        assert answer.headers["Location"] == reverse("ingest_file", args=[following.pk])
    editor.post(reverse("ingest_confirm_clear", args=[records[0].batch_id]))
    last = editor.post(reverse("ingest_file", args=[records[18].pk]), _sent(editor, records[18], go="next"))
    assert last.headers["Location"] == reverse("ingest_batch", args=[records[0].batch_id])
    assert "已确认 19" in editor.get(last.headers["Location"]).content.decode()


def test_what_has_no_doubts_is_confirmed_together(notice_text: str) -> None:
    editor = sign_in("add_page", "change_page")
    records = _imported(editor, notice(1), notice(2), notice_text)
    editor.post(reverse("ingest_confirm_clear", args=[records[0].batch_id]))
    for record in records:
        record.refresh_from_db()
    assert [record.state for record in records] == ["confirmed", "confirmed", "to_confirm"]


def test_the_batch_costs_as_many_queries_for_five_files_as_for_two() -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    editor = sign_in("add_page", "change_page")
    counts = []
    for start, size in ((1, 2), (20, 5)):
        records = _imported(editor, *(notice(n) for n in range(start, start + size)))
        for address in (
            reverse("ingest_batch", args=[records[-1].batch_id]),
            reverse("ingest_files"),
            reverse("ingest_batches"),
        ):
            editor.get(address)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                editor.get(address)
            counts.append(len(asked))
    assert counts[:3] == counts[3:]


def test_an_import_from_the_command_line_is_compared_when_somebody_looks(notice_text: str) -> None:
    from django.contrib.auth.models import User

    from ingest.drafts import DraftMaker
    from ingest.pipeline import import_document

    data = notice_text.encode()
    record = DraftMaker().save(import_document(data, "a.txt"), data).record
    assert record.comparison == {}
    root = User.objects.create_superuser("root", password="很长的口令2031")
    client = sign_in("add_page")
    client.force_login(root)
    assert "已清除：网站外壳" in client.get(reverse("ingest_file", args=[record.pk])).content.decode()
    record.refresh_from_db()
    assert record.comparison["rows"]
