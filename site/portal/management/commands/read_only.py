"""`manage.py read_only on|off`: readers go on reading, nobody writes."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.operations.read_only import is_read_only


class Command(BaseCommand):
    help = "只读：on 之后网站照常浏览，任何提交都回答 503；off 恢复。不必重启"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("state", choices=["on", "off", "status"])

    def handle(self, *args: Any, state: str, **options: Any) -> None:
        if state == "on":
            settings.READ_ONLY_FLAG.touch()
        elif state == "off":
            settings.READ_ONLY_FLAG.unlink(missing_ok=True)
            if settings.READ_ONLY:
                raise CommandError("设置 READ_ONLY=true 仍然有效：请去掉它并重启服务。")
        self.stdout.write("网站只读" if is_read_only() else "网站可以读写")
