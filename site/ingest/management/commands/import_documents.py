"""manage.py import_documents: files or folders in, drafts out. Nothing is ever published by an import."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ingest.batch import Batch
from ingest.document import ImportedDocument
from ingest.old_site import origin_of
from ingest.paths import Item, find_items
from ingest.pipeline import failed
from ingest.queue.disk import DiskFullError, full_disk_said
from ingest.report import STATUS, as_line, for_table, json_line, write_csv

WRONG_USE = 2
SOME_FAILED = 1
DISK_FULL = "disk_full"


class Command(BaseCommand):
    help = "把 docx、html、md、txt 文件（或整个文件夹、zip）导入为草稿；导入从不发布任何稿件。中断之后用同样的参数再运行，会接着做。"
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="文件或文件夹")
        parser.add_argument("--under", metavar="SLUG", help="放进网址名为 SLUG 的栏目；不写则按文种放进对应栏目")
        parser.add_argument("--dry-run", action="store_true", help="只分析，不写数据库")
        parser.add_argument("--json", action="store_true", help="每个文件在标准输出写一行 JSON")
        parser.add_argument("--report", metavar="FILE.csv", help="另写一份 CSV 报告")
        parser.add_argument("--columns", metavar="FILE.csv", help="旧栏目对照表：旧栏目名称或网址前缀，本站栏目")
        parser.add_argument(
            "--addresses", metavar="FILE.csv", help="旧网址对照表：旧网址，文件名；发布后旧网址自动跳转"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        report = Path(options["report"]) if options["report"] else None
        if report is not None and not report.resolve().parent.is_dir():
            raise CommandError(_("报告的文件夹不存在：%(path)s") % {"path": report.parent}, returncode=WRONG_USE)
        for path in options["paths"]:
            if not Path(path).exists() and not Path(path).is_symlink():
                raise CommandError(_("找不到文件或文件夹：%(path)s") % {"path": path}, returncode=WRONG_USE)
        try:
            with full_disk_said(), ExitStack() as stack:
                run = None if options["dry_run"] else self._begin(stack, options)
                lines, origins = self._all(run, options)
        except DiskFullError as error:
            raise CommandError(str(error), returncode=SOME_FAILED) from error
        if report is not None:
            write_csv(report, lines, origins)
        number = sum(line["status"] == "failed" for line in lines)
        self.stderr.write(_("共 %(all)d 个文件，失败 %(failed)d 个") % {"all": len(lines), "failed": number})
        if number:
            sys.exit(SOME_FAILED)

    def _begin(self, stack: ExitStack, options: dict[str, Any]) -> Any:
        """The batch to go on with; imported late, so that a dry run needs no database."""
        from ingest.column_maps import ColumnMap, read_map
        from ingest.csv_tables import BadTableError
        from ingest.drafts import UnknownColumnError
        from ingest.former_pages import read_addresses
        from ingest.queue.command_run import BusyError, begin

        try:
            columns = read_map(_bytes_of(options["columns"])) if options["columns"] else ColumnMap()
            addresses = read_addresses(_bytes_of(options["addresses"])) if options["addresses"] else {}
            run = begin(stack, options["paths"], options["under"], columns, addresses)
        except (UnknownColumnError, BadTableError) as error:
            raise CommandError(str(error), returncode=WRONG_USE) from error
        except BusyError as error:
            words = _("另一个进程正在做同样的导入（%(batch)s），请等它做完") % {"batch": error.args[0]}
            raise CommandError(words, returncode=WRONG_USE) from error
        if run.resumed:
            self.stderr.write(_("接着上次中断的导入，已有 %(count)d 个文件处理过") % {"count": run.resumed})
        return run

    def _all(self, run: Any, options: dict[str, Any]) -> tuple[list[dict[str, Any]], dict[str, tuple[str, str]]]:
        """The lines of all files. Once the disk is full the rest are not tried: they are imported by the next run."""
        batch, lines, origins = Batch(), [], {}
        stopped = ""
        for item in find_items(options["paths"]):
            if stopped:
                line = as_line(failed(item.name, DISK_FULL, stopped))
            else:
                document, data = batch.read(item)
                line = self._saved(run, document, data, item) if run is not None else as_line(document)
                if line["error"] and line["error"]["code"] == DISK_FULL:
                    stopped = line["error"]["message"]
                if options["report"] and (origin := origin_of(data, item.name)):
                    origins[item.name] = (origin.address.removeprefix("//"), origin.column)
            self._tell(line, run is None, options["json"])
            lines.append(for_table(line))
        if run is not None and not stopped:
            run.finish()
        return lines, origins

    def _saved(self, run: Any, document: ImportedDocument, data: bytes, item: Item) -> dict[str, Any]:
        from ingest.queue.lease import LostLeaseError

        try:
            saved = run.save(document, data, item.beside)
        except DiskFullError as error:
            return as_line(failed(item.name, DISK_FULL, str(error), document.sha256, document.size))
        except LostLeaseError as error:
            raise CommandError(_("这批导入已被撤销或取消，停下了"), returncode=SOME_FAILED) from error
        return as_line(saved.document, saved.page_ids, saved.page_types)

    def _tell(self, line: dict[str, Any], dry: bool, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json_line(line))
        status = _("可以导入") if dry and line["status"] == "draft" else STATUS[line["status"]]
        said = line["error"]["message"] if line["error"] else (line["title"] or _("（无标题）"))
        self.stderr.write(f"{status}  {line['file']}  {said}")


def _bytes_of(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise CommandError(_("对照表打不开：%(path)s") % {"path": path}, returncode=WRONG_USE) from error
