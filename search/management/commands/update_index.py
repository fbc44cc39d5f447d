"""`manage.py update_index`: build every index anew beside the live one and swap; searches and saves go on meanwhile."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import models

from search.backends.errors import IndexBusy, SearchUnavailable
from search.building import sensible_processes
from search.indexing import CHUNK, rebuild, renew_statistics, roots
from search.progress import ProgressBar


class Command(BaseCommand):
    help = "重建检索索引：在旁边建成后一步替换，期间检索和保存照常"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--backend", dest="backend_name", help="only this entry of WAGTAILSEARCH_BACKENDS")
        parser.add_argument("--chunk_size", type=int, default=CHUNK, help=f"objects read at once (default {CHUNK})")
        parser.add_argument(
            "--processes",
            type=int,
            default=sensible_processes(),
            help="processes that make records (default %(default)s)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.loud = options["verbosity"] > 0
        self.bars: dict[type[models.Model], ProgressBar] = {}
        names = [options["backend_name"]] if options["backend_name"] else list(settings.WAGTAILSEARCH_BACKENDS)
        began, done = time.monotonic(), 0
        try:
            for name in names:
                self.bars.clear()
                for root in roots():
                    done += rebuild(root, name, self.show, options["chunk_size"], options["processes"])
        except IndexBusy as error:
            raise CommandError(f"另一个重建正在进行，请稍后再试：{error}") from error
        except (SearchUnavailable, TypeError, OSError) as error:
            raise CommandError(f"检索引擎不可用：{error}") from error
        renew_statistics()
        if self.loud:
            self.stdout.write(f"已索引 {done} 项，用时 {time.monotonic() - began:.1f} 秒")

    def show(self, model: type[models.Model], done: int, total: int) -> None:
        """One bar, or one line, for each model."""
        if self.loud:
            self.bars.setdefault(model, ProgressBar(self.stdout, model._meta.label)).show(done, total)
