"""The outbox loses nothing: a row goes only when its consumer has followed it up."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from django.db import transaction

from publications import outbox
from publications.models import OutboxRow

pytestmark = pytest.mark.django_db


class Listener:
    """A consumer that notes what it is told, or fails."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []
        self.fails = False

    def __call__(self, rows: Sequence[OutboxRow]) -> None:
        if self.fails:
            raise ConnectionError("the engine is down")
        self.told += [(row.action, row.object_id) for row in rows]


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    kept = dict(outbox._consumers)
    outbox._consumers.clear()
    outbox.register_consumer("listener", listener)
    yield listener
    outbox._consumers.clear()
    outbox._consumers.update(kept)


def test_a_save_is_told_after_the_commit_and_never_before(
    listener: Listener, make_notice: Callable[..., Any], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        notice = make_notice()
        assert (listener.told, OutboxRow.objects.count()) == ([], 1)
    assert (listener.told, OutboxRow.objects.count()) == ([("saved", str(notice.pk))], 0)


def test_a_rolled_back_save_leaves_no_row(listener: Listener, make_notice: Callable[..., Any]) -> None:
    with transaction.atomic():
        make_notice()
        transaction.set_rollback(True)
    assert not OutboxRow.objects.exists()


def test_rows_of_one_object_are_told_once_and_a_deletion_outweighs_what_wagtail_says_after_it(
    listener: Listener, make_notice: Callable[..., Any]
) -> None:
    notice = make_notice()
    notice.save()
    notice.delete()
    assert [row.action for row in OutboxRow.objects.all()] == ["saved", "saved", "deleted", "unpublished"]
    assert outbox.drain("listener") == 4
    assert listener.told == [("deleted", str(notice.pk))]


def test_a_failing_consumer_keeps_its_rows_with_the_error_and_is_asked_again(
    listener: Listener, make_notice: Callable[..., Any]
) -> None:
    make_notice()
    listener.fails = True
    assert outbox.drain("listener") == 0
    row = OutboxRow.objects.get()
    assert (row.attempts, row.last_error) == (1, "ConnectionError: the engine is down")
    assert row.not_before is not None
    listener.fails = False
    assert outbox.drain("listener") == 0  # not yet due
    OutboxRow.objects.update(not_before=None)
    assert outbox.drain("listener") == 1


def test_a_move_tells_of_every_page_below(listener: Listener, make_notice: Callable[..., Any], notices: Any) -> None:
    pages = [make_notice(f"通知{number}") for number in range(3)]
    OutboxRow.objects.all().delete()
    notices.move(notices.get_parent(), pos="first-child")
    outbox.drain("listener")
    assert {pk for action, pk in listener.told if action == "moved"} == {str(p.pk) for p in [notices, *pages]}


def test_privacy_on_a_column_tells_of_every_page_below(
    listener: Listener, make_notice: Callable[..., Any], notices: Any
) -> None:
    from wagtail.models import PageViewRestriction

    notice = make_notice()
    OutboxRow.objects.all().delete()
    PageViewRestriction.objects.create(page=notices, restriction_type="login")
    assert {row.object_id for row in OutboxRow.objects.filter(action="privacy")} == {str(notices.pk), str(notice.pk)}


def test_changing_the_groups_that_may_read_a_column_tells_of_every_page_below(
    listener: Listener, make_notice: Callable[..., Any], notices: Any
) -> None:
    from django.contrib.auth.models import Group
    from wagtail.models import PageViewRestriction

    pages = {str(notices.pk), str(make_notice().pk)}
    restriction = PageViewRestriction.objects.create(page=notices, restriction_type="groups")
    readers = Group.objects.create(name="读者")
    for change in (
        lambda: restriction.groups.add(readers),
        lambda: restriction.groups.remove(readers),
        lambda: readers.pageviewrestriction_set.add(restriction),
        lambda: readers.pageviewrestriction_set.clear(),
    ):
        OutboxRow.objects.all().delete()
        change()
        assert {row.object_id for row in OutboxRow.objects.filter(action="privacy")} == pages


def test_whoever_finds_the_lock_taken_leaves_at_once(listener: Listener, make_notice: Callable[..., Any]) -> None:
    make_notice()
    with outbox._lock("listener") as held:
        assert held
        assert outbox.drain("listener") == 0
    assert outbox.drain("listener") == 1


@pytest.mark.django_db(transaction=True)
def test_a_save_does_not_wait_for_what_others_save_meanwhile(
    listener: Listener, make_notice: Callable[..., Any], settings: Any
) -> None:
    settings.OUTBOX_DRAIN_SECONDS = 0.0
    notice = make_notice()
    assert outbox.wait_for_threads(30)
    assert ("saved", str(notice.pk)) in listener.told
    assert not OutboxRow.objects.exists()
