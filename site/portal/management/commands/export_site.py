"""`manage.py export_site`: the public pages as files, signed; `--all` makes everything anew."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.operations.errors import OperationError
from portal.operations.export.build import export_all, export_changes
from portal.operations.runs import record_run


class Command(BaseCommand):
    help = "把全部公开页面（简繁两种文字）、订阅、附件和图片导出为静态文件，签名后一步替换"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="全部重做；不加则只补上与网站不同的公开范围")
        parser.add_argument("--if-enabled", action="store_true", help="没有设置 EXPORT_DIR 就什么也不做（供定时任务）")
        parser.add_argument("--to", type=Path, help="导出目录（默认 EXPORT_DIR）")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["to"] or (Path(settings.EXPORT_DIR) if settings.EXPORT_DIR else None)
        if folder is None and options["if_enabled"]:
            return
        if folder is None:
            raise CommandError("没有导出目录：请设置 EXPORT_DIR，或用 --to 指定。")
        began = time.monotonic()
        try:
            made = export_all(folder) if options["all"] else export_changes(folder, set())
        except OperationError as error:
            record_run("export", ok=False, detail=str(error))
            raise CommandError(str(error)) from error
        size = sum(entry.size for entry in made.files.values())
        said = f"{len(made.files)} 个文件，{size >> 20} MB，用时 {time.monotonic() - began:.1f} 秒"
        record_run("export", detail=said)
        self.stdout.write(f"已导出到 {folder / 'current'}：{said}")
