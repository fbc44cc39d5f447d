"""`manage.py drain_outbox`: follow up what happened to documents; the worker of OUTBOX_DRAIN=worker."""

import signal
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from publications import outbox


class Command(BaseCommand):
    help = "处理待办的文件事件（检索索引、繁简同步等）；--forever 作为常驻进程运行"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--forever", action="store_true", help="keep draining until stopped")
        parser.add_argument("--consumer", help="only this consumer")
        parser.add_argument("--interval", type=float, default=0.5, help="seconds between looks (default 0.5)")

    def handle(self, *args: Any, **options: Any) -> None:
        names = [consumer.name for consumer in outbox.consumers()]
        if options["consumer"] and options["consumer"] not in names:
            raise CommandError(f"没有名为 {options['consumer']} 的处理者，可选：{'、'.join(names)}")
        chosen = [options["consumer"]] if options["consumer"] else names
        if not options["forever"]:
            self.stdout.write(f"已处理 {self.look(chosen)} 条")
            return
        signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        # One file may take a minute to read; the index must not be a minute behind.
        slow = [] if options["consumer"] else outbox.in_background()
        quick = [name for name in chosen if name not in slow]
        try:
            while True:
                if slow:
                    outbox.drain_in_background()
                if not self.look(quick):
                    time.sleep(options["interval"])
                close_old_connections()
        except KeyboardInterrupt:
            self.stdout.write("已停止")

    def look(self, chosen: list[str]) -> int:
        """Drain each once; rows handled."""
        return sum(map(outbox.drain, chosen))
