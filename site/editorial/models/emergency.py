"""Publication past the reviews (紧急发布): by the superuser, with a reason, to be reviewed afterwards."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class EmergencyPublication(models.Model):
    """One use of the emergency path. It stays open until somebody of 终审 has approved it afterwards (补审)."""

    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("稿件"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    title = models.CharField(_("标题"), max_length=255)
    revision_id = models.BigIntegerField(_("版本"))
    reason = models.TextField(_("紧急发布原因"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("发布人"), on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(_("发布时间"), auto_now_add=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("补审人"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(_("补审时间"), null=True)

    class Meta:
        verbose_name = _("紧急发布")
        verbose_name_plural = _("紧急发布")
        ordering = ["-published_at"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.title
