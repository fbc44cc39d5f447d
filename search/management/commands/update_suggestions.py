"""`manage.py update_suggestions`: bring what is suggested while somebody types in line with the public documents."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from search.indexing import renew_statistics
from search.suggestions.keeping import update
from search.suggestions.models import Phrase

BAR = 30


class Command(BaseCommand):
    help = "更新检索建议：只读改动过的文件；--anew 全部重做。期间检索和保存照常"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--anew", action="store_true", help="forget all phrases and read every document again")

    def handle(self, *args: Any, **options: Any) -> None:
        self.loud = options["verbosity"] > 0
        began = time.monotonic()
        done = update(self.show, anew=options["anew"])
        renew_statistics()
        if self.loud:
            phrases = Phrase.objects.count()
            self.stdout.write(f"看过 {done} 份文件，现有 {phrases} 条建议，用时 {time.monotonic() - began:.1f} 秒")

    def show(self, done: int, total: int) -> None:
        """A bar on a terminal."""
        if self.loud and self.stdout.isatty():
            filled = BAR * done // max(total, 1)
            bar = "█" * filled + "·" * (BAR - filled)
            self.stdout.write(f"\r{bar} {done}/{total}", ending="\n" if done >= total else "")
            self.stdout.flush()
