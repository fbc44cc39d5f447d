"""People of every role, a column and a notice to review."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.messages import get_messages
from django.forms import BaseFormSet
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from editorial import event_log, roles
from editorial.models import EventLog
from news.models import NoticeIndexPage, NoticePage
from plans.models import PlanIndexPage, WorkPlanPage
from publications.choices import RelationKind
from publications.models import IssuingBody, Relation

PEOPLE = {
    "drafter": [roles.DRAFTERS],
    "first": [roles.FIRST_REVIEWERS],
    "second": [roles.SECOND_REVIEWERS],
    "final": [roles.FINAL_REVIEWERS],
    "everything": list(roles.EDITING_ROLES),
    "system": [roles.SYSTEM_ADMINISTRATORS],
    "security": [roles.SECURITY_ADMINISTRATORS],
    "auditor": [roles.AUDITORS],
}


TICKS = {"approve-proofread": "on", "approve-not_classified": "on"}


def _form_data(form: Any) -> dict[str, Any]:
    """What a browser would send back for an untouched form, its formsets included."""
    data = {}
    for bound in form:
        value = bound.value()
        if value is not None and not hasattr(value, "stream_block"):
            data[bound.html_name] = value
        elif hasattr(value, "stream_block"):
            data[f"{bound.html_name}-count"] = "0"
    for formset in getattr(form, "formsets", {}).values():
        data |= management_data(formset)
    return {key: value for key, value in data.items() if value is not False}


def management_data(formset: BaseFormSet) -> dict[str, Any]:
    data = {f"{formset.prefix}-{key}": value for key, value in formset.management_form.initial.items()}
    for form in formset.forms:
        data |= {f"{bound.html_name}": bound.value() for bound in form if bound.value() is not None}
    return data


class Desk(Client):
    """A browser in which one person is signed in, with what people do in the admin."""

    def edit(self, page: Page, follow: bool = False, **changes: Any) -> HttpResponse:
        """Change fields in the edit form of `page`, press a button (`**{"action-submit": "x"}`).

        The form is made, not drawn, and nobody looks at the page that saving leads to: either costs half a second.
        """
        url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
        return self.post(url, {**_form_data(self.form(page)), **changes}, follow=follow)

    def form(self, page: Page) -> Any:
        """The form that the edit view shows of the latest draft."""
        draft = Page.objects.get(pk=page.pk).specific.get_latest_revision_as_object()
        person = User.objects.get(pk=self.session["_auth_user_id"])
        form_class = draft.get_edit_handler().get_form_class()
        return form_class(instance=draft, parent_page=draft.get_parent(), for_user=person)

    def submit(self, page: Page, **changes: Any) -> HttpResponse:
        return self.edit(page, **{"action-submit": "送审", **changes})

    def approve(self, page: Page, follow: bool = False, **data: Any) -> HttpResponse:
        url = reverse("editorial_review", args=(_waiting(page).pk,))
        return self.post(url, {"action": "approve", **TICKS, **data}, follow=follow)

    def send_back(self, page: Page, reason: str) -> HttpResponse:
        url = reverse("editorial_review", args=(_waiting(page).pk,))
        return self.post(url, {"action": "reject", "return-comment": reason})


def _waiting(page: Page) -> Any:
    return Page.objects.get(pk=page.pk).current_workflow_task_state


@pytest.fixture
def waiting() -> Callable[[Page], Any]:
    """The review at which a page waits."""
    return _waiting


@pytest.fixture
def form_data() -> Callable[[Any], dict[str, Any]]:
    """What a browser would send back for an untouched form."""
    return _form_data


@pytest.fixture
def said() -> Callable[[HttpResponse], str]:
    """Every message of an answer, whether its page shows them or the next one will."""
    return lambda response: " ".join(str(message) for message in get_messages(response.wsgi_request))


@pytest.fixture
def fresh() -> Callable[[Page], Page]:
    """A page as the database has it now."""
    return lambda page: Page.objects.get(pk=page.pk).specific


@pytest.fixture(autouse=True)
def nothing_waits_for_the_next_test() -> Iterator[None]:
    yield
    event_log.forget_waiting()


@pytest.fixture
def people(db: None) -> dict[str, User]:
    """A user for each role; "everything" drafts and reviews at every step; "root" is the superuser."""
    made = {}
    for name, groups in PEOPLE.items():
        user = User.objects.create_user(name, f"{name}@example.org", "geheim-2026")
        user.groups.set(Group.objects.filter(name__in=groups))
        made[name] = user
    made["root"] = User.objects.create_superuser("root", "root@example.org", "geheim-2026")
    return made


@pytest.fixture
def sign_in(people: dict[str, User]) -> Callable[[str], Desk]:
    def desk_of(name: str) -> Desk:
        client = Desk()
        client.force_login(people[name])
        return client

    return desk_of


@pytest.fixture
def body(db: None) -> IssuingBody:
    return IssuingBody.objects.create(name="云岫区教育局")


@pytest.fixture
def column(db: None) -> NoticeIndexPage:
    return NoticeIndexPage.objects.first()


@pytest.fixture
def make_notice(people: dict[str, User], body: IssuingBody, column: NoticeIndexPage) -> Callable[..., NoticePage]:
    def make(title: str = "关于开展秋季校本研修的通知", by: str = "drafter", **fields: Any) -> NoticePage:
        fields.setdefault("issuing_body", body)
        page = NoticePage(title=title, live=False, has_unpublished_changes=True, owner=people[by], **fields)
        column.add_child(instance=page)
        page.save_revision(user=people[by])
        return Page.objects.get(pk=page.pk).specific

    return make


@pytest.fixture
def notice_and_plan(make_notice: Callable[..., NoticePage]) -> tuple[NoticePage, WorkPlanPage]:
    """A draft notice and the draft plan that it encloses."""
    notice = make_notice()
    column = PlanIndexPage.objects.get(locale=notice.locale)
    plan = column.add_child(instance=WorkPlanPage(title="2026年校本研修工作计划", live=False, owner=notice.owner))
    plan.save_revision(user=notice.owner)
    Relation.relate(notice, plan, RelationKind.ENCLOSES)
    return notice, plan


@pytest.fixture
def events() -> Callable[..., list[EventLog]]:
    def of(action: str, **conditions: Any) -> list[EventLog]:
        return list(EventLog.objects.filter(action=action, **conditions).order_by("sequence"))

    return of
