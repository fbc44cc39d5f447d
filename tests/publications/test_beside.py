"""A thread that works beside its process: nobody waits for it, and nothing it was woken for is left undone."""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from publications import outbox
from publications.beside import Beside
from publications.models import OutboxRow


def test_who_wakes_it_does_not_wait_and_every_wake_is_worked_off() -> None:
    may_go_on, begun, rounds = threading.Event(), threading.Event(), []

    def work() -> None:
        rounds.append(threading.current_thread().name)
        begun.set()
        assert may_go_on.wait(10)

    beside = Beside("one", work)
    beside.wake()
    assert begun.wait(10)
    beside.wake()  # during the work: what it has read may be older than what it is woken for
    beside.wake()
    assert not beside.wait(0.05)
    may_go_on.set()
    assert beside.wait(10)
    assert rounds == ["one", "one"]


def test_a_wake_as_the_thread_ends_is_not_lost() -> None:
    undone = 0
    changing = threading.Lock()

    def work() -> None:
        nonlocal undone
        with changing:
            undone = 0

    beside = Beside("two", work)
    for _ in range(2_000):
        with changing:
            undone += 1
        beside.wake()
    assert beside.wait(10)
    assert undone == 0


def test_work_that_fails_is_logged_and_the_next_wake_works_again(caplog: pytest.LogCaptureFixture) -> None:
    fails = [True, False]
    done = []

    def work() -> None:
        if fails.pop(0):
            raise ConnectionError("the database is down")
        done.append(1)

    beside = Beside("three", work)
    with caplog.at_level(logging.ERROR):
        beside.wake()
        assert beside.wait(10)
    assert "the database is down" in caplog.text
    beside.wake()
    assert beside.wait(10)
    assert done == [1]


def test_without_anything_to_do_nobody_waits() -> None:
    assert Beside("four", lambda: None).wait(0)


class Slow:
    """A consumer that goes on only when it is let."""

    def __init__(self) -> None:
        self.let, self.told = threading.Event(), []

    def __call__(self, rows: Sequence[OutboxRow]) -> None:
        assert self.let.wait(30)
        self.told += [row.object_id for row in rows]


@pytest.fixture
def slow(settings: Any) -> Iterator[Slow]:
    settings.OUTBOX_BACKGROUND = True
    kept = dict(outbox._consumers)
    outbox._consumers.clear()
    outbox.register_consumer("slow", slow := Slow(), beside=True)
    yield slow
    slow.let.set()
    assert outbox.wait_for_threads(30)
    outbox._consumers.clear()
    outbox._consumers.update(kept)


@pytest.mark.django_db(transaction=True)
def test_a_save_returns_before_the_index_has_followed_and_its_row_stays_until_then(
    slow: Slow, make_notice: Callable[..., Any]
) -> None:
    notice = make_notice()
    assert (slow.told, OutboxRow.objects.filter(object_id=str(notice.pk)).exists()) == ([], True)
    slow.let.set()
    assert outbox.wait_for_threads(30)
    assert (str(notice.pk) in slow.told, OutboxRow.objects.exists()) == (True, False)


@pytest.mark.django_db(transaction=True)
def test_an_import_waits_at_its_end_for_the_index_too(slow: Slow, make_notice: Callable[..., Any]) -> None:
    slow.let.set()
    with outbox.drained_together():
        notice = make_notice()
    assert str(notice.pk) in slow.told
