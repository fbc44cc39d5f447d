"""`manage.py upgrade`: after new code was installed, with the services stopped."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from portal.operations.errors import OperationError
from portal.operations.upgrade import upgrade


class Command(BaseCommand):
    help = "装好新版本的代码后运行：备份、升级数据库、静态文件、译文、索引、繁简，最后体检；失败即停，并说明怎样退回"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-backup", action="store_true", help="刚刚备份过，不再备份")
        parser.add_argument("--no-doctor", action="store_true", help="最后不体检")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            upgrade(self.stdout.write, backup=not options["no_backup"])
        except OperationError as error:
            raise CommandError(str(error)) from error
        if not options["no_doctor"]:
            call_command("doctor")
        self.stdout.write("升级完成。请启动服务。")
