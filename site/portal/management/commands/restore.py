"""`manage.py restore FILE`: bring a backup back; `--check` only looks, `--recover` undoes a killed restore."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.operations import archive
from portal.operations.errors import OperationError
from portal.operations.restore import recover, restore


class Command(BaseCommand):
    help = "从备份恢复：先核对，再在旁边展开，最后一步替换；旧数据保留到恢复成功。请先停止服务"
    requires_system_checks: list[str] = []  # they may ask the very database that is broken
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="备份文件")
        parser.add_argument("--yes", action="store_true", help="替换这里已有的数据")
        parser.add_argument("--check", action="store_true", help="只核对备份，不恢复")
        parser.add_argument("--recover", action="store_true", help="退回上一次中途停止的恢复")

    def handle(self, *args: Any, **options: Any) -> None:
        file, passphrase = options["file"], settings.BACKUP_PASSPHRASE_FILE
        try:
            if options["recover"]:
                self.stdout.write("已退回恢复之前的数据" if recover() else "没有中途停止的恢复")
                return
            if file is None or not file.is_file():
                raise CommandError(f"没有这个备份文件：{file or '（未指定）'}。备份默认在 {settings.BACKUP_DIR}。")
            if options["check"]:
                manifest = archive.unpack(file, None, passphrase)
                self.stdout.write(f"备份完好：{manifest.made_at}，{len(manifest.files)} 个文件")
                return
            restore(file, passphrase, confirmed=options["yes"], say=self.stdout.write)
        except OperationError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("恢复完成。请启动服务，再运行 manage.py doctor。")
