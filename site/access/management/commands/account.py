"""`manage.py account NAME`: what the console can do for an account when nobody can sign in any more."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from access import lockout, passwords, resets, second_factor, sessions, stale
from access.signals import tell


class Command(BaseCommand):
    help = "查看账号的状态；--unlock 解锁，--activate 重新启用，--reset 签发重置码，--remove-second-factor 解除动态码，--end-sessions 退出全部登录"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="用户名")
        for act in ("unlock", "activate", "reset", "remove-second-factor", "end-sessions"):
            parser.add_argument(f"--{act}", action="store_true")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        user = get_user_model()._default_manager.filter(username=name).first()
        if user is None:
            raise CommandError(f"没有账号 {name}")
        if options["unlock"]:
            lockout.unlock(user)
            tell("user.unlock", user)
        if options["activate"]:
            stale.switch_on(user)
        if options["remove_second_factor"]:
            second_factor.remove(user)
            tell("user.factor_remove", user)
        if options["end_sessions"]:
            sessions.end_all(user)
            tell("user.sessions_end", user)
        if options["reset"]:
            self.stdout.write(
                f"重置码 {resets.issue(user, None)}（{settings.RESET_LINK_HOURS} 小时内有效，在 /admin/access/reset/ 使用）"
            )
        self.describe(user)

    def describe(self, user: Any) -> None:
        wait = lockout.seconds_left(user.get_username())
        lines = [
            "启用" if user.is_active else "已停用",
            f"已锁定，还有 {-(-wait // 60)} 分钟" if wait else "未锁定",
            f"上次登录 {user.last_login:%Y-%m-%d %H:%M} UTC" if user.last_login else "从未登录",
            "须修改密码" if passwords.must_change(user) else "密码有效",
            "已绑定动态码" if second_factor.is_enrolled(user) else "未绑定动态码",
        ]
        self.stdout.write(f"{user.get_username()}：{'；'.join(lines)}")
