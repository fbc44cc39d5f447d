"""`manage.py verify_site [--url URL]`: names every file and every live address that is not as it was exported."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.operations.errors import OperationError
from portal.operations.export import verify


class Command(BaseCommand):
    help = "核对静态导出：清单签名、每个文件；加 --url 再与正在运行的网站逐页比较"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--url", help="正在运行的网站，如 https://www.example.cn 或 http://127.0.0.1:8000")
        parser.add_argument("--to", type=Path, help="导出目录（默认 EXPORT_DIR）")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["to"] or Path(settings.EXPORT_DIR or "未设置的 EXPORT_DIR")
        try:
            found = list(verify.of_files(folder))
            if options["url"]:
                found += verify.of_site(folder, options["url"])
        except OperationError as error:
            raise CommandError(str(error)) from error
        for difference in found:
            self.stderr.write(f"{difference.where}：{difference.what}")
        if found:
            raise CommandError(
                f"{len(found)} 处不符。若是页面有新内容，先运行 export_site --all 再核对；否则按应急预案处理。"
            )
        self.stdout.write("导出的文件完好" + ("，网站与导出一致" if options["url"] else ""))
