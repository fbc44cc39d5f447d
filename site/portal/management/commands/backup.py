"""`manage.py backup`: database, media, originals and settings in one checked file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.operations.backup import make_backup
from portal.operations.errors import OperationError


class Command(BaseCommand):
    help = "备份数据库、图片和附件、导入的原件、设置（不含密码）；写完核对后才留下，之后可用 restore 恢复"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, help=f"存放备份的目录（默认 BACKUP_DIR：{settings.BACKUP_DIR}）")
        parser.add_argument(
            "--keep", type=int, help=f"只留最新的几份，0 为全留（默认 BACKUP_KEEP：{settings.BACKUP_KEEP}）"
        )
        parser.add_argument("--plain", action="store_true", help="设了 BACKUP_PASSPHRASE_FILE 也不加密")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["to"] or Path(settings.BACKUP_DIR)
        passphrase = "" if options["plain"] else settings.BACKUP_PASSPHRASE_FILE
        keep = settings.BACKUP_KEEP if options["keep"] is None else options["keep"]
        try:
            made = make_backup(folder, passphrase, keep)
        except OperationError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"已备份并核对：{made}（{made.stat().st_size >> 10} KB）")
