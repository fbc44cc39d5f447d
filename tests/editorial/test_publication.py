"""Publication comes from 终审 or from the recorded emergency path; everything else is refused and logged."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page, Workflow

from editorial import releases, reviews
from editorial.models import EmergencyPublication
from news.models import NoticePage
from publications.publishing import PublicationRefused, publishing_allowed

pytestmark = pytest.mark.django_db


def publish(page, people):
    reviews.submit(page, people["drafter"])
    for name in ("first", "second", "final"):
        reviews.approve(page, people[name])
    return Page.objects.get(pk=page.pk).specific


# --- what is refused ------------------------------------------------------------------------------------------------
def test_the_superusers_publish_button_publishes_nothing(make_notice, sign_in, fresh, said, events):
    page = make_notice()
    response = sign_in("root").edit(page, **{"action-publish": "发布"})
    assert "发布只来自终审" in said(response)
    assert not fresh(page).live
    assert len(events("page.publish", result="refused")) == 1


def test_a_new_page_cannot_be_published_from_its_form(column, sign_in, events):
    url = reverse("wagtailadmin_pages:add", args=("news", "noticepage", column.pk))
    desk = sign_in("root")
    form = desk.get(url).context["form"]
    data = {name: value for name, value in form.initial.items() if value not in (None, "")}
    data |= {"title": "新通知", "validity": "in_force", "disclosure": "open", "body-count": "0"}
    data |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "action-publish": "发布"}
    desk.post(url, data)
    assert not NoticePage.objects.filter(live=True).exists()
    assert len(events("page.publish", result="refused")) == 1


def test_bulk_publishing_publishes_nothing(make_notice, sign_in, fresh, said, events):
    pages = [make_notice(), make_notice("关于报送研修计划的通知")]
    url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish"))
    response = sign_in("root").post(f"{url}?id={pages[0].pk}&id={pages[1].pk}", follow=True)
    assert "发布只来自终审" in said(response)
    assert not any(fresh(page).live for page in pages)
    assert len(events("page.publish", result="refused")) == 2


def test_the_api_of_the_admin_publishes_nothing(make_notice, sign_in, fresh, events):
    page = make_notice()
    url = reverse("wagtailadmin_api:pages:action", args=(page.pk, "publish"))
    assert sign_in("root").post(url, {}, content_type="application/json").status_code == 403
    assert not fresh(page).live
    assert [event.actor_name for event in events("page.publish", result="refused")] == ["root"]


@pytest.mark.parametrize(
    "path",
    [
        lambda page, user: page.get_latest_revision().publish(user=user),
        lambda page, user: page.get_latest_revision().publish(),
        lambda page, user: page.publish(page.get_latest_revision(), user=user, skip_permission_checks=True),
        lambda page, user: PublishPageRevisionAction(page.get_latest_revision(), user=user).execute(True),
    ],
)
def test_no_call_publishes_whoever_makes_it(make_notice, people, fresh, path):
    page = make_notice()
    with pytest.raises(PublicationRefused):
        path(page, people["root"])
    assert not fresh(page).live


def test_writing_live_into_a_row_is_refused_too(make_notice, column, fresh):
    page = make_notice()
    page.live = True
    with pytest.raises(PublicationRefused):
        page.save()
    with pytest.raises(PublicationRefused):
        column.add_child(instance=NoticePage(title="直接上线"))
    assert not NoticePage.objects.filter(live=True).exists()


def test_a_schedule_cannot_be_set_past_the_reviews(make_notice):
    page = make_notice()
    revision = page.get_latest_revision()
    revision.approved_go_live_at = timezone.now() + timedelta(hours=1)
    with pytest.raises(PublicationRefused):
        revision.save()


def test_a_live_text_changes_only_through_the_reviews(make_notice, people, fresh):
    page = publish(make_notice(), people)
    page.title = "绕过审核的标题"
    with pytest.raises(PublicationRefused):
        page.save()
    page = fresh(page)
    page.show_in_menus = True
    page.save()
    page.title = "绕过审核的标题"
    with publishing_allowed("test"):
        page.save()


@pytest.mark.parametrize("choice", ["publish_copies", "alias"])
def test_a_live_page_gets_no_live_copy_or_alias(make_notice, column, people, sign_in, events, choice):
    page = publish(make_notice(), people)
    url = reverse("wagtailadmin_pages:copy", args=(page.pk,))
    data = {"new_title": "副本", "new_slug": "fu-ben", "new_parent_page": column.pk, choice: "on"}
    sign_in("root").post(url, data)
    assert NoticePage.objects.filter(live=True, locale=page.locale).count() == 1
    assert len(events("page.publish", result="refused")) == 1


def test_going_back_to_an_old_revision_and_publishing_it_is_refused(make_notice, people, sign_in, fresh):
    page = make_notice()
    page.save_revision(user=people["drafter"])
    page = publish(page, people)
    first = page.revisions.order_by("pk").first()
    with pytest.raises(PublicationRefused):
        first.publish(user=people["root"], previous_revision=first)
    url = reverse("wagtailadmin_pages:revisions_revert", args=(page.pk, first.pk))
    sign_in("root").post(url, {"action-publish": "发布"})
    assert fresh(page).live_revision_id == page.live_revision_id


def test_a_shortened_workflow_publishes_nothing(make_notice, people, fresh, events):
    page = make_notice()
    Workflow.objects.get().workflow_tasks.exclude(task__reviewtask__step="final").delete()
    reviews.submit(page, people["drafter"])
    with pytest.raises(PublicationRefused, match="缺少初审、复审"):
        reviews.approve(page, people["final"])
    assert not fresh(page).live


def test_no_group_can_be_given_the_right_to_publish():
    from django.contrib.auth.models import Group
    from wagtail.models import GroupPagePermission

    root = Page.objects.get(depth=1)
    assert not GroupPagePermission.objects.filter(permission__codename="publish_page").exists()
    with pytest.raises(PublicationRefused):
        GroupPagePermission.objects.create(group=Group.objects.first(), page=root, permission_type="publish")


# --- schedules ------------------------------------------------------------------------------------------------------
def test_a_planned_time_makes_the_last_approval_a_schedule_that_the_command_carries_out(
    make_notice, people, fresh, events
):
    from wagtail.models import Revision

    page = make_notice(planned_publication=timezone.now() + timedelta(hours=2))
    page = publish(page, people)
    assert not page.live
    assert page.scheduled_revision is not None
    assert len(events("page.schedule")) == 1
    call_command("publish_scheduled")
    assert not fresh(page).live, "the time has not come"
    past = timezone.now() - timedelta(minutes=1)
    revision = Revision.objects.get(pk=page.latest_revision_id)
    revision.content["go_live_at"] = past.isoformat()
    with publishing_allowed("the clock moves on"):
        revision.approved_go_live_at = past
        revision.save()
    call_command("publish_scheduled")
    assert fresh(page).live
    assert events("page.publish")[0].detail["reason"] == "终审通过，到计划发布时间"


def test_a_schedule_can_be_withdrawn_by_the_final_reviewer(make_notice, people, sign_in, fresh, events):
    page = publish(make_notice(planned_publication=timezone.now() + timedelta(hours=2)), people)
    sign_in("final").post(reverse("editorial_withdraw", args=(page.pk,)), {"reason": "时间安排有变，暂不发布"})
    assert fresh(page).scheduled_revision is None
    assert len(events("page.schedule_cancel")) == 1


def test_a_planned_time_that_has_passed_publishes_at_once(make_notice, people):
    assert publish(make_notice(planned_publication=timezone.now() - timedelta(hours=1)), people).live


# --- the emergency path ---------------------------------------------------------------------------------------------
def test_the_emergency_path_needs_a_reason_and_is_approved_afterwards_by_somebody_else(
    make_notice, people, sign_in, fresh, events
):
    page = make_notice()
    url = reverse("editorial_emergency", args=(page.pk,))
    sign_in("root").post(url, {"reason": ""})
    assert not fresh(page).live
    sign_in("root").post(url, {"reason": "台风停课通知，须立即告知各校"})
    assert fresh(page).live
    assert events("page.emergency")[0].detail["reason"].startswith("台风停课")
    used = EmergencyPublication.objects.get()
    with pytest.raises(PublicationRefused):
        releases.approve_afterwards(used, people["root"])
    assert "台风停课" in sign_in("final").get(reverse("wagtailadmin_home")).content.decode()
    sign_in("final").post(reverse("editorial_approve_afterwards", args=(used.pk,)))
    used.refresh_from_db()
    assert used.approved_by == people["final"]
    assert len(events("page.emergency_review", result="done")) == 1


def test_the_emergency_path_is_the_superusers_alone(make_notice, people, sign_in, fresh, events):
    page = make_notice()
    for name in ("drafter", "final", "system"):
        sign_in(name).post(reverse("editorial_emergency", args=(page.pk,)), {"reason": "很急很急很急"})
    with pytest.raises(PublicationRefused):
        releases.publish_in_emergency(page, people["final"], "很急很急很急")
    assert not fresh(page).live
    assert [event.actor_name for event in events("page.emergency", result="refused")] == ["drafter", "final", "system"]


# --- withdrawal -----------------------------------------------------------------------------------------------------
def test_the_final_reviewer_withdraws_with_a_reason_and_others_do_not(make_notice, people, sign_in, fresh, events):
    page = publish(make_notice(), people)
    url = reverse("editorial_withdraw", args=(page.pk,))
    for name in ("drafter", "first", "system"):
        sign_in(name).post(url, {"reason": "文号有误，需要更正"})
        sign_in(name).post(reverse("wagtailadmin_pages:unpublish", args=(page.pk,)))
    assert fresh(page).live
    sign_in("final").post(url, {"reason": "文号有误，需要更正"})
    assert not fresh(page).live
    assert [event.actor_name for event in events("page.withdraw")] == ["final"]
    assert len(events("page.unpublish", result="refused")) == 3


def test_the_question_before_withdrawing_many_costs_no_more_queries_for_more_pages(make_notice, sign_in, column, fresh):
    pages = [make_notice(f"关于第{number}次研修的通知") for number in range(8)]
    with publishing_allowed("测试"):
        for page in pages[:4]:
            page.get_latest_revision().publish()
        waiting = pages[4].get_latest_revision()
        waiting.approved_go_live_at = timezone.now() + timedelta(days=1)
        waiting.save()
    home = column.get_parent()
    url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "unpublish"))
    desk = sign_in("final")

    def ask(some):
        query = "&".join(f"id={page.pk}" for page in some)
        with CaptureQueriesContext(connection) as captured:
            response = desk.get(f"{url}?{query}")
        return len(captured), response.context

    few = [home, pages[0], pages[5]]
    ask(few)
    few_queries, _context = ask(few)
    many_queries, context = ask([home, column, *pages])
    assert many_queries <= few_queries
    counts = {item["item"].pk: item["live_descendant_count"] for item in context["items"]}
    assert counts[column.pk] == 4
    assert counts[home.pk] == home.get_descendants().live().count() > 4
    assert counts.keys() == {home.pk, column.pk, *(page.pk for page in pages[:5])}
    assert [item["item"].pk for item in context["items_with_no_access"]] == [page.pk for page in pages[5:]]
    desk.post(f"{url}?id={pages[0].pk}&id={pages[4].pk}")
    assert (fresh(pages[0]).live, fresh(pages[4]).approved_schedule, fresh(pages[1]).live) == (False, False, True)
