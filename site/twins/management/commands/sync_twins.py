"""`manage.py sync_twins`: every twin level with its original again; `--check` only looks."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from publications.outbox import drain_all
from twins.followers import follow_or_report, in_words
from twins.origins import original_page
from twins.repair import keys_top_down, problems_of


class Command(BaseCommand):
    """Exit code 1 where a twin is wrong (--check) or stays wrong."""

    help = "修复全部繁简转换页；--check 只检查，不改动"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="list what is wrong and change nothing")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        wrong = repaired = total = 0
        for key in keys_top_down():
            total += 1
            problems = problems_of(key)
            if not problems:
                continue
            page = original_page(key)
            title = f"《{page.title}》" if page else str(key)
            if check:
                wrong += 1
                self.stdout.write(f"{title}：{'；'.join(problems)}")
                continue
            try:
                follow_or_report(key, rewrite=True)
                repaired += 1
                self.stdout.write(f"{title}：已修复（{'；'.join(problems)}）")
            except Exception as error:
                wrong += 1
                self.stderr.write(f"{title}：{in_words(error)}")
        drain_all()
        if options["verbosity"] or wrong:
            self.stdout.write(f"共 {total} 组，修复 {repaired} 组，有问题 {wrong} 组")
        if wrong:
            raise CommandError("运行 manage.py sync_twins 修复" if check else "上面列出的转换页没有修复")
