#!/usr/bin/env python3
"""What each kind of page costs: CPU milliseconds and database queries, uncached, beside a stock Wagtail page in the same run.

    .venv/bin/python benchmarks/pages.py [--rounds 60]

The demonstration is loaded into a temporary folder; requests go through every middleware in this process, so that its CPU
time is theirs. The baseline has as many blocks as the article and Wagtail's own routing, breadcrumb and menu tags. Rounds
of all pages are interleaved. Prints one JSON line; exits with 1 where a document asks more than 12 queries.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
MOST_QUERIES = 12
DOCUMENTS = ("article", "plan", "review")


def prepare(folder: str) -> dict[str, str]:
    """An address for each kind of page, "stock" among them; Django is set up and the demonstration loaded."""
    os.environ.update(SHIXUN_VAR=folder, DJANGO_SETTINGS_MODULE="stock.settings")
    sys.path[:0] = [str(ROOT / "site"), str(ROOT), str(ROOT / "benchmarks")]  # search.py beside this is not the room
    import django

    django.setup()
    from django.core.management import call_command
    from wagtail.models import Page

    call_command("migrate", verbosity=0)
    call_command("load_demo", stdout=io.StringIO())
    from stock.models import StockPage

    from news.models import NoticeIndexPage
    from plans.models import AnnualReviewPage, WorkPlanPage
    from publications.models import OfficialDocumentPage, Relation

    plan = WorkPlanPage.objects.live().filter(locale__language_code="zh-hans").latest("year")
    key = Relation.objects.get(to_key=plan.translation_key, kind="encloses").from_key
    notice = OfficialDocumentPage.objects.get(translation_key=key, locale=plan.locale)
    column = NoticeIndexPage.objects.filter(locale=plan.locale).first()
    blocks = len(notice.body) + len(plan.body)
    body = [
        ("heading" if n % 4 == 0 else "paragraph", f"第{n}节" if n % 4 == 0 else "<p>做实研修。</p>" * 3)
        for n in range(blocks)
    ]
    parent = Page.objects.get(pk=column.get_parent().pk)
    stock = parent.add_child(instance=StockPage(title="基准", slug="stock", body=body, locale=plan.locale))
    review = AnnualReviewPage.objects.live().filter(locale=plan.locale).latest("year")
    return {
        "article": notice.url,
        "plan": plan.url,
        "review": review.url,
        "column": column.url,
        "home": "/",
        "search": "/search/?q=研修",
        "stock": stock.url,
    }


def cpu_seconds(client: Any, address: str) -> float:
    """CPU time of one request."""
    began = time.process_time()
    response = client.get(address)
    if response.status_code != 200:
        raise SystemExit(f"{address}: {response.status_code}")
    return time.process_time() - began


def count_queries(client: Any, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=60)
    rounds, folder = parser.parse_args().rounds, tempfile.mkdtemp(prefix="shixun-pages-")
    try:
        addresses = prepare(folder)
        from django.test import Client

        client = Client()
        for _ in range(3):
            for address in addresses.values():
                client.get(address)
        seconds: dict[str, list[float]] = {kind: [] for kind in addresses}
        for _ in range(rounds):
            for kind, address in addresses.items():
                seconds[kind].append(cpu_seconds(client, address))
        cpu = {kind: round(1000 * statistics.median(times), 1) for kind, times in seconds.items()}
        queries = {kind: count_queries(client, address) for kind, address in addresses.items()}
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    ratio = {kind: round(value / cpu["stock"], 2) for kind, value in cpu.items()}
    print(json.dumps({"cpu_ms_p50": cpu, "queries": queries, "ratio_to_stock": ratio, "rounds": rounds}))
    return int(max(queries[kind] for kind in DOCUMENTS) > MOST_QUERIES)


if __name__ == "__main__":
    sys.exit(main())
