"""Notices, case collections and cases."""

from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = "通知与案例"
