"""`manage.py move_to_database --from sqlite:////var/lib/shixun/shixun.sqlite3`: with the services stopped."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from portal.operations.errors import OperationError
from portal.operations.move import SOURCE, move, prepare_target
from portal.settings.databases import database_at


class Command(BaseCommand):
    help = "把全部数据从 --from 的数据库搬进 DATABASE_URL 的数据库（须为空），逐表核对行数和校验值，再重建索引。请先停止服务"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from", dest="source", required=True, help="如 sqlite:////var/lib/shixun/shixun.sqlite3")

    def handle(self, *args: Any, source: str, **options: Any) -> None:
        try:
            connections.settings[SOURCE] = connections.configure_settings({"default": {}, SOURCE: database_at(source)})[
                SOURCE
            ]
        except ValueError as error:
            raise CommandError(f"--from 读不懂：{error}") from error
        try:
            prepare_target()
            moved = move(self.stdout.write)
        except OperationError as error:
            raise CommandError(str(error)) from error
        finally:
            connections[SOURCE].close()
            del connections.settings[SOURCE]
        call_command("update_index", verbosity=0)
        self.stdout.write(
            f"已搬完并逐表核对：{len(moved)} 张表，{sum(moved.values())} 行。旧数据库没有改动，确认无误后再删。"
        )
