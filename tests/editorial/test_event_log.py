"""The event log: complete, append-only, and whoever alters it is found out."""

import io
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.documents import get_document_model
from wagtail.models import PageViewRestriction, Site

from editorial import event_log, protection, reviews
from editorial.models import EventLog
from editorial.models.event_log import AppendOnlyError
from home.models import SiteIdentity
from news.models import NoticeIndexPage
from publications.audit import record_event

pytestmark = pytest.mark.django_db


def write_three():
    return [event_log.record("import.finish", title=f"第{number}份") for number in (1, 2, 3)]


def by_plain_sql(statement: str, values: list) -> None:
    """As somebody who may do anything with the database: past its triggers, which are back afterwards."""
    protection.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
    protection.install(connection)


def altered(column: str, value: str, sequence: int) -> None:
    by_plain_sql(f"UPDATE editorial_eventlog SET {column} = %s WHERE sequence = %s", [value, sequence])


def verified() -> str:
    errors = io.StringIO()
    try:
        call_command("verify_event_log", stdout=io.StringIO(), stderr=errors)
    except CommandError:
        return errors.getvalue()
    return "完好"


def test_an_untouched_log_is_whole():
    write_three()
    assert verified() == "完好"


@pytest.mark.parametrize(
    ("column", "value"), [("title", "别的"), ("actor_name", "他人"), ("detail", '{"reason": "改"}'), ("hash", "f" * 64)]
)
def test_an_altered_row_is_named(column, value):
    rows = write_three()
    altered(column, value, rows[1].sequence)
    assert f"第 {rows[1].sequence} 条：内容被改动" in verified()


def test_a_row_altered_together_with_its_hash_breaks_the_chain():
    rows = write_three()
    forged = EventLog.objects.get(pk=rows[1].pk)
    forged.title = "别的"
    altered("title", "别的", forged.sequence)
    altered("hash", forged.computed_hash(), forged.sequence)
    assert f"第 {rows[2].sequence} 条：与上一条" in verified()


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_removed_row_is_noticed_wherever_it_stood(place):
    rows = write_three()
    by_plain_sql("DELETE FROM editorial_eventlog WHERE sequence = %s", [rows[place].sequence])
    assert verified() != "完好"


def test_the_models_offer_no_way_to_change_a_row():
    row = write_three()[0]
    kept = EventLog.objects.all()
    for attempt in (
        row.save,
        row.delete,
        lambda: kept.update(title="别的"),
        kept.delete,
        lambda: kept.bulk_update([row], ["title"]),
        lambda: kept.create(sequence=99),
        lambda: kept.bulk_create([row]),
        lambda: EventLog._base_manager.all().delete(),
        row.append,
        EventLog(sequence=99, time=row.time, action="x", hash="0" * 64).append,
    ):
        with pytest.raises(AppendOnlyError):
            attempt()
    assert verified() == "完好"


@pytest.mark.django_db(transaction=True)
def test_a_refusal_outlives_the_transaction_that_it_ends_and_an_act_does_not():
    from editorial import context

    request = SimpleNamespace(META={"REMOTE_ADDR": "192.0.2.7"}, user=None)
    _opened, token = context.enter(request)
    with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012
        event_log.record("import.finish")
        event_log.record_refusal("page.publish", None, "不可以")
        raise RuntimeError
    event_log.write_waiting()
    context.leave(token)
    assert [(row.action, row.result, row.client_address) for row in EventLog.objects.order_by("sequence")] == [
        ("page.publish", "refused", "192.0.2.7")
    ]
    assert verified() == "完好"


def test_text_that_a_database_cannot_hold_does_not_stop_the_log():
    row = event_log.record("login.failure", actor_name="a\x00b\ud800", detail={"path": "x\x00\ud800"})
    assert EventLog.objects.get(pk=row.pk).actor_name == "a b?"
    assert verified() == "完好"


@pytest.mark.parametrize(
    ("behind", "sent", "shown"),
    [
        (True, "203.0.113.9", "203.0.113.9"),
        (True, "198.51.100.1, 203.0.113.9", "203.0.113.9"),  # the first one is what the visitor claims
        (True, "", "127.0.0.1"),
        (False, "203.0.113.9", "127.0.0.1"),
    ],
)
def test_behind_the_proxy_the_log_has_the_visitor_s_address_and_none_that_he_made_up(
    people, events, settings, behind, sent, shown
):
    settings.TRUSTED_PROXIES = ["127.0.0.0/8"] if behind else []
    client = Client(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=sent)
    client.post(reverse("wagtailadmin_login"), {"username": "drafter", "password": "falsch"})
    assert [row.client_address for row in events("login.failure")] == [shown]


def test_signing_in_failing_and_leaving_are_rows_with_the_address(people, events):
    client = Client(REMOTE_ADDR="192.0.2.8", HTTP_USER_AGENT="Browser/1")
    login = reverse("wagtailadmin_login")
    client.post(login, {"username": "drafter", "password": "falsch"})
    client.post(login, {"username": "drafter", "password": "geheim-2026"})
    client.post(reverse("wagtailadmin_logout"))
    rows = [*events("login.failure"), *events("login.success"), *events("login.logout")]
    assert [(row.actor_name, row.client_address, row.result) for row in rows] == [
        ("drafter", "192.0.2.8", "failed"),
        ("drafter", "192.0.2.8", "done"),
        ("drafter", "192.0.2.8", "done"),
    ]
    assert len({row.agent_hash for row in rows}) == 1
    assert "falsch" not in str(list(EventLog.objects.values()))


