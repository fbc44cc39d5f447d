"""The room of what every official document shares."""

from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "publications"
    verbose_name = "公开文件"

    def ready(self) -> None:
        from publications import (
            checks,
            events,
            file_facts,
            former_addresses,
            once_public,
            page_permissions,
            permanent_ids,
            standing,
        )

        checks.register()
        events.connect()
        file_facts.connect()
        former_addresses.connect()
        once_public.connect()
        page_permissions.register()
        permanent_ids.connect()
        standing.connect()
