"""`manage.py publish_scheduled`: the editorial room's command, which leaves word that it ran.

Where saves drain the outbox themselves, it also takes up what has had no occasion since: the rows of a process that was
killed, and those of a search server that has come back.
"""

from typing import Any

from django.conf import settings

from editorial.management.commands.publish_scheduled import Command as PublishScheduled
from portal.operations.runs import record_run
from publications import outbox

TASK = "publish_scheduled"


class Command(PublishScheduled):
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            super().handle(*args, **options)
        except Exception as error:
            record_run(TASK, ok=False, detail=f"{type(error).__name__}: {error}"[:300])
            raise
        if settings.OUTBOX_DRAIN == "commit" and not options["dryrun"]:
            outbox.drain_all()
        record_run(TASK)
