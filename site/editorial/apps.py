"""The room in which documents are reviewed and published."""

from django.apps import AppConfig


class EditorialConfig(AppConfig):
    name = "editorial"
    verbose_name = "审核与发布"

    def ready(self) -> None:
        from editorial import (
            chooser_labels,
            denials,
            guard,
            joint,
            mails,
            notices,
            protection,
            published_files,
            recording,
            restarts,
            role_rules,
        )

        guard.connect()
        published_files.connect()
        recording.connect()
        restarts.connect()
        joint.connect()
        role_rules.connect()
        denials.connect()
        mails.connect()
        protection.connect()
        notices.connect()
        chooser_labels.connect()
