#!/usr/bin/env python3
"""benchmarks/search_kills.py [--kills 20] [--documents 6000]

Two processes write, publish, withdraw, move, delete, roll back and rebuild at once and are killed (SIGKILL) at random
moments, again and again; then a section of half the documents is moved. Afterwards the index must equal the database,
record by record. Prints one JSON line; the exit code is 1 where it does not.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WRITERS = 2


def keep_writing(seed: int) -> None:
    """Until killed; what must not be half done is one transaction."""
    from django.db import transaction
    from wagtail.models import Page

    from news.models import NoticeIndexPage, NoticePage
    from publications.publishing import publishing_allowed
    from search.backends.errors import IndexBusy
    from search.indexing import rebuild

    chance = random.Random(seed)
    for number in range(100_000):
        with publishing_allowed("kills"), transaction.atomic():
            pages, what = NoticePage.objects.order_by("?"), chance.random()
            page = pages.first()
            assert page is not None
            word = f"x{seed}y{number}"
            if what < 0.3:
                column = NoticeIndexPage.objects.order_by("?").first()
                column.add_child(instance=NoticePage(title=word, slug=word, live=True))
            elif what < 0.4:
                page.delete()
            elif what < 0.5:
                page.title = f"从未存在 {word}"
                page.save()
                transaction.set_rollback(True)
            elif what < 0.6:
                page.move(NoticeIndexPage.objects.order_by("?").first(), pos="last-child")
            else:
                page.title, page.live = word, chance.random() < 0.7
                page.save()
        if chance.random() < 0.03:
            try:
                rebuild(Page)
            except IndexBusy:
                continue


def fork(seed: int) -> int:
    from django.db import connections

    from search.backends.backend import forget_engines

    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            forget_engines()
            keep_writing(seed)
        finally:
            os._exit(1)
    return child


def kill_again_and_again(kills: int) -> int:
    """How many writers ended by themselves, which is none."""
    chance, ended = random.Random(20), 0
    for number in range(0, kills, WRITERS):
        children = [fork(number + beside) for beside in range(WRITERS)]
        for child in children:
            time.sleep(chance.uniform(0.3, 2.5))
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            ended += not os.WIFSIGNALED(status)
    return ended


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--documents", type=int, default=6000)
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="shixun-search-kills-")
    try:
        sys.path[:1] = [str(ROOT), str(ROOT / "site")]
        os.environ.update(SHIXUN_VAR=folder, DJANGO_SETTINGS_MODULE="benchmarks.searching.settings")
        found = run(options.kills, options.documents)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps(found, ensure_ascii=False))
    return int(bool(found["differences"] or found["waiting"] or found["ended_by_themselves"]))


def run(kills: int, documents: int) -> dict[str, object]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    from benchmarks.searching import archive
    from benchmarks.searching.writing import following
    from publications import outbox
    from publications.models import OutboxRow
    from search.backends.backend import forget_engines
    from search.checking import compare
    from search.indexing import roots

    archive.migrate()
    with transaction.atomic():
        archive.fill(archive.texts_of(None, documents), columns=2)
    call_command("update_index", verbosity=0)
    with following("search"):
        ended = kill_again_and_again(kills)
        forget_engines()
        moved = move_a_section()
        OutboxRow.objects.update(not_before=None)
        began = time.monotonic()
        outbox.drain("search")
        caught_up = time.monotonic() - began
        compared = [compare(root) for root in roots()]
    return {
        "kills": kills,
        "ended_by_themselves": ended,
        "moved": moved,
        "caught_up_s": round(caught_up, 1),
        "documents": sum(c.documents for c in compared),
        "differences": {c.index: c.differing[:20] for c in compared if c.differing},
        "waiting": sum(c.waiting for c in compared),
    }


def move_a_section() -> int:
    """Pages that moved with it; their paths are rows of the outbox now."""
    from django.conf import settings
    from wagtail.models import Page

    from publications.publishing import publishing_allowed

    settings.OUTBOX_DRAIN = "worker"
    section, other = Page.objects.get(slug="lan-0"), Page.objects.get(slug="lan-1")
    with publishing_allowed("kills"):
        section.move(other, pos="last-child")
    return int(section.get_descendant_count())


if __name__ == "__main__":
    sys.exit(main())
