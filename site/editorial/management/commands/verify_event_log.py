"""`manage.py verify_event_log`: is every row of the event log as it was written?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from editorial import event_log, protection
from editorial.models import EventLog


class Command(BaseCommand):
    help = "核对操作日志的校验链，指出被改动、删除或插入的记录"

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(event_log.problems())
        for sequence, problem in found[:50]:
            self.stderr.write(f"第 {sequence} 条：{problem}")
        if lost := protection.missing(connection):
            self.stderr.write(f"数据库缺少保护操作日志的触发器：{'、'.join(lost)}；运行 migrate 会补上")
            found.append((0, "触发器"))
        if found:
            raise CommandError(f"操作日志有 {len(found)} 处不符")
        self.stdout.write(f"操作日志完好，共 {EventLog.objects.count()} 条")
