"""An original that is unpublished, private or deleted leaves no public twin, not even where synchronising fails."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("columns_in_both_scripts"),
]  # nothing commits, so the outbox is not drained: what holds here holds at once


@pytest.fixture
def pair(make_notice, twin_of):
    """A published notice and its published twin."""
    from publications.outbox import drain

    notice = make_notice()
    drain("twins")
    return notice, twin_of(notice)


def restrict(page, kind: str = "login", **fields):
    from wagtail.models import PageViewRestriction

    return PageViewRestriction.objects.create(page=page, restriction_type=kind, **fields)


def test_unpublishing_hides_the_twin_in_the_same_transaction(pair, public) -> None:
    notice, twin = pair
    assert public(twin)
    notice.unpublish()
    assert not public(twin)


def test_an_unpublishing_that_is_rolled_back_leaves_the_twin_public(pair, public) -> None:
    notice, twin = pair
    with transaction.atomic():
        notice.unpublish()
        transaction.set_rollback(True)
    assert public(twin)


def test_the_rooms_that_follow_unpublishing_hear_of_the_twin(pair) -> None:
    from wagtail.signals import page_unpublished

    heard = []

    def hear(sender, instance, **kwargs) -> None:
        heard.append(instance.pk)

    page_unpublished.connect(hear)
    notice, twin = pair
    notice.unpublish()
    page_unpublished.disconnect(hear)
    assert sorted(heard) == sorted([notice.pk, twin.pk])


def test_deleting_hides_the_twin_at_once_and_then_removes_it(pair, public, twin_of) -> None:
    from publications.outbox import drain
    from twins.models import TwinState

    notice, twin = pair
    notice.delete()
    assert not public(twin)
    drain("twins")
    assert not type(twin).objects.filter(pk=twin.pk).exists()
    assert not TwinState.objects.filter(translation_key=twin.translation_key).exists()


def test_deleting_a_section_hides_all_its_twins_and_then_removes_them(pair, public) -> None:
    from wagtail.models import Page

    from publications.outbox import drain

    notice, twin = pair
    notice.get_parent().specific.delete()
    assert not public(twin)
    assert not public(twin.get_parent())
    drain("twins")
    assert not Page.objects.filter(pk__in=[twin.pk, twin.get_parent().pk]).exists()


@pytest.mark.parametrize("kind", ["login", "password", "groups"])
def test_a_restriction_reaches_the_twin_at_once_whatever_its_kind(pair, public, kind) -> None:
    notice, twin = pair
    restriction = restrict(notice, kind, password="mi-ma" if kind == "password" else "")
    restriction.groups.set([Group.objects.create(name="培训部")] if kind == "groups" else [])
    assert not public(twin)
    copied = twin.view_restrictions.get()
    assert (copied.restriction_type, copied.password) == (kind, restriction.password)
    assert list(copied.groups.all()) == list(restriction.groups.all())


def test_a_changed_restriction_changes_on_the_twin_and_a_removed_one_goes(pair, public) -> None:
    notice, twin = pair
    restriction = restrict(notice)
    restriction.restriction_type, restriction.password = "password", "mi-ma"
    restriction.save()
    assert twin.view_restrictions.get().password == "mi-ma"
    restriction.delete()
    assert public(twin)


def test_a_restricted_section_restricts_the_twins_in_it(pair, public) -> None:
    notice, twin = pair
    restrict(notice.get_parent())
    assert not public(twin)


def test_a_twin_that_stands_elsewhere_is_hidden_when_its_originals_section_becomes_private(
    pair, public, column
) -> None:
    from home.models import HomePage

    notice, twin = pair
    from twins.origins import following

    with following():
        twin.move(HomePage.objects.get(locale=twin.locale), pos="last-child")
    restrict(notice.get_parent())
    assert not public(twin)


def test_moving_under_a_private_section_hides_the_twin_at_once(pair, public, column, make, publish) -> None:
    from home.models import HomePage, StandardPage

    notice, twin = pair
    private = make(column(HomePage), StandardPage(title="内部"))
    restrict(private)
    notice.move(private, pos="last-child")
    assert not public(twin)


def test_a_twins_own_restriction_can_neither_be_set_nor_lifted(pair) -> None:
    notice, twin = pair
    with pytest.raises(PermissionDenied), transaction.atomic():
        restrict(twin)
    restrict(notice)
    with pytest.raises(PermissionDenied), transaction.atomic():
        twin.view_restrictions.get().delete()


def test_a_private_original_has_a_private_twin_from_the_start(make_notice, public, twin_of) -> None:
    from publications.outbox import drain

    notice = make_notice(live=False)
    restrict(notice)
    notice.save_revision()
    from publications.publishing import publishing_allowed

    with publishing_allowed("终审通过"):
        notice.latest_revision.publish()
    drain("twins")
    assert twin_of(notice).live
    assert not public(twin_of(notice))


@pytest.mark.parametrize("act", ["unpublish", "delete", "restrict"])
def test_nothing_leaks_where_synchronising_fails(pair, public, failing_twins, act) -> None:
    from publications.outbox import drain

    notice, twin = pair
    with failing_twins():
        {"unpublish": notice.unpublish, "delete": notice.delete, "restrict": lambda: restrict(notice)}[act]()
        drain("twins")
        assert not public(twin)


def test_an_unpublishing_that_was_drained_late_never_shows_the_twin_again(pair, public, publish) -> None:
    from publications.outbox import drain

    notice, twin = pair
    publish(notice)
    notice.unpublish()
    drain("twins")
    assert not public(twin)


def test_a_twin_moved_by_code_is_hidden_and_comes_back_to_its_place(pair, public) -> None:
    from home.models import HomePage
    from publications.outbox import drain

    _notice, twin = pair
    place = twin.get_parent().pk
    twin.move(HomePage.objects.get(locale=twin.locale), pos="last-child")
    assert not public(twin)
    drain("twins")
    twin = type(twin).objects.get(pk=twin.pk)
    assert twin.get_parent().pk == place
    assert public(twin)
