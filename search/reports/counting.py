"""Searches are counted in this process's memory and written by a thread of its own: no reader waits for the database.

A process that is killed loses what it counted since the last writing, a minute at most: these are statistics. Several
processes and machines add to the same rows.
"""

from __future__ import annotations

import atexit
import datetime
import logging
import re
import threading
from collections import defaultdict
from dataclasses import dataclass, field

from django.conf import settings
from django.db import DatabaseError, connection, connections, transaction
from django.db.models import Count, Sum
from django.utils import timezone

from search.facet_columns import plain
from search.reports.models import SearchDay, SearchedText
from search.reports.privacy import may_be_personal

logger = logging.getLogger(__name__)

MOST_WAITING = 500  # different texts in memory; more are counted without their text
MOST_A_DAY = 20_000  # different texts in the database: somebody sending noise cannot fill it
RARE_DAYS = 30  # texts that the report does not show are deleted after so many days
LEAST_HOURS = 3  # a text is shown once it was asked in so many different hours (search.reports.summary)
WRITTEN_AT_ONCE = 100  # rows a statement: SQLite takes 999 values on old machines

_ROBOT = re.compile(r"bot|spider|crawl|slurp|monitor|curl|wget|python-", re.IGNORECASE)


@dataclass
class Tally:
    asked: int = 0
    nothing: int = 0
    partly: int = 0

    def add(self, other: Tally) -> None:
        self.asked += other.asked
        self.nothing += other.nothing
        self.partly += other.partly


Hour = tuple[datetime.date, int]


@dataclass
class Waiting:
    """What was counted and is not written yet: the hour's total, and its texts."""

    totals: defaultdict[Hour, Tally] = field(default_factory=lambda: defaultdict(Tally))
    texts: defaultdict[tuple[Hour, str], Tally] = field(default_factory=lambda: defaultdict(Tally))

    def add(self, other: Waiting) -> None:
        for hour, tally in other.totals.items():
            self.totals[hour].add(tally)
        for key, tally in other.texts.items():
            if key in self.texts or len(self.texts) < MOST_WAITING:
                self.texts[key].add(tally)


_waiting = Waiting()
_lock = threading.Lock()
_writing = threading.Lock()
_timer: threading.Timer | None = None
_pruned_on: datetime.date | None = None


def is_robot(agent: str) -> bool:
    return bool(_ROBOT.search(agent))


def count(typed: str, *, found: int, whole: bool) -> None:
    """Count a search: how many documents it found, and whether they have all that was typed."""
    now = timezone.localtime()
    tally = Tally(1, int(found == 0), int(found > 0 and not whole))
    one = Waiting()
    one.totals[(now.date(), now.hour)] = tally
    text = plain(typed).lower()
    if text and not may_be_personal(text):
        one.texts[((now.date(), now.hour), text)] = tally
    with _lock:
        _waiting.add(one)
        _start_timer(full=len(_waiting.texts) >= MOST_WAITING)


def _start_timer(*, full: bool) -> None:
    """One thread waits to write, or writes at once; none where the setting is 0 (tests write themselves)."""
    global _timer
    seconds = settings.SEARCH_REPORT_FLUSH_SECONDS
    if not seconds or (_timer is not None and (not full or _timer.interval == 0)):
        return
    if _timer is not None:
        _timer.cancel()
    atexit.unregister(write)
    atexit.register(write)
    _timer = threading.Timer(0 if full else seconds, _write_in_thread)
    _timer.daemon = True
    _timer.start()


def _write_in_thread() -> None:
    global _timer
    try:
        write()
    finally:
        connections.close_all()
        with _lock:
            if _timer is threading.current_thread():
                _timer = None


def write() -> None:
    """Write what was counted; where the database cannot take it, it waits for the next time."""
    global _waiting
    if settings.READ_ONLY or settings.READ_ONLY_FLAG.exists():
        return
    with _writing:
        with _lock:
            taken, _waiting = _waiting, Waiting()
        if not taken.totals:
            return
        try:
            with transaction.atomic():
                _write(taken)
        except DatabaseError:
            logger.warning("search: the counted searches could not be written; they are kept for later", exc_info=True)
            with _lock:
                taken.add(_waiting)
                _waiting = taken
            return
        _prune_once_a_day()


def _write(taken: Waiting) -> None:
    days: defaultdict[datetime.date, Tally] = defaultdict(Tally)
    for (day, _), tally in taken.totals.items():
        days[day].add(tally)
    _upsert("day", [(day, t.asked, t.nothing, t.partly) for day, t in days.items()])
    by_hour: defaultdict[Hour, list[tuple[object, ...]]] = defaultdict(list)
    for ((day, hour), text), tally in taken.texts.items():
        by_hour[(day, hour)].append((day, text, tally.asked, tally.nothing, tally.partly, 1, hour))
    kept = dict(SearchedText.objects.filter(day__in=list(days)).values_list("day").annotate(Count("pk")))
    # Hour by hour: a row cannot be changed twice by one statement.
    for (day, _), rows in sorted(by_hour.items()):
        if kept.get(day, 0) < MOST_A_DAY:
            for at in range(0, len(rows), WRITTEN_AT_ONCE):
                _upsert("text", rows[at : at + WRITTEN_AT_ONCE])


def _upsert(which: str, rows: list[tuple[object, ...]]) -> None:
    """Add to the rows that are there, make the others: one statement, alike in SQLite and PostgreSQL."""
    model, key = (SearchDay, ["day"]) if which == "day" else (SearchedText, ["day", "text"])
    quote = connection.ops.quote_name
    columns = [f.column for f in model._meta.concrete_fields if not f.primary_key]
    # What stands there, and what would be added.
    old = {name: f"{quote(model._meta.db_table)}.{quote(name)}" for name in columns}
    new = {name: f"excluded.{quote(name)}" for name in columns}
    changes = {name: f"{old[name]} + {new[name]}" for name in ("asked", "nothing", "partly")}
    if which == "text":
        later = f"CASE WHEN {old['last_hour']} < {new['last_hour']} THEN"
        changes["hours"] = f"{old['hours']} + {later} 1 ELSE 0 END"
        changes["last_hour"] = f"{later} {new['last_hour']} ELSE {old['last_hour']} END"
    row = f"({', '.join(['%s'] * len(columns))})"
    sql = (
        f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(map(quote, columns))}) VALUES {', '.join([row] * len(rows))} "
        f"ON CONFLICT ({', '.join(map(quote, key))}) DO UPDATE SET "
        + ", ".join(f"{quote(name)} = {change}" for name, change in changes.items())
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for values in rows for value in values])


def _prune_once_a_day() -> None:
    global _pruned_on
    today = timezone.localdate()
    if _pruned_on != today:
        _pruned_on = today
        prune(today)


def prune(today: datetime.date) -> None:
    """Delete what is older than SEARCH_REPORT_DAYS, and after RARE_DAYS the texts that were asked too rarely to be shown."""
    oldest = today - datetime.timedelta(days=settings.SEARCH_REPORT_DAYS)
    SearchDay.objects.filter(day__lt=oldest).delete()
    SearchedText.objects.filter(day__lt=oldest).delete()
    rare = SearchedText.objects.values("text").annotate(of_all=Sum("hours")).filter(of_all__lt=LEAST_HOURS)
    old = SearchedText.objects.filter(day__lt=today - datetime.timedelta(days=RARE_DAYS), text__in=rare.values("text"))
    old.delete()
