"""`manage.py read_attachments`: read what attached files say that was not read yet; with --again, all of them anew."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from search.attachments.following import index_pages_with
from search.attachments.keeping import files_to_read, read_document
from search.attachments.models import ReadAttachment


class Command(BaseCommand):
    help = "读取附件中的文字供检索：未读过的，或用 --again 全部重读。平时在后台自动进行"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--again", action="store_true", help="read every file anew, e.g. after LibreOffice was installed"
        )

    def handle(self, *args: Any, again: bool, **options: Any) -> None:
        files = files_to_read(again=again)
        count = failed = 0
        for file in files.iterator(chunk_size=100):
            if not read_document(file, again=again):
                continue
            count += 1
            index_pages_with([file.pk])
            problem = ReadAttachment.objects.select_related("text").get(document=file.pk).problem
            if problem:
                failed += 1
                self.stderr.write(f"{file.title}（{file.file.name}）：{problem}")
        self.stdout.write(f"读取了{count}个附件，其中{failed}个读不出文字")
