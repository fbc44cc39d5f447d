"""Former addresses (原网址): where a page stood before it was moved, renamed or deleted."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FormerAddress(models.Model):
    """One address that led to a page, and with it to everything below: a moved section of any size is one row.

    `path` is relative to the home page in `language`, with a slash at its end: "tong-zhi-gong-gao/2026-tong-zhi/".
    """

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    language = models.CharField(_("语言"), max_length=20)
    path = models.CharField(_("原网址"), max_length=1000)
    translation_key = models.UUIDField(db_index=True, help_text="the page that last stood there")
    gone_at = models.DateTimeField(_("撤下时间"), null=True, help_text="when that page was deleted; empty: it moved")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("原网址")
        constraints = [models.UniqueConstraint(fields=["site", "language", "path"], name="former_address_once")]

    def __str__(self) -> str:
        return f"{self.language}:/{self.path}"
