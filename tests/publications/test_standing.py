"""What a process keeps is given up with the first request after something changed, whichever process changed it."""

from typing import Any

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from publications import standing
from publications.models import Change
from publications.publishing import publishing_allowed

pytestmark = pytest.mark.django_db


def menu(client: Any) -> str:
    return str(client.get("/display/").content.decode().split("<main")[0])


@pytest.fixture
def in_menu(client: Any, make_notice: Any, notices: Any) -> Any:
    make_notice()
    menu(client)  # the first request of all makes the site's settings, which is a change
    return notices


def test_a_column_that_is_closed_or_hidden_is_gone_from_the_menu_at_once(client: Any, in_menu: Any) -> None:
    assert in_menu.title in menu(client)
    restriction = PageViewRestriction.objects.create(page=in_menu, restriction_type="login")
    assert in_menu.title not in menu(client)
    restriction.delete()
    assert in_menu.title in menu(client)
    with publishing_allowed("测试"):
        in_menu.unpublish()
    assert in_menu.title not in menu(client)


def test_what_another_process_changed_is_seen_without_a_signal_here(client: Any, in_menu: Any) -> None:
    assert in_menu.title in menu(client)
    type(in_menu).objects.filter(pk=in_menu.pk).update(title="公告栏")
    assert "公告栏" not in menu(client), "nobody has said so yet"
    Change.objects.create()
    assert "公告栏" in menu(client)


def test_a_change_that_commits_after_a_later_one_is_noticed() -> None:
    later = Change.objects.create(pk=1001)
    before = standing.token_of(RequestFactory().get("/"))
    Change.objects.create(pk=1000)
    Change.objects.filter(pk=1000).update(at=later.at - timezone.timedelta(seconds=1))
    assert standing.token_of(RequestFactory().get("/")) != before


def test_the_rows_of_changes_do_not_pile_up() -> None:
    for _ in range(3 * standing.KEPT_CHANGES):
        standing.note_change()
    assert Change.objects.count() <= standing.KEPT_CHANGES + standing.PRUNED_EVERY


def test_an_autosave_changes_nothing_that_is_kept(in_menu: Any) -> None:
    count = Change.objects.count()
    in_menu.save(update_fields=["latest_revision", "draft_title", "has_unpublished_changes"], clean=False)
    assert Change.objects.count() == count


def test_an_article_costs_at_most_twelve_queries(client: Any, make_notice: Any) -> None:
    from publications.choices import RelationKind
    from publications.models import Relation

    notice = make_notice(body=[("heading", {"number_text": "一、", "text": "要求", "level": "1", "anchor": "s1"})])
    Relation.relate(notice, make_notice("依据"), RelationKind.IMPLEMENTS)
    Relation.relate(notice, make_notice("附"), RelationKind.ENCLOSES)
    for _ in range(2):
        client.get(notice.url)
    with CaptureQueriesContext(connection) as captured:
        client.get(notice.url)
    assert len(captured) <= 12, [query["sql"][:100] for query in captured]
