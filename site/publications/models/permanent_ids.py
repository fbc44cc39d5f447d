"""Permanent ids (永久编号): /d/7K3M2 leads to a document however often it is moved or retitled."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PermanentId(models.Model):
    """The short id of one document, shared by its two scripts; it outlives the pages."""

    code = models.CharField(_("永久编号"), max_length=8, primary_key=True)
    translation_key = models.UUIDField(unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("永久编号")

    def __str__(self) -> str:
        return self.code
