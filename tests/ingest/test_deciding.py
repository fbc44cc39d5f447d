"""取舍: an editor refuses or accepts a cleaning rule or one place of it; the draft follows and what was typed stays."""

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from ingest.models import ImportRecord

from .people import sign_in, text_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
TEXT = (
    "澄湖区教育局关于报送研修材料的通知\n各学校:\n请各校按时报送材料,逾期不再受理。\n联系人:\u200b林老师,电话分机12。\n"
    "三是组织观摩,推广经验。\n澄湖区教育局\n2031年5月6日\n责任编辑:林某"
)


@pytest.fixture
def editor() -> Client:
    return sign_in("add_page", "change_page")


@pytest.fixture
def record(editor: Client) -> ImportRecord:
    editor.post(reverse("ingest_upload"), {"files": text_file(TEXT)})
    return ImportRecord.objects.get(status="draft")


def _draft(record: ImportRecord) -> str:
    page = record.page.get_latest_revision_as_object()
    return "\n".join(str(block.value) for block in page.body)


def _decide(editor: Client, record: ImportRecord, value: str) -> str:
    answer = editor.post(reverse("ingest_decide", args=[record.pk]), {"decide": value}, follow=True)
    record.refresh_from_db()
    return answer.content.decode()


def test_a_refused_rule_gives_the_draft_its_own_signs_back_and_an_accepted_one_takes_them(
    editor: Client, record: ImportRecord
) -> None:
    assert "报送材料，逾期" in _draft(record)
    page = _decide(editor, record, "refused|half_width_punctuation")
    assert "已恢复原文：半角标点" in page
    assert "报送材料,逾期" in _draft(record)
    assert "\u200b" not in _draft(record)
    assert record.decisions["rules"] == {"half_width_punctuation": "refused"}
    kept = next(r for r in record.removals if r["rule"] == "half_width_punctuation")
    assert (kept["count"], kept["kept"]) == (0, 6)
    _decide(editor, record, "accepted|half_width_punctuation")
    assert "报送材料，逾期" in _draft(record)
    assert _state_of_the_log() == ["import.decide", "import.decide"]


def test_one_place_is_decided_alone_from_its_line(editor: Client, record: ImportRecord) -> None:
    html = editor.get(reverse("ingest_file", args=[record.pk])).content.decode()
    value = next(
        part.split('"')[0] for part in html.split('value="') if part.startswith("refused|half_width_punctuation:4")
    )
    _decide(editor, record, value)
    assert "观摩,推广" in _draft(record)
    assert "报送材料，逾期" in _draft(record)
    assert list(record.decisions["places"].values()) == ["refused"]
    html = editor.get(reverse("ingest_file", args=[record.pk])).content.decode()
    assert f'value="{value.replace("refused", "accepted")}"' in html
    assert "恢复原文 1 处" in html


def test_a_removed_line_comes_back_at_its_place(editor: Client, record: ImportRecord) -> None:
    assert "责任编辑" not in _draft(record)
    rule = next(r["rule"] for r in record.removals if r["quotes"] and r["quotes"][0].startswith("责任编辑"))
    _decide(editor, record, f"refused|{rule}")
    assert "责任编辑" in _draft(record)


def test_what_was_typed_since_stays_and_is_named(editor: Client, record: ImportRecord) -> None:
    page = record.page.get_latest_revision_as_object()
    stream = [dict(block) for block in page.body.get_prep_value()]
    for block in stream:
        if isinstance(block["value"], str):
            block["value"] = block["value"].replace("逾期不再受理", "逾期不受理，特此说明")
    page.body = page._meta.get_field("body").to_python(stream)
    page.save_revision(user=editor.user)
    said = _decide(editor, record, "refused|half_width_punctuation")
    assert "特此说明" in _draft(record)
    assert "报送材料，逾期" in _draft(record)
    assert "观摩,推广" in _draft(record)
    assert "您在编辑页改过的 1 段没有动" in said


def test_who_may_not_edit_may_not_decide(record: ImportRecord) -> None:
    stranger = sign_in("add_page", name="wu")
    assert stranger.post(reverse("ingest_decide", args=[record.pk]), {"decide": "refused|nbsp"}).status_code == 404
    assert Client().post(reverse("ingest_decide", args=[record.pk])).status_code == 302
    record.refresh_from_db()
    assert record.decisions == {}


def test_a_rule_that_took_nothing_out_is_refused_in_words(editor: Client, record: ImportRecord) -> None:
    assert "没有用到" in _decide(editor, record, "refused|ornaments")
    assert "请再点一次" in _decide(editor, record, "refused|<b>")
    assert editor.get(reverse("ingest_decide", args=[record.pk])).status_code == 405


def test_posts_without_a_token_are_refused(editor: Client, record: ImportRecord) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = editor.cookies
    assert strict.post(reverse("ingest_decide", args=[record.pk]), {"decide": "refused|nbsp"}).status_code == 403


def _state_of_the_log() -> list[str]:
    rows = apps.get_model("editorial", "EventLog").objects.filter(action="import.decide").order_by("sequence")
    return [row.action for row in rows]
