"""`manage.py purge_event_log --archive FILE`: rows older than LOG_DAYS go into a file and out of the database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from editorial.purge import PurgeRefused, purge


class Command(BaseCommand):
    help = (
        "把超过保存期（默认 LOG_DAYS 天，最少 365 天）的操作日志写入归档文件，再从数据库移除；校验链从检查点起仍可核对"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--archive", type=Path, required=True, help="归档文件，不能已经存在")
        parser.add_argument("--days", type=int, default=settings.LOG_DAYS)

    def handle(self, *args: Any, archive: Path, days: int, **options: Any) -> None:
        try:
            count = purge(days, archive)
        except PurgeRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"已归档并移除 {count} 条" if count else "没有超过保存期的记录")
