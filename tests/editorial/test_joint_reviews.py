"""A notice and the plan it encloses go through 送审, the reviews and publication as one; every rule holds for both."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, WorkflowState

from editorial import reviews, rules
from editorial.models import JointReview, Notice

pytestmark = pytest.mark.django_db
NUMBER = "11360123MB0000000X/2026-00012"


def steps_of(pages, waiting):
    return [state.step if (state := waiting(page)) else None for page in pages]


def test_one_submission_and_three_approvals_bring_both_online(notice_and_plan, sign_in, waiting, events, fresh):
    both = notice_and_plan
    drafter = sign_in("drafter")
    form = drafter.get(reverse("wagtailadmin_pages:edit", args=(both[0].pk,))).content.decode()
    assert "所附《2026年校本研修工作计划》随本稿一并送审" in form
    assert "在那份稿件上送审" in drafter.get(reverse("wagtailadmin_pages:edit", args=(both[1].pk,))).content.decode()
    drafter.submit(both[0])
    for step in ("first", "second", "final"):
        assert steps_of(both, waiting) == [step, step]
        page = sign_in(step).get(reverse("editorial_review", args=(waiting(both[0]).pk,))).content.decode()
        for one in both:
            assert reverse("editorial_review_text", args=(waiting(one).pk,)) in page
        sign_in(step).approve(both[0])
    assert [fresh(page).live for page in both] == [True, True]
    for page in both:
        of_page = {"object_id": str(page.pk)}
        assert len(events("review.submit", **of_page)) == 1
        assert [event.actor_name for event in events("review.approve", **of_page)] == ["first", "second", "final"]
        assert len(events("page.publish", **of_page)) == 1


def test_the_text_to_review_is_the_document_without_the_site_around_it(notice_and_plan, sign_in, waiting):
    reviews.submit(notice_and_plan[0], notice_and_plan[0].owner)
    address = reverse("editorial_review_text", args=(waiting(notice_and_plan[1]).pk,))
    text = sign_in("first").get(address).content.decode()
    assert "2026年校本研修工作计划" in text
    assert not [part for part in ('<header class="site', "<footer", "<nav", "<script", "<aside") if part in text]
    assert sign_in("second").get(address).status_code == 302, "only whose turn it is reads along"


def test_what_is_enclosed_is_not_reviewed_alone(notice_and_plan, sign_in, people, waiting, said):
    notice, plan = notice_and_plan
    reviews.submit(notice, people["drafter"])
    with pytest.raises(rules.ReviewRefused, match="一并送审"):
        waiting(plan).approve(user=people["first"])
    assert "一并办理" in said(sign_in("first").approve(plan))
    listed = sign_in("first").get(reverse("wagtailadmin_home")).content.decode()
    assert "初审：关于开展秋季校本研修的通知" in listed
    assert "初审：2026年校本研修工作计划" not in listed


@pytest.mark.parametrize("which", [0, 1])
def test_whoever_edited_either_reviews_neither(notice_and_plan, people, waiting, which):
    notice_and_plan[which].save_revision(user=people["first"])
    reviews.submit(notice_and_plan[0], people["drafter"])
    state = waiting(notice_and_plan[0])
    assert "最后由您修改" in rules.objection(state, people["first"])
    assert rules.objection(state, people["everything"]) is None
    assert state.pk not in rules.open_to(state.task.specific, people["first"])
    assert state.pk in rules.open_to(state.task.specific, people["everything"])


def test_whoever_did_a_step_of_the_plan_alone_does_no_other_of_both(notice_and_plan, people, waiting, fresh):
    notice, plan = notice_and_plan
    reviews.submit(plan, people["drafter"])
    reviews.approve(plan, people["everything"])
    fresh(plan).current_workflow_state.cancel(user=people["drafter"])
    reviews.submit(notice, people["drafter"])
    reviews.approve(notice, people["first"])
    assert "所附《2026年校本研修工作计划》：您已审过" in rules.objection(waiting(notice), people["everything"])


def test_a_return_returns_both_and_the_changed_one_takes_both_back_to_the_first_step(
    notice_and_plan, sign_in, people, waiting, events, fresh
):
    notice, plan = notice_and_plan
    sign_in("drafter").submit(notice)
    sign_in("first").approve(notice)
    sign_in("second").send_back(notice, "计划的任务缺责任单位")
    for page in notice_and_plan:
        assert fresh(page).current_workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES
        assert len(events("review.return", object_id=str(page.pk))) == 1
    # The drafter mends the plan and presses 送审 there: both go, and the plan's change asks for 初审 of both.
    sign_in("drafter").submit(plan, summary="任务已补责任单位")
    assert steps_of(notice_and_plan, waiting) == ["first", "first"]
    for name in ("first", "second", "final"):
        sign_in(name).approve(notice)
    assert [fresh(page).live for page in notice_and_plan] == [True, True]


def test_an_unchanged_pair_goes_on_where_it_was_returned(notice_and_plan, sign_in, people, waiting):
    notice, _plan = notice_and_plan
    sign_in("drafter").submit(notice)
    sign_in("first").approve(notice)
    sign_in("second").send_back(notice, "请说明经费来源")
    reviews.submit(Page.objects.get(pk=notice.pk), people["drafter"])
    assert steps_of(notice_and_plan, waiting) == ["second", "second"]


def test_a_draft_of_either_saved_past_the_lock_starts_both_again(notice_and_plan, people, waiting, fresh):
    notice, plan = notice_and_plan
    reviews.submit(notice, people["drafter"])
    reviews.approve(notice, people["first"])
    changed = fresh(plan).get_latest_revision_as_object()
    changed.title = "改过的标题"
    changed.save_revision(user=people["drafter"])
    assert steps_of(notice_and_plan, waiting) == ["first", "first"]


def test_taking_back_either_takes_back_both(notice_and_plan, sign_in, people, waiting):
    notice, plan = notice_and_plan
    reviews.submit(notice, people["drafter"])
    sign_in("drafter").edit(plan, **{"action-cancel-workflow": "撤回送审"})
    assert steps_of(notice_and_plan, waiting) == [None, None]


def test_what_stops_the_plan_stops_both_and_is_said_of_the_plan(notice_and_plan, sign_in, make_notice, said, waiting):
    notice, plan = notice_and_plan
    make_notice("关于报送研修计划的通知", index_number=NUMBER)
    plan.index_number = NUMBER
    plan.save_revision(user=plan.owner)
    assert "所附《2026年校本研修工作计划》索引号" in said(sign_in("drafter").submit(notice))
    assert steps_of(notice_and_plan, waiting) == [None, None]
    assert not JointReview.objects.exists()


def test_a_failure_to_publish_either_publishes_neither(notice_and_plan, people, fresh, monkeypatch):
    from plans.models import WorkPlanPage

    notice, _plan = notice_and_plan
    reviews.submit(notice, people["drafter"])
    for name in ("first", "second"):
        reviews.approve(notice, people[name])
    monkeypatch.setattr(WorkPlanPage, "full_clean", lambda self, *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        reviews.approve(notice, people["final"])
    assert [fresh(page).live for page in notice_and_plan] == [False, False]
    assert fresh(notice).current_workflow_task_state.step == "final"


def test_a_planned_time_holds_for_both_and_is_asked_again_when_it_comes(
    notice_and_plan, people, make_notice, events, fresh
):
    notice, plan = notice_and_plan
    Page.objects.filter(pk=plan.pk).update(owner=people["everything"])
    notice.planned_publication = timezone.now() + timedelta(hours=1)
    notice.index_number = NUMBER
    notice.save_revision(user=people["drafter"])
    reviews.submit(notice, people["drafter"])
    for name in ("first", "second", "final"):
        reviews.approve(notice, people[name])
    assert [bool(fresh(page).approved_schedule) for page in notice_and_plan] == [True, True]
    make_notice("关于报送研修计划的通知", index_number=NUMBER)
    past = {"approved_go_live_at": timezone.now() - timedelta(minutes=1)}
    for page in notice_and_plan:
        fresh(page).revisions.filter(pk=fresh(page).latest_revision_id).update(**past)
    call_command("publish_scheduled")
    assert [fresh(page).live for page in notice_and_plan] == [False, False]
    assert len(events("page.publish", result="refused")) == 2
    for author in ("drafter", "everything"):
        told = Notice.objects.get(recipient=people[author], kind=Notice.Kind.STOPPED)
        assert told.text.startswith(f"《{notice.title}》到了计划发布时间但没有发布")
    call_command("publish_scheduled")
    assert len(events("page.publish", result="refused")) == 2, "said once, not every minute"


def test_a_pair_whose_time_comes_is_published_together(notice_and_plan, people, fresh):
    notice = notice_and_plan[0]
    notice.planned_publication = timezone.now() + timedelta(hours=1)
    notice.save_revision(user=people["drafter"])
    reviews.submit(notice, people["drafter"])
    for name in ("first", "second", "final"):
        reviews.approve(notice, people[name])
    for page in notice_and_plan:
        revision = fresh(page).get_latest_revision()
        revision.content["go_live_at"] = (timezone.now() - timedelta(minutes=1)).isoformat()
        type(revision).objects.filter(pk=revision.pk).update(
            content=revision.content, approved_go_live_at=timezone.now() - timedelta(minutes=1)
        )
    call_command("publish_scheduled")
    assert [fresh(page).live for page in notice_and_plan] == [True, True]


def test_a_plan_on_its_own_way_is_said_to_be_in_review_and_stays_alone(notice_and_plan, sign_in, waiting):
    notice, plan = notice_and_plan
    drafter = sign_in("drafter")
    reviews.submit(plan, plan.owner)
    form = drafter.get(reverse("wagtailadmin_pages:edit", args=(notice.pk,))).content.decode()
    assert "正在单独审核，尚未发布" in form
    drafter.submit(notice)
    assert not JointReview.objects.exists()
    assert steps_of(notice_and_plan, waiting) == ["first", "first"]
