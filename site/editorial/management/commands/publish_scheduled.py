"""`manage.py publish_scheduled`: Wagtail's command, allowed to publish what 终审 approved for a later time."""

from typing import Any

from wagtail.management.commands.publish_scheduled import Command as PublishScheduled

from publications.publishing import publishing_allowed


class Command(PublishScheduled):
    help = "发布终审已通过、已到计划发布时间的稿件，下线到期的稿件（由定时任务每分钟运行）"

    def handle(self, *args: Any, **options: Any) -> None:
        with publishing_allowed("终审通过，到计划发布时间"):
            super().handle(*args, **options)
