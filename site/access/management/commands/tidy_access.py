"""`manage.py tidy_access`, once a day: stale accounts off, what is over removed, access logs kept LOG_DAYS."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from access import stale
from access.models import Attempt, ResetLink

KEPT_DAYS = 365  # 互联网政务应用安全管理规定 article 20
OVER = timedelta(days=30)


class Command(BaseCommand):
    help = "停用久未使用的账号，清理过期的尝试计数、重置码和会话，移除超过保存期（LOG_DAYS，至少 365 天）的访问日志"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--log-days", type=int, default=settings.LOG_DAYS)

    def handle(self, *args: Any, log_days: int, **options: Any) -> None:
        if log_days < KEPT_DAYS:
            raise CommandError(f"日志至少保存一年：LOG_DAYS 不能少于 {KEPT_DAYS}")
        accounts = list(stale.stale_accounts())
        for user in accounts:
            stale.switch_off(user)
        before = timezone.now() - OVER
        Attempt.objects.filter(since__lt=before).delete()
        ResetLink.objects.filter(expires_at__lt=before).delete()
        Session.objects.filter(expire_date__lt=timezone.now()).delete()
        logs = remove_old_logs(Path(settings.LOG_FOLDER), log_days)
        self.stdout.write(f"停用账号 {len(accounts)} 个，移除日志文件 {logs} 个")


def remove_old_logs(folder: Path, days: int) -> int:
    """Files `name-2026-11-23.jsonl` of days longer ago than `days`. How many."""
    oldest = datetime.now(UTC).date() - timedelta(days=days)
    removed = 0
    for file in folder.glob("*-????-??-??.jsonl"):
        try:
            day = date.fromisoformat(file.stem[-10:])
        except ValueError:
            continue
        if day < oldest:
            file.unlink(missing_ok=True)
            removed += 1
    return removed
