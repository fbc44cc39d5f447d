"""The editors' dashboard lists what somebody may do, and costs the same however much waits."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page, TaskState

from editorial import reviews, rules
from editorial.models import ReviewState, ReviewTask

pytestmark = pytest.mark.django_db


def listed(user):
    waiting = [task.get_task_states_user_can_moderate(user) for task in ReviewTask.objects.all()]
    return {state.pk for states in waiting for state in states}


def without_objection(user):
    waiting = ReviewState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    return {state.pk for state in waiting if rules.objection(state, user) is None}


def test_what_is_listed_is_what_may_be_reviewed(make_notice, people):
    submitted, edited, passed_first, restarted, finished, changed = (make_notice(f"第{n}份通知") for n in range(6))
    for page in (submitted, passed_first, restarted, finished, changed):
        reviews.submit(page, people["drafter"])
    edited.save_revision(user=people["everything"])
    reviews.submit(edited, people["drafter"])
    reviews.approve(passed_first, people["everything"])
    reviews.approve(restarted, people["everything"])
    restarted.current_workflow_state.cancel(user=people["drafter"])
    reviews.submit(Page.objects.get(pk=restarted.pk).specific, people["drafter"])
    for name in ("everything", "second", "final"):
        reviews.approve(finished, people[name])
    again = Page.objects.get(pk=finished.pk).specific
    again.save_revision(user=people["drafter"])
    reviews.submit(again, people["drafter"])
    review = ReviewState.objects.get(workflow_state__object_id=str(changed.pk))
    ReviewState.objects.filter(pk=review.pk).update(content_digest="0" * 64)
    assert listed(people["everything"])
    for user in people.values():
        assert listed(user) == without_objection(user)


def test_ten_more_reviews_cost_no_more_queries(make_notice, people, sign_in):
    def queries():
        desk = sign_in("first")
        desk.get(reverse("wagtailadmin_home"))
        with CaptureQueriesContext(connection) as asked:
            page = desk.get(reverse("wagtailadmin_home"))
        return len(asked), page.content.decode().count("份通知")

    reviews.submit(make_notice("第0份通知"), people["drafter"])
    few, one = queries()
    for number in range(1, 11):
        reviews.submit(make_notice(f"第{number}份通知"), people["drafter"])
    many, eleven = queries()
    assert (one, eleven) == (1, 11)
    assert many == few


def test_only_those_who_may_withdraw_see_the_button_for_many(make_notice, sign_in):
    listing = reverse("wagtailadmin_explore", args=(make_notice().get_parent().pk,))
    button = r'<a[^>]*href="[^"]*/unpublish/[^"]*"[^>]*>'

    def hidden(name):
        found = re.findall(button, sign_in(name).get(listing).content.decode())
        assert found
        return ["w-hidden" in one for one in found]

    assert all(hidden("drafter"))
    assert not any(hidden("final"))
