"""What must hold for the portal to serve and to follow (/readyz, and the first part of doctor): quick, and asks no network
but the database and the search engine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from portal.operations import swap
from portal.operations.checkup import Finding
from portal.operations.runs import Run, last_run

CLOCK_TOLERANCE = 5.0  # seconds
CHECKS: list[Callable[[], Finding]] = []


def vital(check: Callable[[], Finding]) -> Callable[[], Finding]:
    CHECKS.append(check)
    return check


def findings() -> Iterator[Finding]:
    """Each check's finding; one that cannot be made is a failure of its own."""
    for check in CHECKS:
        yield guarded(check)


def guarded(check: Callable[[], Finding]) -> Finding:
    try:
        return check()
    except Exception as error:
        words = (check.__doc__ or check.__name__).split("\n")[0].rstrip("。.")
        return Finding(check.__name__, words, "fail", f"{type(error).__name__}: {error}"[:300], "按提示改好后再运行")


def age(run: Run) -> str:
    minutes = int(run.age.total_seconds() // 60)
    return f"{minutes} 分钟前" if minutes < 120 else f"{minutes // 60} 小时前"


@vital
def database() -> Finding:
    """数据库"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return Finding("database", "数据库", "ok", connection.vendor)


@vital
def clock() -> Finding:
    """时钟"""
    if connection.vendor != "postgresql":
        return Finding("clock", "时钟", "ok", f"{timezone.localtime():%Y-%m-%d %H:%M:%S %Z}，数据库在本机")
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        off = abs((timezone.now() - cursor.fetchone()[0]).total_seconds())
    if off > CLOCK_TOLERANCE:
        return Finding(
            "clock", "时钟", "fail", f"与数据库相差 {off:.0f} 秒", "两台机器都接上同一个 NTP 服务器（chrony）"
        )
    return Finding("clock", "时钟", "ok", f"与数据库相差 {off:.1f} 秒")


@vital
def disk() -> Finding:
    """磁盘"""
    usage = shutil.disk_usage(settings.VAR)
    free = usage.free >> 20
    said = f"{settings.VAR} 剩 {free} MB"
    if free < settings.DISK_MIN_MB:
        return Finding(
            "disk", "磁盘", "fail", said, f"少于 DISK_MIN_MB={settings.DISK_MIN_MB}：清理旧备份和日志，或扩容"
        )
    if free < 2 * settings.DISK_MIN_MB:
        return Finding("disk", "磁盘", "warn", said, "不久就会不够：清理旧备份和日志，或扩容")
    return Finding("disk", "磁盘", "ok", said)


@vital
def writable() -> Finding:
    """目录可写"""
    shut = [
        str(path)
        for path in (Path(settings.VAR), Path(settings.MEDIA_ROOT), Path(settings.PRIVATE_ROOT))
        if path.exists() and not os.access(path, os.W_OK)
    ]
    if shut:
        return Finding("writable", "目录可写", "fail", "、".join(shut), "chown -R 给运行服务的账号")
    return Finding("writable", "目录可写", "ok", str(settings.VAR))


@vital
def index() -> Finding:
    """检索索引"""
    from wagtail.models import Page

    from search.backends.plan import Everything, Plan
    from search.indexing import engine_for

    known = engine_for(Page).ask(Plan(Everything()), 0, 0).total
    there = Page.objects.count()
    said = f"{known} / {there} 页"
    if known != there and not _waiting():
        return Finding("index", "检索索引", "warn", said, "运行 manage.py update_index")
    return Finding("index", "检索索引", "ok", said)


def _waiting() -> int:
    from publications.models import OutboxRow

    return OutboxRow.objects.count()


@vital
def outbox() -> Finding:
    """待办事件"""
    from publications.models import OutboxRow
    from publications.outbox import in_background

    # An old site's attachments take hours to read, and nobody waits for them.
    oldest = OutboxRow.objects.exclude(consumer__in=in_background()).order_by("created_at").first()
    if oldest is None:
        return Finding("outbox", "待办事件", "ok", "没有待办")
    waited = timezone.now() - oldest.created_at
    said = f"{_waiting()} 条，最早的等了 {int(waited.total_seconds() // 60)} 分钟"
    if waited < timedelta(minutes=settings.OUTBOX_MAX_MINUTES):
        return Finding("outbox", "待办事件", "ok", said)
    why = f"；最近的错误：{oldest.last_error[:120]}" if oldest.last_error else ""
    step = "启动 shixun-outbox 服务" if settings.OUTBOX_DRAIN == "worker" else "运行 manage.py drain_outbox"
    return Finding("outbox", "待办事件", "fail", said + why, step)


@vital
def scheduler() -> Finding:
    """定时任务"""
    run = last_run("publish_scheduled")
    if run is None:
        return Finding(
            "scheduler", "定时任务", "warn", "还没有运行过", "启用 shixun-schedule.timer，每分钟运行 publish_scheduled"
        )
    if run.age > timedelta(minutes=settings.SCHEDULER_MAX_MINUTES):
        return Finding(
            "scheduler",
            "定时任务",
            "fail",
            age(run),
            "检查 shixun-schedule.timer：systemctl status shixun-schedule.timer",
        )
    if not run.ok:
        return Finding(
            "scheduler", "定时任务", "fail", f"{age(run)}，失败：{run.detail}", "journalctl -u shixun-schedule"
        )
    return Finding("scheduler", "定时任务", "ok", age(run))


@vital
def backup() -> Finding:
    """备份"""
    run = last_run("backup")
    if run is None:
        return Finding("backup", "备份", "warn", "还没有备份过", "运行 manage.py backup，并启用 shixun-backup.timer")
    if not run.ok:
        return Finding("backup", "备份", "fail", f"{age(run)}失败：{run.detail}", "改好后运行 manage.py backup")
    if run.age > timedelta(hours=settings.BACKUP_MAX_HOURS):
        return Finding("backup", "备份", "fail", age(run), "运行 manage.py backup，并检查 shixun-backup.timer")
    return Finding("backup", "备份", "ok", f"{age(run)}，{run.detail}")


@vital
def unfinished_restore() -> Finding:
    """恢复"""
    if swap.unfinished():
        return Finding("restore", "恢复", "fail", "上一次恢复中途停止", "停止服务，运行 manage.py restore --recover")
    return Finding("restore", "恢复", "ok", "没有中途停止的恢复")
