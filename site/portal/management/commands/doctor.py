"""`manage.py doctor`: is everything as it should be, and if not, what is the next step?"""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.operations.doctor import examine

MARKS = {"ok": "正常", "warn": "提醒", "fail": "故障"}


class Command(BaseCommand):
    help = "体检：设置、数据库、索引、磁盘、备份、定时任务等，每项说明情况和下一步；有故障时退出码为 1"
    requires_system_checks: list[str] = []  # one of the things that it reports

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="供监控程序读取")

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(examine())
        failed = sum(finding.level == "fail" for finding in found)
        if options["json"]:
            said = {"failed": failed, "checks": [asdict(finding) for finding in found]}
            self.stdout.write(json.dumps(said, ensure_ascii=False, indent=1))
        else:
            style = {"ok": self.style.SUCCESS, "warn": self.style.WARNING, "fail": self.style.ERROR}
            for finding in found:
                self.stdout.write(f"{style[finding.level](MARKS[finding.level])}  {finding.label}：{finding.said}")
                if finding.step:
                    self.stdout.write(f"      → {finding.step}")
        if failed:
            raise CommandError(f"{failed} 项故障", returncode=1)
