"""The room of what every official document shares."""

from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "publications"
    verbose_name = "公开文件"

    def ready(self) -> None:
        from publications import checks, events, permanent_ids

        checks.register()
        events.connect()
        permanent_ids.connect()
