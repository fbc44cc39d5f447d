"""Last year's plan or review as this year's draft."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from plans.leftovers import leftovers
from plans.models import AnnualReviewPage, PlanIndexPage, PlanTask, ReviewFigure, ReviewIndexPage, WorkPlanPage
from publications.choices import RelationKind, Validity
from publications.models import IssuingBody, Relation
from publications.publishing import publishing_allowed

BODY: list[Any] = [
    ("heading", {"number_text": "一、", "text": "2026年的目标", "level": "1", "anchor": "s1"}),
    ("paragraph", "<p>到二〇二六年底完成；2025年已有基础。</p>"),
    ("figures", [{"name": "培训教师", "value": "5124", "unit": "人次", "note": "比上年多"}]),
]


@pytest.fixture
def drafter(db: None, django_user_model: Any) -> Any:
    user = django_user_model.objects.create_user("chen", password="x")
    user.groups.add(Group.objects.get(name="起草"))
    return user


@pytest.fixture
def plan(db: None) -> Any:
    fields = {
        "document_number": "云教发〔2026〕12号",
        "index_number": "11360123MB/2026-1",
        "written_on": date(2026, 1, 5),
        "published_on": date(2026, 1, 6),
        "validity": Validity.REPEALED,
        "responsible_editor": "陈明",
    }
    body = IssuingBody.objects.create(name="云岫区教育局")
    page = WorkPlanPage(title="2026年教师培训工作计划", year=2026, live=True, body=BODY, issuing_body=body, **fields)
    with publishing_allowed("测试"):
        page = PlanIndexPage.objects.get().add_child(instance=page)
        task = PlanTask(
            goal="完成评选", measure="2026年6月前", unit="培训部", due_on=date(2026, 6, 30), state="done", anchor="s1"
        )
        task.locale = page.locale
        page.tasks.add(task)
        page.save()
    Relation.objects.create(from_key=page.translation_key, to_title="条例", kind=RelationKind.IMPLEMENTS)
    return page


@pytest.fixture
def copy(client: Any, drafter: Any) -> Callable[[Any], Any]:
    """Presses the button as the drafter; the draft that the form then shows."""

    def press(document: Any) -> Any:
        client.force_login(drafter)
        response = client.post(reverse("plans_copy_for_next_year", args=(document.pk,)))
        assert response.status_code == 302
        return type(document).objects.exclude(pk=document.pk).get().get_latest_revision_as_object()

    return press


def test_the_draft_says_the_next_year_and_nothing_of_the_old_document_s_identity(plan: Any, copy: Any) -> None:
    draft = copy(plan)
    assert (draft.title, draft.year, draft.live) == ("2027年教师培训工作计划", 2027, False)
    assert (draft.document_number, draft.index_number, draft.responsible_editor) == ("", "", "")
    assert (draft.written_on, draft.published_on, draft.first_published_at) == (None, None, None)
    assert (draft.validity, draft.number_year) == (Validity.IN_FORCE, None)
    assert draft.issuing_body == plan.issuing_body
    assert draft.permanent_id != plan.permanent_id
    assert draft.related_documents == []
    assert draft.revisions.count() == 1
    assert draft.get_parent().pk == plan.get_parent().pk
    assert draft.slug.startswith("2027-nian")


def test_tasks_are_kept_a_year_later_and_not_started(plan: Any, copy: Any) -> None:
    [task] = copy(plan).tasks.all()
    assert (task.goal, task.due_on, task.state) == ("完成评选", date(2027, 6, 30), "not_started")
    assert (task.unit, task.anchor) == ("培训部", "s1")
    assert plan.tasks.get().state == "done"


def test_numbers_in_the_body_s_data_are_taken_out(plan: Any, copy: Any) -> None:
    [figure] = copy(plan).body[2].value
    assert (figure["name"], figure["value"], figure["unit"], figure["note"]) == ("培训教师", "", "人次", "")


def test_a_review_s_figures_keep_their_names_and_are_not_public_until_they_have_values(
    db: None, copy: Any, client: Any
) -> None:
    with publishing_allowed("测试"):
        review = ReviewIndexPage.objects.get().add_child(
            instance=AnnualReviewPage(title="2025年工作回顾", year=2025, live=True)
        )
        review.figures.add(
            ReviewFigure(name="培训教师", value=5124, unit="人次", year=2025, sentence="原句", locale=review.locale)
        )
        review.save()
        draft = copy(review)
        [figure] = draft.figures.all()
        assert (figure.name, figure.value, figure.year, figure.sentence) == ("培训教师", None, 2026, "")
        draft.save_revision().publish()
    page = client.get(draft.url).content.decode()
    assert "培训教师" not in page


def test_what_still_says_last_year_is_listed_with_the_heading_it_stands_under(
    plan: Any, copy: Any, client: Any
) -> None:
    draft = copy(plan)
    found = [(leftover.place, leftover.found) for leftover in leftovers(draft)]
    assert found == [("一、2026年的目标", "2026"), ("一、2026年的目标", "二〇二六"), ("任务分解", "2026")]
    form = client.get(reverse("wagtailadmin_pages:edit", args=(draft.pk,))).content.decode()
    assert "还有3处写着2026年" in form
    assert f"#block-{draft.body[0].id}-section" in form
    assert leftovers(plan) == []


def test_pressing_twice_makes_one_draft(plan: Any, copy: Any) -> None:
    assert copy(plan).pk == copy(plan).pk


def test_the_event_log_knows_of_it(plan: Any, copy: Any) -> None:
    from editorial.models import EventLog

    draft = copy(plan)
    row = EventLog.objects.get(action="page.copy_for_next_year")
    assert (row.result, row.detail["year"], row.detail["from"]) == ("done", 2027, plan.pk)
    assert str(draft.pk) == str(row.object_id)


def test_only_who_may_write_in_the_column_copies_and_only_by_post(
    plan: Any, client: Any, django_user_model: Any
) -> None:
    reviewer = django_user_model.objects.create_user("zhang", password="x")
    reviewer.groups.add(Group.objects.get(name="初审"))
    client.force_login(reviewer)
    address = reverse("plans_copy_for_next_year", args=(plan.pk,))
    assert client.post(address).status_code == 302
    assert WorkPlanPage.objects.count() == 1
    explorer = client.get(reverse("wagtailadmin_explore", args=(plan.get_parent().pk,))).content.decode()
    assert "copy-for-next-year" not in explorer


def test_the_button_stands_on_the_plan_and_on_its_column_and_leads_to_a_question(
    plan: Any, client: Any, drafter: Any
) -> None:
    client.force_login(drafter)
    address = reverse("plans_copy_for_next_year", args=(plan.pk,))
    for place in ("wagtailadmin_pages:edit", "wagtailadmin_explore"):
        page = plan if place.endswith("edit") else plan.get_parent()
        assert address in client.get(reverse(place, args=(page.pk,))).content.decode(), place
    question = client.get(address).content.decode()
    assert "csrfmiddlewaretoken" in question
    assert "2027年教师培训工作计划" in question
    assert WorkPlanPage.objects.count() == 1
