"""The three reviews, through the admin's own views."""

import pytest
from django.urls import reverse
from wagtail.models import WorkflowState

from editorial import reviews, rules
from editorial.models import ReviewState

pytestmark = pytest.mark.django_db


def pass_all(page, sign_in):
    sign_in("drafter").submit(page)
    for name in ("first", "second", "final"):
        sign_in(name).approve(page)


def test_four_people_bring_a_notice_online(make_notice, sign_in, events, fresh):
    page = make_notice()
    pass_all(page, sign_in)
    assert fresh(page).live
    assert [event.actor_name for event in events("review.approve")] == ["first", "second", "final"]
    assert len(events("review.submit")) == 1
    assert [event.detail["reason"] for event in events("page.publish")] == ["终审通过"]


def test_what_each_reviewer_ticked_is_kept_with_name_and_time(make_notice, sign_in):
    page = make_notice()
    pass_all(page, sign_in)
    states = ReviewState.objects.order_by("pk")
    assert [(state.step, state.finished_by.username, state.proofread, state.not_classified) for state in states] == [
        ("first", "first", True, True),
        ("second", "second", True, True),
        ("final", "final", True, True),
    ]
    table = sign_in("final").get(reverse("editorial_review_form", args=(page.pk,))).content.decode()
    assert table.count("✓") == 6
    assert "终审" in table


def test_a_review_without_both_ticks_is_not_accepted(make_notice, sign_in, waiting):
    page = make_notice()
    sign_in("drafter").submit(page)
    sign_in("first").approve(page, **{"approve-not_classified": ""})
    assert waiting(page).step == "first"


def test_whoever_submitted_does_not_review(make_notice, sign_in, people, events, said, waiting):
    page = make_notice(by="everything")
    sign_in("everything").submit(page)
    response = sign_in("everything").approve(page)
    assert "由您送审" in said(response)
    assert waiting(page).step == "first"
    assert [event.actor_id for event in events("review.approve", result="refused")] == [people["everything"].pk]


def test_whoever_edited_last_does_not_review(make_notice, sign_in, people, events, fresh, said, waiting):
    page = make_notice()
    page.save_revision(user=people["everything"])
    reviews.submit(fresh(page), people["drafter"])
    response = sign_in("everything").approve(page)
    assert "最后由您修改" in said(response)
    assert waiting(page).step == "first"
    assert len(events("review.approve", result="refused")) == 1


def test_nobody_reviews_two_steps_of_one_document(make_notice, sign_in, events, said, waiting):
    page = make_notice()
    sign_in("drafter").submit(page)
    sign_in("everything").approve(page)
    response = sign_in("everything").approve(page)
    assert "须由不同的人审核" in said(response)
    assert waiting(page).step == "second"
    assert len(events("review.approve", result="refused")) == 1


def test_a_return_and_the_same_revision_again_open_no_second_step(make_notice, sign_in, people, fresh, waiting):
    page = make_notice()
    sign_in("drafter").submit(page)
    sign_in("everything").approve(page)
    sign_in("second").send_back(page, "第二段日期有误，请核对")
    reviews.submit(fresh(page), people["drafter"])
    state = waiting(page)
    assert state.step == "second"
    with pytest.raises(rules.ReviewRefused, match="不同的人"):
        state.approve(user=people["everything"])


def test_cancelling_and_submitting_again_opens_no_second_step_either(make_notice, people, fresh):
    page = make_notice()
    reviews.submit(page, people["drafter"])
    reviews.approve(page, people["everything"])
    fresh(page).current_workflow_state.cancel(user=people["drafter"])
    reviews.submit(fresh(page), people["drafter"])
    reviews.approve(page, people["first"])
    with pytest.raises(rules.ReviewRefused, match="不同的人"):
        reviews.approve(page, people["everything"])


def test_the_superuser_reviews_nothing(make_notice, sign_in, people, events, waiting):
    page = make_notice()
    sign_in("drafter").submit(page)
    state = waiting(page)
    sign_in("root").approve(page)
    edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    sign_in("root").post(edit, {"action-workflow-action": "true", "workflow-action-name": "approve"})
    stock = reverse("wagtailadmin_pages:workflow_action", args=(page.pk, "approve", state.pk))
    sign_in("root").post(stock, {"proofread": "on", "not_classified": "on"})
    with pytest.raises(rules.ReviewRefused):
        state.task.specific.on_action(state, people["root"], "approve")
    assert waiting(page).pk == state.pk
    assert len(events("review.approve", result="refused")) == 2
    assert len(events("admin.access", result="refused")) == 1


def test_a_return_needs_a_reason(make_notice, sign_in, waiting):
    page = make_notice()
    sign_in("drafter").submit(page)
    response = sign_in("first").send_back(page, " ")
    assert "请填写退回原因" in response.content.decode()
    assert waiting(page).step == "first"
    with pytest.raises(rules.ReviewRefused, match="退回原因"):
        reviews.send_back(page, waiting(page).task.specific.groups.first().user_set.first(), "")


def test_the_drafter_sees_who_returned_it_and_why_on_the_form_and_on_the_dashboard(make_notice, sign_in):
    page = make_notice()
    sign_in("drafter").submit(page)
    sign_in("first").send_back(page, "第二段日期有误，请核对")
    drafter = sign_in("drafter")
    form = drafter.get(reverse("wagtailadmin_pages:edit", args=(page.pk,)))
    banner = next(message for message in form.context["messages"] if "returned" in message.tags)
    assert "error" in banner.tags
    assert "初审 first 于" in str(banner)
    assert "第二段日期有误" in str(banner)
    assert "第二段日期有误" in drafter.get(reverse("wagtailadmin_home")).content.decode()


