"""`manage.py load_demo`: a fictional district's portal, loaded as its editors would: imported, completed, reviewed."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from portal.demo.accounts import ADMINISTRATOR, accounts_file
from portal.demo.loading import load_demo

PRODUCTION = "portal.settings.base"


class Command(BaseCommand):
    """Loads what is missing and leaves the rest alone, so it may be run again."""

    help = "Loads the demonstration documents, accounts and pages; a second run changes nothing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--force", action="store_true", help="also with the settings of production")
        parser.add_argument("--first", action="store_true", help="only what a visitor is to find at once")

    def handle(self, *args: Any, force: bool, first: bool, **options: Any) -> None:
        if settings.SETTINGS_MODULE == PRODUCTION and not settings.DEBUG and not force:
            raise CommandError(
                _("正式环境不装入示范内容：其中有虚构的文件和可以登录的账号。确实需要时加 --force。"), returncode=2
            )
        loaded = load_demo(first)
        if loaded.files:
            self.stdout.write(_("已装入示范文件 %(count)s 份") % {"count": loaded.files})
        if password := loaded.passwords.get(ADMINISTRATOR.username):
            account = {"name": ADMINISTRATOR.username, "password": password}
            self.stdout.write(_("后台账号：%(name)s　密码：%(password)s") % account)
        if accounts_file().exists():
            self.stdout.write(_("示范账号都在 %(path)s") % {"path": accounts_file()})
