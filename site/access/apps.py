"""The room of accounts, addresses and sessions (账号与访问)."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "access"
    verbose_name = "账号与访问"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from access import checks, passwords, sessions

        checks.connect()
        passwords.connect()
        sessions.connect()
