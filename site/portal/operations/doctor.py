"""The whole examination (体检): what is vital, and what an operator sets up once."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.core.mail import get_connection
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from portal.operations import vital
from portal.operations.checkup import Finding
from portal.operations.runs import last_run

CERTIFICATE_DAYS = 14


def examine() -> Iterator[Finding]:
    yield vital.guarded(system_checks)
    yield from vital.findings()
    for check in SET_UP:
        yield vital.guarded(check)


def system_checks() -> Finding:
    """设置"""
    found = [m for m in checks.run_checks(include_deployment_checks=not settings.DEBUG) if not m.is_silenced()]
    serious = [message for message in found if message.level >= checks.ERROR]
    if serious:
        return Finding("settings", "设置", "fail", str(serious[0].msg), "运行 manage.py check --deploy 看全部")
    if found:
        return Finding(
            "settings",
            "设置",
            "warn",
            f"{len(found)} 条提醒，如：{found[0].msg}",
            "运行 manage.py check --deploy 看全部",
        )
    return Finding("settings", "设置", "ok", "检查全部通过")


def migrations() -> Finding:
    """数据库结构"""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        return Finding("migrations", "数据库结构", "fail", f"有 {len(plan)} 步没有升级", "运行 manage.py upgrade")
    return Finding("migrations", "数据库结构", "ok", "是最新的")


def time_zone() -> Finding:
    """时区"""
    if settings.TIME_ZONE in ("Asia/Shanghai", "Asia/Hong_Kong", "Asia/Taipei", "Asia/Macau"):
        return Finding("time_zone", "时区", "ok", settings.TIME_ZONE)
    return Finding("time_zone", "时区", "warn", settings.TIME_ZONE, "网站上的时间会按它显示；通常应为 Asia/Shanghai")


def addresses() -> Finding:
    """网址"""
    found = urlsplit(settings.BASE_URL)
    if not found.hostname:
        return Finding(
            "addresses", "网址", "fail", "没有设置 BASE_URL", "设为网站的完整地址，如 https://www.example.cn"
        )
    if found.hostname not in settings.ALLOWED_HOSTS and "*" not in settings.ALLOWED_HOSTS:
        return Finding("addresses", "网址", "fail", f"ALLOWED_HOSTS 里没有 {found.hostname}", "把它加进 ALLOWED_HOSTS")
    if found.scheme != "https":
        return Finding("addresses", "网址", "warn", settings.BASE_URL, "正式运行请用 https")
    return Finding("addresses", "网址", "ok", settings.BASE_URL)


def certificate() -> Finding:
    """证书"""
    found = urlsplit(settings.BASE_URL)
    if found.scheme != "https" or not found.hostname:
        return Finding("certificate", "证书", "ok", "不用 https，没有证书")
    try:
        with (
            socket.create_connection((found.hostname, found.port or 443), timeout=5) as plain,
            ssl.create_default_context().wrap_socket(plain, server_hostname=found.hostname) as secure,
        ):
            said = secure.getpeercert() or {}
    except (OSError, ssl.SSLError) as error:
        return Finding("certificate", "证书", "warn", f"从本机看不到：{error}", "在能打开网站的机器上查看证书")
    until = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(said["notAfter"])), UTC)
    left = (until - datetime.now(UTC)).days
    if left < CERTIFICATE_DAYS:
        return Finding("certificate", "证书", "fail", f"还有 {left} 天到期", "现在就更换证书")
    return Finding("certificate", "证书", "ok", f"还有 {left} 天")


def mail() -> Finding:
    """邮件"""
    if not getattr(settings, "MAIL_WORKS", False):
        return Finding(
            "mail", "邮件", "warn", "没有设置 EMAIL_URL", "没有邮件也能用：待办在首页提醒，重设密码由安全管理员发链接"
        )
    server = get_connection(fail_silently=False)
    try:
        server.open()
        server.close()
    except OSError as error:
        return Finding("mail", "邮件", "fail", str(error), "检查 EMAIL_URL 和邮件服务器")
    return Finding("mail", "邮件", "ok", "能连上")


def search_server() -> Finding:
    """检索引擎"""
    from search.backends.url import backend_settings

    engine = urlsplit(settings.SEARCH_URL).scheme
    backend_settings(settings.SEARCH_URL)
    return Finding("search", "检索引擎", "ok", engine)


def index_content() -> Finding:
    """索引内容"""
    from wagtail.models import Page

    from search.checking import compare_newest

    found = compare_newest(Page)
    if found.differing:
        return Finding(
            "index_content",
            "索引内容",
            "warn",
            f"最新的 {found.documents} 页中 {len(found.differing)} 页与数据库不一致",
            "运行 manage.py search_check --repair，它核对全部",
        )
    return Finding("index_content", "索引内容", "ok", f"最新的 {found.documents} 页与数据库一致")


def import_worker() -> Finding:
    """导入队列"""
    from ingest.queue.lease import is_dead
    from ingest.queue.running import unfinished
    from ingest.queue.tasks import in_background

    if not in_background():
        return Finding("import_worker", "导入队列", "ok", "没有启用，上传时就地导入")
    waiting = list(unfinished())
    if any(batch.lease_holder and not is_dead(batch.lease_holder) for batch in waiting):
        return Finding("import_worker", "导入队列", "ok", f"正在导入，共 {len(waiting)} 批")
    latest = timezone.now() - timedelta(minutes=settings.OUTBOX_MAX_MINUTES)
    left = [batch for batch in waiting if batch.received_at < latest]
    if left:
        return Finding(
            "import_worker",
            "导入队列",
            "fail",
            f"{len(left)} 批文件没有在导入，最早的 {timezone.localtime(left[0].received_at):%Y-%m-%d %H:%M} 收到",
            "启动 shixun-import 服务，或运行 manage.py import_worker --once",
        )
    return Finding("import_worker", "导入队列", "ok", "没有积压")


def static_files() -> Finding:
    """静态文件"""
    if not settings.STATIC_ROOT:
        return Finding("static", "静态文件", "ok", "直接取自软件包")
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        return Finding("static", "静态文件", "fail", "没有收集", "运行 manage.py collectstatic --noinput")
    return Finding("static", "静态文件", "ok", str(settings.STATIC_ROOT))


def event_log() -> Finding:
    """操作日志"""
    from editorial.models import EventChainHead, EventLog

    last = EventLog.objects.order_by("-sequence").first()
    head = EventChainHead.objects.first()
    if head is None or last is None:
        return Finding("event_log", "操作日志", "ok", "还没有记录")
    if (last.sequence, last.hash) != (head.sequence, head.hash) or last.hash != last.computed_hash():
        return Finding(
            "event_log", "操作日志", "fail", "末尾与校验链不符", "运行 manage.py verify_event_log，并报告审计管理员"
        )
    return Finding("event_log", "操作日志", "ok", f"第 {head.sequence} 条，校验链完好")


def programs() -> Finding:
    """旧格式文件"""
    if shutil.which("soffice") is None and shutil.which("libreoffice") is None:
        return Finding(
            "soffice",
            "旧格式文件",
            "warn",
            "没有 LibreOffice",
            "要导入 doc、wps 就安装 libreoffice-writer-nogui；否则不必",
        )
    return Finding("soffice", "旧格式文件", "ok", "LibreOffice 已安装")


def fonts() -> Finding:
    """中文字体"""
    if shutil.which("fc-list") is None:
        return Finding(
            "fonts", "中文字体", "warn", "没有 fc-list", "转换旧格式文件时才需要：安装 fontconfig 和 fonts-noto-cjk"
        )
    done = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False, timeout=20)
    if not done.stdout.strip():
        return Finding("fonts", "中文字体", "warn", "没有中文字体", "转换旧格式文件时才需要：安装 fonts-noto-cjk")
    return Finding("fonts", "中文字体", "ok", f"{len(done.stdout.splitlines())} 种")


def export() -> Finding:
    """静态导出"""
    if not settings.EXPORT_DIR:
        return Finding("export", "静态导出", "ok", "没有启用")
    if settings.OUTBOX_DRAIN != "worker":
        return Finding(
            "export",
            "静态导出",
            "warn",
            "在编辑保存时导出，保存会变慢",
            "设 OUTBOX_DRAIN=worker 并启用 shixun-outbox 服务",
        )
    run = last_run("export")
    if run is None or run.age > timedelta(days=2) or not run.ok:
        return Finding(
            "export", "静态导出", "warn", run.detail if run else "还没有完整导出过", "运行 manage.py export_site --all"
        )
    return Finding("export", "静态导出", "ok", run.detail)


def read_only() -> Finding:
    """只读"""
    from portal.operations.read_only import is_read_only

    if is_read_only():
        return Finding("read_only", "只读", "warn", "网站处于只读状态", "处理完后运行 manage.py read_only off")
    return Finding("read_only", "只读", "ok", "没有启用")


SET_UP: tuple[Callable[[], Finding], ...] = (
    *(migrations, time_zone, addresses, certificate, mail, search_server, index_content, static_files),
    *(import_worker, event_log, programs, fonts, export, read_only),
)
