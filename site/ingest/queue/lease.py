"""One process at a time works on a batch: a lease in the batch's row, taken over where its holder is dead or silent."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta

from django.db import DatabaseError, connection
from django.db.models import Q
from django.utils import timezone

from ingest.models import ImportBatch

# Longer than any file may take: a holder on another machine that has not said anything for so long is dead.
SILENCE = timedelta(minutes=10)
_held: set[str] = set()


class LostLeaseError(Exception):
    """Another process has taken the batch over, or it was cancelled or undone."""


@dataclass(frozen=True)
class Lease:
    """The right to work on one batch."""

    batch_id: int
    holder: str

    def keep(self) -> bool:
        """Go on holding it; False where it is lost or nobody wants the batch any more."""
        mine = ImportBatch.objects.filter(pk=self.batch_id, lease_holder=self.holder, cancelled_at=None, undone_at=None)
        return bool(mine.update(lease_until=timezone.now() + SILENCE))

    def must_hold(self) -> None:
        """Within the transaction of a file: what a process that was overtaken does is rolled back."""
        mine = ImportBatch.objects.filter(pk=self.batch_id, lease_holder=self.holder, cancelled_at=None, undone_at=None)
        if not mine.select_for_update().values_list("pk", flat=True):
            raise LostLeaseError


@contextmanager
def hold(batch_id: int) -> Iterator[Lease | None]:
    """The lease of a batch, given back at the end; None where another process works on it."""
    holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(8)}"
    if not _take(batch_id, holder):
        yield None
        return
    _held.add(holder)
    try:
        yield Lease(batch_id, holder)
    finally:
        _held.discard(holder)
        # Where the disk is full this fails: that the process has ended is seen without it.
        with suppress(DatabaseError):
            ImportBatch.objects.filter(pk=batch_id, lease_holder=holder).update(lease_holder="", lease_until=None)


def _take(batch_id: int, holder: str) -> bool:
    now = timezone.now()
    wanted = {"lease_holder": holder, "lease_until": now + SILENCE}
    row = ImportBatch.objects.filter(pk=batch_id)
    if row.filter(Q(lease_holder="") | Q(lease_until=None) | Q(lease_until__lt=now)).update(**wanted):
        return True
    other = row.values_list("lease_holder", flat=True).first() or ""
    return is_dead(other) and bool(row.filter(lease_holder=other).update(**wanted))


def is_dead(holder: str) -> bool:
    """Whether the process of that lease has ended, as far as this machine can tell."""
    host, _colon, rest = holder.partition(":")
    pid = rest.partition(":")[0]
    if host != socket.gethostname() or not pid.isdigit():
        return False
    if int(pid) == os.getpid():
        return holder not in _held
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return _is_zombie(int(pid))


def _is_zombie(pid: int) -> bool:
    """A process that has ended and that its parent has not asked about yet."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            return file.read().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return False


def one_at_a_time(key: str) -> None:
    """Until the transaction ends, nobody else passes here with the same key (hexadecimal). SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(key[:15], 16)])
