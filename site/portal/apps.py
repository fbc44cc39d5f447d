"""The assembly's app config."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "门户"

    def ready(self) -> None:
        from portal.catalogues import compile_catalogues
        from portal.operations.export import follow

        compile_catalogues()
        follow.connect()
