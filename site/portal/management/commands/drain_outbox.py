"""`manage.py drain_outbox`: the publications' command, which leaves word that it is at work."""

import time
from typing import Any

from portal.operations.runs import record_run
from publications.management.commands.drain_outbox import Command as DrainOutbox

TASK = "drain_outbox"
EVERY = 30.0  # seconds between two words of one that runs for ever


class Command(DrainOutbox):
    said_at = float("-inf")

    def look(self, chosen: list[str]) -> int:
        handled = super().look(chosen)
        if time.monotonic() - self.said_at >= EVERY:
            record_run(TASK, detail=f"{handled} 条")
            self.said_at = time.monotonic()
        return handled

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            super().handle(*args, **options)
        except Exception as error:
            record_run(TASK, ok=False, detail=f"{type(error).__name__}: {error}"[:300])
            raise
