"""Keeping a document's two scripts in step."""

from django.apps import AppConfig


class TwinsConfig(AppConfig):
    name = "twins"
    verbose_name = "繁简同步"

    def ready(self) -> None:
        from publications.outbox import register_consumer
        from twins import corrections, followers, guard, origins

        origins.connect()
        guard.connect()
        corrections.connect()
        register_consumer("twins", followers.handle, batch_size=1, order=10)
