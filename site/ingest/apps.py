from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IngestConfig(AppConfig):
    """Files in, drafts out (导入)."""

    name = "ingest"
    label = "ingest"
    verbose_name = _("文件导入")
    default_auto_field = "django.db.models.BigAutoField"
