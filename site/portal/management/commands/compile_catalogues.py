"""`manage.py compile_catalogues`: .mo out of .po, without msgfmt."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.catalogues import compile_catalogues


class Command(BaseCommand):
    """Also done at every start where a .mo is missing or old; a machine whose code is read-only runs it once."""

    help = "Compiles the portal's catalogues (.po to .mo) where they changed."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for path in compile_catalogues():
            self.stdout.write(str(path))