def test_an_edit_after_an_approval_starts_again_at_the_first_step(make_notice, sign_in, waiting):
    page = make_notice()
    sign_in("drafter").submit(page)
    sign_in("first").approve(page)
    sign_in("second").send_back(page, "标题与附件不一致")
    sign_in("drafter").submit(page, title="关于开展2026年秋季校本研修的通知")
    assert waiting(page).step == "first"


def test_a_draft_saved_past_the_lock_starts_the_reviews_again(make_notice, sign_in, people, fresh, waiting):
    page = make_notice()
    sign_in("drafter").submit(page)
    sign_in("first").approve(page)
    changed = fresh(page).get_latest_revision_as_object()
    changed.title = "改过的标题"
    changed.save_revision(user=people["second"])
    state = waiting(page)
    assert (state.step, state.revision_id) == ("first", fresh(page).latest_revision_id)


def test_overwriting_the_approved_revision_starts_the_reviews_again(make_notice, people, fresh, waiting):
    page = make_notice()
    reviews.submit(page, people["drafter"])
    reviews.approve(page, people["first"])
    revision = fresh(page).get_latest_revision()
    changed = revision.as_object()
    changed.title = "改过的标题"
    changed.save_revision(user=people["drafter"], overwrite_revision=revision)
    assert waiting(page).step == "first"


def test_nobody_edits_what_is_under_review(make_notice, sign_in, fresh):
    page = make_notice()
    sign_in("drafter").submit(page)
    latest = fresh(page).latest_revision_id
    for name in ("drafter", "first", "root"):
        sign_in(name).edit(page, title="顺手改一个字")
    assert fresh(page).latest_revision_id == latest


def test_the_first_button_is_what_is_next_for_this_person(make_notice, sign_in):
    page = make_notice()
    edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))

    def menu(name):
        shown = sign_in(name).get(edit).context["action_menu"]
        return [item.name for item in (shown.default_item, *shown.menu_items)]

    assert menu("drafter")[:2] == ["action-submit", "action-save-draft"]
    assert not {"action-publish", "action-unpublish"} & set(menu("root"))
    sign_in("drafter").submit(page)
    assert menu("first")[:2] == ["review-approve", "review-return"]
    assert menu("drafter")[0] == "action-cancel-workflow"
    assert "review-approve" not in menu("root")


def test_the_drafter_can_take_a_submission_back(make_notice, sign_in, events, waiting):
    page = make_notice()
    sign_in("drafter").submit(page)
    sign_in("drafter").edit(page, **{"action-cancel-workflow": "撤回送审"})
    assert waiting(page) is None
    assert len(events("review.cancel")) == 1


def test_reviews_wait_on_the_dashboard_of_those_who_may_do_them(make_notice, sign_in, waiting):
    page = make_notice()
    sign_in("drafter").submit(page)
    link = reverse("editorial_review", args=(waiting(page).pk,))
    home = reverse("wagtailadmin_home")
    assert link in sign_in("first").get(home).content.decode()
    assert link not in sign_in("second").get(home).content.decode()
    assert sign_in("first").get(link).status_code == 200


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"issuing_body": None}, "没有填写发文机关"),
        ({"index_number": "待定"}, "占位"),
        ({"index_number": "11360123MB0000000X/XXXX-XXXXX"}, "占位"),
    ],
)
def test_a_document_with_a_blocking_finding_is_not_submitted(
    make_notice, sign_in, events, fields, complaint, fresh, said, waiting
):
    page = make_notice(**fields)
    response = sign_in("drafter").submit(page, title="改过的标题")
    assert complaint in said(response)
    assert waiting(page) is None
    assert fresh(page).draft_title == "改过的标题", "what was typed must be kept as a draft"
    assert complaint in events("review.submit", result="refused")[0].detail["reason"]


def test_an_index_number_that_another_document_holds_stops_submission_and_the_last_step(
    make_notice, sign_in, people, fresh, said
):
    number = "11360123MB0000000X/2026-00012"
    page = make_notice(index_number=number)
    sign_in("drafter").submit(page)
    for name in ("first", "second"):
        sign_in(name).approve(page)
    other = make_notice("关于报送研修计划的通知", index_number=number)
    assert "已被" in said(sign_in("drafter").submit(other))
    assert "已被《关于报送研修计划的通知》使用" in said(sign_in("final").approve(page))
    assert not fresh(page).live


def test_those_for_whom_a_review_waits_get_mail(make_notice, people, mailoutbox):
    reviews.submit(make_notice(), people["drafter"])
    assert {"first@example.org", "everything@example.org"} <= {address for mail in mailoutbox for address in mail.to}
    assert "second@example.org" not in {address for mail in mailoutbox for address in mail.to}


def test_a_page_without_documents_own_fields_goes_through_the_same_three_steps(people, sign_in, fresh):
    from home.models import HomePage, StandardPage

    page = StandardPage(title="关于我们", live=False, owner=people["drafter"])
    HomePage.objects.first().add_child(instance=page)
    page.save_revision(user=people["drafter"])
    reviews.submit(page, people["drafter"])
    for name in ("first", "second", "final"):
        reviews.approve(page, people[name])
    assert fresh(page).live
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_APPROVED