def test_what_happens_to_a_page_is_told_with_revision_and_key(make_notice, people, sign_in, events, fresh):
    page = make_notice()
    desk = sign_in("drafter")
    desk.edit(page, title="改过的标题")
    edit = events("page.edit")[-1]
    assert (edit.object_id, edit.translation_key) == (str(page.pk), str(page.translation_key))
    assert edit.revision_id == fresh(page).latest_revision_id
    PageViewRestriction(page=page, restriction_type="login").save(user=people["root"])
    other = NoticeIndexPage(title="公示")
    page.get_parent().get_parent().add_child(instance=other)
    page.move(other, pos="last-child", user=people["root"])
    fresh(page).delete(user=people["root"])
    for action in ("page.privacy", "page.move", "page.delete"):
        assert [(row.actor_name, row.object_id) for row in events(action)] == [("root", str(page.pk))], action


def test_autosaves_of_one_sitting_are_one_row(make_notice, people, fresh, events):
    page = make_notice()
    revision = page.save_revision(user=people["drafter"], log_action=True)
    for title in ("一", "一二", "一二三"):
        draft = fresh(page).get_latest_revision_as_object()
        draft.title = title
        draft.save_revision(user=people["drafter"], log_action=True, overwrite_revision=revision)
        revision.refresh_from_db()
    assert len(events("page.edit")) == 1
    reviews.submit(fresh(page), people["drafter"])
    fresh(page).current_workflow_state.cancel(user=people["drafter"])
    fresh(page).save_revision(user=people["drafter"], log_action=True)
    assert len(events("page.edit")) == 2


def test_a_setting_and_an_account_changed_in_the_admin_are_told(people, sign_in, events):
    identity = SiteIdentity.for_site(Site.objects.get())
    url = reverse("wagtailsettings:edit", args=("home", "siteidentity", identity.site_id))
    desk = sign_in("system")
    form = desk.get(url).context["form"]
    shown = {field.html_name: field.value() for field in form if field.value() not in (None, False)}
    desk.post(url, {**shown, "name": "云岫区教师发展中心"})
    row = events("settings.edit")[0]
    assert (row.actor_name, row.object_type) == ("system", "home.siteidentity")
    new = {"username": "neu", "email": "n@example.org", "first_name": "新", "last_name": "人"}
    new |= {"password1": "Neues-Wort-2026", "password2": "Neues-Wort-2026"}
    sign_in("system").post(reverse("wagtailusers_users:add"), new)
    assert [row.actor_name for row in events("user.create")] == ["system"]
    assert "Neues-Wort" not in str(list(EventLog.objects.values()))


def test_attachments_and_other_rooms_events_are_told(people, sign_in, events):
    document = get_document_model().objects.create(title="附件一", file=ContentFile(b"x", name="a.txt"))
    document.delete()
    record_event("import.finish", None, detail={"file": "a.docx"}, actor=people["drafter"])
    assert [len(events(action)) for action in ("document.upload", "document.delete", "import.finish")] == [1, 1, 1]


def test_people_are_named_in_the_order_of_their_script(people):
    drafter = people["drafter"]
    drafter.first_name, drafter.last_name = "敏", "李"
    assert event_log.record("login.success", actor=drafter).actor_name == "李敏"
    drafter.first_name, drafter.last_name = "Min", "Li"
    assert event_log.record("login.success", actor=drafter).actor_name == "Min Li"


def test_a_refused_admin_page_is_a_row(sign_in, events):
    sign_in("drafter").get(reverse("editorial_event_log"))
    row = events("admin.access", result="refused")[0]
    assert (row.actor_name, row.detail["path"]) == ("drafter", reverse("editorial_event_log"))


def test_the_auditor_reads_filters_and_exports_and_that_is_told_too(make_notice, sign_in, events):
    make_notice("寻找的通知")
    event_log.record("page.withdraw", title="寻找的通知")
    event_log.record("page.withdraw", title="别的通知")
    desk, url = sign_in("auditor"), reverse("editorial_event_log")
    page = desk.get(url, {"title": "寻找"}).content.decode()
    assert "寻找的通知" in page
    assert "别的通知" not in page
    exported = desk.get(url, {"export": "csv", "action": "page.withdraw"})
    text = b"".join(exported.streaming_content).decode()
    assert text.count("撤稿") == 2
    assert text.startswith("\ufeff")
    assert desk.get(url, {"export": "xlsx"}).status_code == 200
    assert [len(events(action)) for action in ("log.read", "log.export")] == [1, 2]


def test_a_name_typed_by_a_stranger_is_no_formula_in_the_export(sign_in):
    event_log.record("login.failure", actor_name="=HYPERLINK(1)")
    exported = sign_in("auditor").get(reverse("editorial_event_log"), {"export": "csv", "action": "login.failure"})
    assert ",'=HYPERLINK(1)," in b"".join(exported.streaming_content).decode()


def test_a_name_typed_by_a_stranger_does_not_break_the_export(sign_in):
    Client().post(reverse("wagtailadmin_login"), {"username": "a\x08b", "password": "x"})
    exported = sign_in("auditor").get(reverse("editorial_event_log"), {"export": "xlsx", "action": "login.failure"})
    rows = load_workbook(io.BytesIO(b"".join(exported))).active.values
    assert [row[2] for row in rows] == ["操作人", "a\ufffd***"]


def test_a_public_page_asks_for_no_session(client):
    client.cookies["sessionid"] = "x" * 32
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        response = client.get("/robots-does-not-exist.txt")
    assert "Cookie" not in response.get("Vary", "")
    assert not [query for query in seen if "django_session" in query["sql"]]
