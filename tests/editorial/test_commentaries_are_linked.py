"""A commentary goes into the reviews only when it says what it interprets."""

from typing import Any

import pytest
from wagtail.models import Page

from editorial import reviews, rules
from news.models import CommentaryIndexPage, CommentaryPage
from publications.choices import RelationKind
from publications.models import Relation

pytestmark = pytest.mark.django_db
UNLINKED = "没有指明解读的是哪份文件"


@pytest.fixture
def commentary(people: Any, column: Any) -> CommentaryPage:
    [place] = CommentaryIndexPage.objects.filter(locale=column.locale)
    page = place.add_child(instance=CommentaryPage(title="一问一答：学时怎么算", live=False, owner=people["drafter"]))
    page.save_revision(user=people["drafter"])
    return Page.objects.get(pk=page.pk).specific


def test_a_commentary_on_nothing_is_not_submitted_and_the_form_says_what_to_do(
    commentary, make_notice, sign_in, people, said, waiting
):
    desk = sign_in("drafter")
    text = said(desk.submit(commentary, interpreted_document=""))
    assert UNLINKED in text
    assert "请在“解读的文件”中选择" in text
    assert waiting(commentary) is None
    with pytest.raises(rules.ReviewRefused, match=UNLINKED):
        reviews.submit(commentary, people["drafter"])
    desk.submit(commentary, interpreted_document=str(make_notice().pk))
    assert waiting(commentary).step == "first"


def test_what_is_taken_back_in_the_same_form_does_not_count(commentary, make_notice, sign_in, said, waiting):
    Relation.relate(commentary, make_notice(), RelationKind.INTERPRETS)
    assert UNLINKED in said(sign_in("drafter").submit(commentary, interpreted_document=""))
    assert waiting(commentary) is None


def test_a_document_from_elsewhere_is_enough(commentary, sign_in, waiting):
    key = commentary.translation_key
    Relation.objects.create(from_key=key, to_title="教师培训条例", kind=RelationKind.INTERPRETS)
    sign_in("drafter").submit(commentary, interpreted_document="")
    assert waiting(commentary).step == "first"
