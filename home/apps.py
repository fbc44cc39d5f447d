"""The home page, standard pages, site identity and navigation."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "首页与栏目"

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save

        from home.models import PlannedRelease
        from publications.standing import note_change

        # The home page announces them, and is kept until something changes.
        for signal in (post_save, post_delete):
            signal.connect(note_change, sender=PlannedRelease, dispatch_uid="home.front")
