#!/usr/bin/env python3
"""benchmarks/search_cluster.py [--engine elasticsearch] [--start]

Three nodes (deploy/search-server start cluster), copies of each index, and a node killed: searches, saves and a rebuild go
on, and afterwards the index equals the database, record by record. --start starts the cluster and stops it again. Prints one
JSON line; the exit code is 1 where something did not go on.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LAUNCHER = ROOT / "deploy" / "search-server"
NODES = "127.0.0.1:9211,127.0.0.1:9212,127.0.0.1:9213"
DOCUMENTS = 500


def search(words: str) -> tuple[int, float]:
    """(total, seconds)"""
    from wagtail.search.backends import get_search_backend

    from publications.models import OfficialDocumentPage

    began = time.perf_counter()
    return get_search_backend().search(words, OfficialDocumentPage.objects.live().public()).count(), round(
        time.perf_counter() - began, 2
    )


def run() -> dict[str, Any]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction
    from wagtail.models import Page

    from benchmarks.searching import archive, writing
    from news.models import NoticePage
    from publications import outbox
    from search.checking import compare
    from search.indexing import engine_for, roots

    archive.migrate()
    with transaction.atomic():
        archive.fill(archive.texts_of(None, DOCUMENTS), columns=3)
    call_command("update_index", verbosity=0)
    health = engine_for(Page).client.cluster.health(wait_for_status="green", timeout="60s")  # type: ignore[attr-defined]
    found: dict[str, Any] = {"health": health["status"], "before": search("教师")}
    subprocess.run([LAUNCHER, "kill", "node1"], check=True, stdout=subprocess.DEVNULL)
    found["after_kill"] = [search("教师") for _ in range(6)]
    with writing.following("search"):
        page = NoticePage.objects.filter(live=True).first()
        found["publish_s"] = round(writing.publish(page, 1), 2)
        outbox.drain("search")
        call_command("update_index", verbosity=0)
        engine_for(Page).refresh()
        found["after_rebuild"] = search("教师")
        found["differences"] = sum(len(compare(root).differing) for root in roots())
    for root in roots():
        engine_for(root).remove()
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", default="elasticsearch", choices=["elasticsearch", "opensearch"])
    parser.add_argument("--nodes", default=NODES)
    parser.add_argument("--start", action="store_true")
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="shixun-search-cluster-")
    sys.path[:1] = [str(ROOT), str(ROOT / "site")]
    os.environ.update(
        SHIXUN_VAR=folder,
        DJANGO_SETTINGS_MODULE="benchmarks.searching.settings",
        SEARCH_URL=f"{options.engine}://{options.nodes}/cluster-trial?replicas=1",
    )
    try:
        if options.start:
            subprocess.run([LAUNCHER, "start", "cluster"], check=True, stdout=subprocess.DEVNULL)
        found = run()
    finally:
        if options.start:
            subprocess.run([LAUNCHER, "wipe", "cluster"], check=False, stdout=subprocess.DEVNULL)
        shutil.rmtree(folder, ignore_errors=True)
    totals = {total for total, _ in found["after_kill"]} | {found["before"][0]}
    going_on = len(totals) == 1 and found["differences"] == 0 and found["after_rebuild"][0] > 0
    print(json.dumps({**found, "went_on": going_on}, ensure_ascii=False))
    return int(not going_on)


if __name__ == "__main__":
    sys.exit(main())
