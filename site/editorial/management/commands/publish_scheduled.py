"""`manage.py publish_scheduled`: Wagtail's command, allowed to publish what 终审 approved for a later time."""

from typing import Any

from wagtail.management.commands.publish_scheduled import Command as PublishScheduled

from editorial import schedule
from publications.publishing import publishing_allowed


class Command(PublishScheduled):
    help = "发布终审已通过、已到计划发布时间的稿件，下线到期的稿件（由定时任务每分钟运行）"

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["dryrun"]:
            schedule.publish_due()
        with publishing_allowed(schedule.REASON):
            super().handle(*args, **options)
