"""Work plans with their tasks, annual reviews with their figures."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "计划与回顾"
