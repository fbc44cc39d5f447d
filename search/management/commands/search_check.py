"""`manage.py search_check`: compares every index with its database, and repairs what differs with --repair.

Exit codes: 0 they are equal, or all that differed was repaired; 1 they differ; 2 the engine cannot be asked.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.backends.errors import IndexBusy, SearchUnavailable
from search.checking import Comparison, compare, repair
from search.indexing import roots
from search.progress import ProgressBar

WORDS = {"missing": "缺少", "phantom": "多余", "outdated": "过时"}
SHOWN = 10


class Command(BaseCommand):
    help = "核对检索索引与数据库：缺少、多余、过时的各有哪些；--repair 改正。退出码 0 一致（或已改正），1 不一致，2 引擎不可用"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="改正不一致的记录")
        parser.add_argument("--json", action="store_true", help="一行 JSON，供程序读取")
        parser.add_argument("--backend", default="default", help="WAGTAILSEARCH_BACKENDS 中的一项")

    def handle(self, *args: Any, **options: Any) -> None:
        self.json, self.quiet = options["json"], options["json"] or options["verbosity"] == 0
        found: list[Comparison] = []
        repaired = 0
        try:
            for root in roots():
                bar = ProgressBar(self.stdout, root._meta.label)
                comparison = compare(root, options["backend"], None if self.quiet else bar.show)
                found.append(comparison)
                if options["repair"]:
                    repaired += repair(comparison, root, options["backend"])
        except (SearchUnavailable, IndexBusy, TypeError, OSError) as error:
            raise CommandError(f"检索引擎不可用：{error}", returncode=2) from error
        differing = sum(len(comparison.differing) for comparison in found)
        self.say(found, differing, repaired)
        if differing > repaired:
            raise SystemExit(1)

    def say(self, found: list[Comparison], differing: int, repaired: int) -> None:
        if self.json:
            indexes = [asdict(comparison) for comparison in found]
            said = {"indexes": indexes, "differences": differing, "repaired": repaired}
            self.stdout.write(json.dumps(said, ensure_ascii=False, default=str))
            return
        for comparison in found:
            for name, word in WORDS.items():
                if keys := getattr(comparison, name):
                    more = " ……" if len(keys) > SHOWN else ""
                    shown = "、".join(map(str, keys[:SHOWN]))
                    self.stdout.write(f"{comparison.index}：{word} {len(keys)} 项：{shown}{more}")
            if comparison.waiting:
                self.stdout.write(f"{comparison.index}：{comparison.waiting} 项已在待办中")
        documents = sum(comparison.documents for comparison in found)
        if not differing:
            self.stdout.write(f"索引与数据库一致：{documents} 项")
        elif repaired:
            self.stdout.write(f"已改正 {repaired} 项，共核对 {documents} 项")
        else:
            self.stdout.write(f"不一致 {differing} 项，共核对 {documents} 项；加 --repair 改正")
