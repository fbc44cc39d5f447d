"""manage.py import_documents: files or folders in, drafts out. Nothing is ever published by an import."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ingest.batch import Batch
from ingest.paths import Item, find_items
from ingest.report import STATUS, as_line, json_line, write_csv

WRONG_USE = 2
SOME_FAILED = 1


class Command(BaseCommand):
    help = "把 docx、html、md、txt 文件（或整个文件夹、zip）导入为草稿；导入从不发布任何稿件。"
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="文件或文件夹")
        parser.add_argument("--under", metavar="SLUG", help="放进网址名为 SLUG 的栏目；不写则按文种放进对应栏目")
        parser.add_argument("--dry-run", action="store_true", help="只分析，不写数据库")
        parser.add_argument("--json", action="store_true", help="每个文件在标准输出写一行 JSON")
        parser.add_argument("--report", metavar="FILE.csv", help="另写一份 CSV 报告")

    def handle(self, *args: Any, **options: Any) -> None:
        report = Path(options["report"]) if options["report"] else None
        if report is not None and not report.resolve().parent.is_dir():
            raise CommandError(_("报告的文件夹不存在：%(path)s") % {"path": report.parent}, returncode=WRONG_USE)
        for path in options["paths"]:
            if not Path(path).exists() and not Path(path).is_symlink():
                raise CommandError(_("找不到文件或文件夹：%(path)s") % {"path": path}, returncode=WRONG_USE)
        save = None if options["dry_run"] else self._saver(options["under"])
        batch, lines = Batch(), []
        for item in find_items(options["paths"]):
            lines.append(self._one(batch, item, save, options["json"]))
        if report is not None:
            write_csv(report, lines)
        failed = sum(line["status"] == "failed" for line in lines)
        self.stderr.write(_("共 %(all)d 个文件，失败 %(failed)d 个") % {"all": len(lines), "failed": failed})
        if failed:
            sys.exit(SOME_FAILED)

    def _saver(self, under: str | None) -> Any:
        """What turns a document into drafts; imported late, so that a dry run needs no database."""
        from ingest.drafts import DraftMaker, UnknownColumnError

        try:
            return DraftMaker(under=under)
        except UnknownColumnError as error:
            raise CommandError(str(error), returncode=WRONG_USE) from error

    def _one(self, batch: Batch, item: Item, save: Any, as_json: bool) -> dict[str, Any]:
        document, data = batch.read(item)
        if save is None:
            line = as_line(document)
        else:
            saved = save.save(document, data, item.beside)
            line = as_line(saved.document, saved.page_ids, saved.page_types)
        if as_json:
            self.stdout.write(json_line(line))
        status = _("可以导入") if save is None and line["status"] == "draft" else STATUS[line["status"]]
        said = line["error"]["message"] if line["error"] else (line["title"] or _("（无标题）"))
        self.stderr.write(f"{status}  {line['file']}  {said}")
        return line
