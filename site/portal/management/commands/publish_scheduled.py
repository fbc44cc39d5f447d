"""`manage.py publish_scheduled`: the editorial room's command, which leaves word that it ran."""

from typing import Any

from editorial.management.commands.publish_scheduled import Command as PublishScheduled
from portal.operations.runs import record_run

TASK = "publish_scheduled"


class Command(PublishScheduled):
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            super().handle(*args, **options)
        except Exception as error:
            record_run(TASK, ok=False, detail=f"{type(error).__name__}: {error}"[:300])
            raise
        record_run(TASK)
