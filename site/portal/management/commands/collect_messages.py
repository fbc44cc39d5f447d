"""`manage.py collect_messages`: brings the traditional catalogue up to date with templates and code."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.catalogues import CATALOGUE, collect, compile_catalogues
from portal.settings.environment import ROOT


class Command(BaseCommand):
    """New strings are converted by OpenCC, what a hand corrected stays, what nobody uses any more goes."""

    help = "Collects the public strings into the zh_Hant catalogue and compiles it."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        new, dropped = collect(ROOT)
        compile_catalogues()
        self.stdout.write(f"{CATALOGUE.name}: +{new} -{dropped}")
