"""A notice does not go online without its plan unnoticed."""

import pytest
from django.urls import reverse

from plans.models import PlanIndexPage, WorkPlanPage
from publications.choices import RelationKind
from publications.models import Relation

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice_and_plan(make_notice):
    notice = make_notice()
    column = PlanIndexPage.objects.get(locale=notice.locale)
    plan = column.add_child(instance=WorkPlanPage(title="2026年校本研修工作计划", live=False, owner=notice.owner))
    plan.save_revision(user=notice.owner)
    Relation.relate(notice, plan, RelationKind.ENCLOSES)
    return notice, plan


def test_the_drafter_and_the_reviewers_are_told_that_the_enclosed_plan_is_not_submitted(
    notice_and_plan, sign_in, waiting
):
    notice, plan = notice_and_plan
    drafter = sign_in("drafter")
    form = drafter.get(reverse("wagtailadmin_pages:edit", args=(notice.pk,))).content.decode()
    assert "所附《2026年校本研修工作计划》尚未送审" in form
    drafter.submit(notice)
    review = sign_in("first").get(reverse("editorial_review", args=(waiting(notice).pk,))).content.decode()
    assert "所附《2026年校本研修工作计划》尚未送审" in review
    assert reverse("wagtailadmin_pages:edit", args=(plan.pk,)) in review


def test_a_plan_on_its_way_is_said_to_be_in_review(notice_and_plan, sign_in):
    notice, plan = notice_and_plan
    drafter = sign_in("drafter")
    drafter.submit(plan)
    form = drafter.get(reverse("wagtailadmin_pages:edit", args=(notice.pk,))).content.decode()
    assert "正在审核，尚未发布" in form
