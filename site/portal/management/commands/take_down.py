"""`manage.py take_down ADDRESS`: one page away at once from site, index and export, in both scripts."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.operations.errors import OperationError
from portal.operations.take_down import take_down


class Command(BaseCommand):
    help = "紧急撤下一页：网站、检索、静态导出和另一种文字同时撤下，记入操作日志；稿件保留，改好后走三审"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", help="网址、永久网址（/d/7K3M2）或页面编号")
        parser.add_argument("--reason", default="应急撤下", help="写进操作日志的原因")

    def handle(self, *args: Any, address: str, reason: str, **options: Any) -> None:
        try:
            gone = take_down(address, reason)
        except OperationError as error:
            raise CommandError(str(error)) from error
        for where in gone:
            self.stdout.write(f"已撤下 {where}")
        self.stdout.write("若有 CDN 或其他缓存，请清除以上网址。")
