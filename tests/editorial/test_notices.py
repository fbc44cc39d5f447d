"""Where no mail works, people are told inside the admin what became of a document."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editorial import notices, releases, reviews
from editorial.models import Notice

pytestmark = pytest.mark.django_db


def told(user, **conditions):
    return [(notice.kind, notice.text) for notice in Notice.objects.filter(recipient=user, **conditions).order_by("pk")]


def test_everybody_learns_what_concerns_them_and_nobody_what_they_did_themselves(make_notice, people):
    page = make_notice()
    reviews.submit(page, people["drafter"])
    assert told(people["first"]) == [("submitted", "《关于开展秋季校本研修的通知》待初审")]
    assert told(people["second"]) == told(people["drafter"]) == []
    reviews.send_back(page, people["first"], "第二段日期有误")
    reviews.submit(page, people["drafter"])
    for name in ("everything", "second", "final"):
        reviews.approve(page, people[name])
    assert [kind for kind, _text in told(people["drafter"])] == ["returned", "approved", "approved", "published"]
    assert "由first在初审退回：第二段日期有误" in told(people["drafter"])[0][1]
    published = Notice.objects.get(recipient=people["drafter"], kind="published")
    assert published.link.endswith(page.slug + "/")
    releases.withdraw(type(page).objects.get(pk=page.pk), people["final"], "附件有误，需要更换")
    assert told(people["drafter"])[-1][0] == "withdrawn"
    assert not Notice.objects.filter(recipient=people["final"], kind="withdrawn").exists()


def test_those_whose_documents_are_withdrawn_with_their_column_learn_of_it(make_notice, people):
    pages = [make_notice(title, by=by) for title, by in (("甲通知", "drafter"), ("乙通知", "everything"))]
    for page in pages:
        releases.publish_in_emergency(page, people["root"], "系统迁移，先行发布")
    releases.withdraw(pages[0].get_parent(), people["final"], "整栏改版，另行发布", include_descendants=True)
    assert told(people["drafter"])[-1] == ("withdrawn", "《甲通知》由final撤稿：整栏改版，另行发布")
    assert told(people["everything"])[-1] == ("withdrawn", "《乙通知》由final撤稿：整栏改版，另行发布")


def test_what_a_colleague_has_done_no_longer_waits_for_the_others(make_notice, people):
    page = make_notice()
    reviews.submit(page, people["drafter"])
    reviews.approve(page, people["everything"])
    assert told(people["first"], read_at=None) == []


def test_a_notice_is_counted_in_the_menu_until_it_is_followed(make_notice, people, sign_in):
    page = make_notice()
    reviews.submit(page, people["drafter"])
    desk = sign_in("first")
    home = reverse("wagtailadmin_home")
    assert "通知（1）" in desk.get(home).content.decode().encode().decode("unicode_escape", "replace")
    notice = Notice.objects.get(recipient=people["first"])
    assert notices.unread(people["first"]) == 1
    address = reverse("editorial_follow_notice", args=(notice.pk,))
    assert sign_in("second").get(address).status_code == 404, "others' notices are nobody's business"
    assert desk.get(address).headers["Location"] == notice.link
    assert notices.unread(people["first"]) == 0


def test_all_are_marked_as_read_in_one_act(make_notice, people, sign_in):
    for number in range(3):
        reviews.submit(make_notice(f"第{number}份通知"), people["drafter"])
    desk = sign_in("first")
    assert desk.get(reverse("editorial_notices")).content.decode().count("待初审") == 3
    desk.post(reverse("editorial_notices"))
    assert notices.unread(people["first"]) == 0
    assert notices.unread(people["everything"]) == 3


def test_ten_more_of_everything_cost_the_dashboard_no_more_queries(make_notice, people, sign_in):
    def queries():
        desk = sign_in("everything")
        desk.get(reverse("wagtailadmin_home"))
        with CaptureQueriesContext(connection) as asked:
            page = desk.get(reverse("wagtailadmin_home"))
        return len(asked), page.content.decode().count("理由")

    def more(numbers):
        for number in numbers:
            page = make_notice(f"第{number}份通知", by="everything")
            reviews.submit(page, people["everything"])
            reviews.send_back(page, people["first"], f"理由{number}")
            make_notice(f"第{number}份草稿", by="everything")
            reviews.submit(make_notice(f"第{number}份请示"), people["drafter"])

    more(range(2))
    few, shown = queries()
    more(range(2, 7))
    many, shown_then = queries()
    assert shown_then > shown
    assert many == few
