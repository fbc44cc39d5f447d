"""load_demo leaves what real use leaves: reviewed, converted, indexed; a second run changes nothing."""

import stat
from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django.utils import timezone
from wagtail.models import Page, Revision

from editorial.event_log import problems
from editorial.models import EventLog
from home.models import HomePage, StandardPage
from ingest.models import ImportRecord
from news.models import NoticePage
from plans.models import AnnualReviewPage, WorkPlanPage
from portal.demo.accounts import ACCOUNTS, ADMINISTRATOR, accounts_file
from portal.demo.completions import DEMO_FILES
from publications.models import IssuingBody, OfficialDocumentPage, OutboxRow, PermanentId, Relation, Topic

KINDS = {"plan": 3, "review": 3, "notice": 13, "news": 8, "commentary": 2, "collection": 1, "case": 6}
DOCUMENTS = sum(KINDS.values())


def load() -> str:
    said = StringIO()
    call_command("load_demo", stdout=said)
    return said.getvalue()


def counts() -> dict[str, int]:
    counted = (Page, Revision, Relation, ImportRecord, EventLog, PermanentId, IssuingBody, Topic, get_user_model())
    pictures = apps.get_model("wagtailimages.Image")
    return {model.__name__: model._default_manager.count() for model in (*counted, pictures)}


@pytest.mark.slow
@pytest.mark.once
def test_loading_twice_leaves_one_reviewed_portal_in_both_scripts(client: Client, demonstration: str) -> None:
    first = counts()
    check_documents()
    check_reviews()
    check_deadlines()
    check_what_editors_completed()
    check_public_pages(client)
    check_accounts(demonstration)
    again = load()
    assert "密码" not in again
    assert str(accounts_file()) in again
    assert counts() == first


def check_documents() -> None:
    """Every file is a draft of the import; every document is live in both scripts; nothing waits to be followed up."""
    assert ImportRecord.objects.filter(status="draft", page__isnull=False).count() == len(DEMO_FILES)
    documents = OfficialDocumentPage.objects.select_related("locale")
    assert [page.title for page in documents if not page.live] == []
    scripts: dict[str, set[str]] = {}
    for page in documents:
        scripts.setdefault(str(page.translation_key), set()).add(page.locale.language_code)
    assert list(scripts.values()) == [{"zh-hans", "zh-hant"}] * DOCUMENTS
    assert Counter(page.kind for page in documents if page.locale.language_code == "zh-hans") == KINDS
    traditional = {page.translation_key for page in documents if page.original_script == "hant"}
    assert len(traditional) == 2
    for key in traditional:
        assert not is_twin(documents.get(translation_key=key, locale__language_code="zh-hant"))
    assert OutboxRow.objects.count() == 0


def check_reviews() -> None:
    """Whatever was written and is live was approved before by three people, none of whom submitted it."""
    assert list(problems()) == []
    originals = [
        page
        for page in Page.objects.live().filter(depth__gt=1).specific()
        if isinstance(page, (OfficialDocumentPage, StandardPage, HomePage)) and not is_twin(page)
    ]
    assert len(originals) > DOCUMENTS
    for page in originals:
        events = EventLog.objects.filter(object_id=str(page.pk)).order_by("sequence")
        published = events.filter(action="page.publish", result="done").first()
        assert published is not None, page.title
        before = events.filter(sequence__lt=published.sequence, result="done")
        approvers = set(before.filter(action="review.approve").values_list("actor_id", flat=True))
        submitters = set(before.filter(action="review.submit").values_list("actor_id", flat=True))
        assert len(approvers) == 3, page.title
        assert len(submitters) == 1, page.title
        assert not approvers & submitters, page.title


def is_twin(page: Page) -> bool:
    state = apps.get_model("twins.TwinState").objects.get(translation_key=page.translation_key)
    return bool(state.original_locale_id != page.locale_id)


def check_deadlines() -> None:
    """All are counted from one day: that on which it was loaded, between the accounts and the first file.

    Another process may have loaded it, before a midnight that has passed since.
    """
    accounts_at = get_user_model().objects.get(username=ADMINISTRATOR.username).date_joined
    file_at = ImportRecord.objects.earliest("created_at").created_at
    asked = NoticePage.objects.filter(
        locale__language_code="zh-hans", action_deadline__gte=timezone.localdate(accounts_at)
    )
    deadlines = sorted(asked.values_list("action_deadline", flat=True))
    days = {day - timedelta(due) for day, due in zip(deadlines, (7, 14, 22, 30, 45), strict=True)}
    assert len(days) == 1, deadlines
    assert timezone.localdate(accounts_at) <= days.pop() <= timezone.localdate(file_at)


def check_what_editors_completed() -> None:
    assert not NoticePage.objects.filter(title__contains="文件").exists()
    plan = WorkPlanPage.objects.get(year=2026, locale__language_code="zh-hans")
    assert plan.tasks.count() == 12
    assert {task.anchor for task in plan.tasks.all()} == {"s3"}
    assert (
        NoticePage.objects.get(document_number="云教发〔2024〕15号", locale__language_code="zh-hans").validity
        == "repealed"
    )
    review = AnnualReviewPage.objects.get(year=2025, locale__language_code="zh-hans")
    assert {f.name: float(f.value) for f in review.figures.filter(highlighted=True)} == {
        "参加培训": 13900,
        "区级培训项目": 16,
        "学时审核": 5800,
        "农村教师参训率": 93,
    }
    assert all(figure.sentence for figure in review.figures.all())
    assert review.plan is not None
    assert review.plan.year == 2025


def check_public_pages(client: Client) -> None:
    home = client.get("/").content.decode()
    for words in ("近期要办", "《学校校本研修方案》", "共12项任务", "云岫区教师培训工作回顾"):
        assert words in home
    assert "近期要辦" in client.get("/zh-hant/").content.decode()
    found = client.get("/search/", {"q": "云教发2026 12"}).content.decode()
    assert "云教发〔2026〕12号" in found
    case = OfficialDocumentPage.objects.get(kind="case", locale__language_code="zh-hans", title__contains="村小")
    assert "(xué)" not in client.get(case.get_url()).content.decode()


def check_accounts(said: str) -> None:
    """The administrator's password is told once; all of them lie where only their owner reads."""
    lines = [line.split("\t") for line in accounts_file().read_text(encoding="utf-8").splitlines()]
    assert [name for name, _password, _role in lines] == [account.username for account in ACCOUNTS]
    assert all(authenticate(username=name, password=password) for name, password, _role in lines)
    [password] = [password for name, password, _role in lines if name == ADMINISTRATOR.username]
    assert password in said
    assert stat.S_IMODE(accounts_file().stat().st_mode) == 0o600


@override_settings(SETTINGS_MODULE="portal.settings.base")
def test_production_refuses_the_demonstration_unless_forced() -> None:
    with pytest.raises(CommandError, match="--force"):
        load()
