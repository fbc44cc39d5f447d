"""What search costs whoever publishes, by turns with and without it, and how fast an index is built beside Wagtail's own command."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PUBLICATIONS = 40


@contextlib.contextmanager
def following(*names: str) -> Iterator[None]:
    """Only these consumers of the outbox: what twins and the static export cost is not search's."""
    from publications import outbox

    kept = dict(outbox._consumers)
    outbox._consumers.clear()
    outbox._consumers.update({name: kept[name] for name in names})
    try:
        yield
    finally:
        outbox._consumers.clear()
        outbox._consumers.update(kept)


@contextlib.contextmanager
def drainer(settings_module: str) -> Iterator[None]:
    """`manage.py drain_outbox --forever` in a process of its own, once it has emptied the outbox."""
    from publications.models import OutboxRow

    command = [sys.executable, "manage.py", "drain_outbox", "--forever"]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}", "DJANGO_SETTINGS_MODULE": settings_module}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 120
        while OutboxRow.objects.exists() and time.monotonic() < until:
            time.sleep(0.2)
        yield
    finally:
        process.terminate()
        process.wait(timeout=60)


def publish(page: Any, number: int) -> float:
    """Seconds of saving a revision and publishing it, with what is done when the transaction commits."""
    from django.db import transaction

    from publications.publishing import publishing_allowed

    page.title = f"{page.title[:60]} {number}"
    began = time.perf_counter()
    with publishing_allowed("benchmark"), transaction.atomic():
        page.save_revision().publish()
    return time.perf_counter() - began


def publications(settings_module: str) -> dict[str, list[float]]:
    """Seconds added by search to each publication, pair by pair: "commit", and "worker" with a drainer beside.

    "without": what they took without search, when drained on commit; "found": until the index had followed, from there on.
    """
    from django.conf import settings

    from news.models import NoticePage
    from publications import outbox
    from publications.models import OutboxRow

    pages = list(NoticePage.objects.filter(live=True).order_by("pk")[:PUBLICATIONS])
    added: dict[str, list[float]] = {}
    for arm in ("commit", "worker"):
        OutboxRow.objects.all()._raw_delete("default")
        settings.OUTBOX_DRAIN = arm
        with drainer(settings_module) if arm == "worker" else contextlib.nullcontext():
            seconds: dict[bool, list[float]] = {True: [], False: []}
            for number, page in enumerate(pages):
                for searched in (True, False) if number % 2 else (False, True):
                    with following("search") if searched else following():
                        seconds[searched].append(publish(page, number))
                        published = time.perf_counter()
                        assert outbox.wait_for_threads(60)
                        if searched and arm == "commit":
                            added.setdefault("found", []).append(time.perf_counter() - published)
        added[arm] = [one - other for one, other in zip(seconds[True], seconds[False], strict=True)]
        added.setdefault("without", seconds[False])
    settings.OUTBOX_DRAIN = "commit"
    return added


def rebuilds(processes: int) -> dict[str, float]:
    """Seconds: "stock" is Wagtail's own update_index over the same backend, "one" and "several" the portal's."""
    from django.core.management import call_command
    from wagtail.search.management.commands.update_index import Command as StockCommand

    def timed(run: Any) -> float:
        began = time.perf_counter()
        run()
        return time.perf_counter() - began

    return {
        "one": timed(lambda: call_command("update_index", processes=1, verbosity=0)),
        "stock": timed(lambda: StockCommand().handle(verbosity=0, chunk_size=1000, backend_name=None)),
        "several": timed(lambda: call_command("update_index", processes=processes, verbosity=0)),
    }
