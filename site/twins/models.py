"""What is known of every pair of pages: which one is the original, how far its twin is, what people corrected."""

from __future__ import annotations

from hashlib import sha256

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class TwinState(models.Model):
    """繁简同步状态 of one document or section; it outlives both of its pages until the twin is gone too."""

    translation_key = models.UUIDField(primary_key=True, editable=False)
    original_locale = models.ForeignKey("wagtailcore.Locale", on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, blank=True, help_text="of the original's content that the twin shows")
    followed_at = models.DateTimeField(_("同步时间"), null=True)
    error = models.TextField(_("失败原因"), blank=True)
    failed_at = models.DateTimeField(_("失败时间"), null=True)
    attempts = models.PositiveIntegerField(_("失败次数"), default=0)

    class Meta:
        verbose_name = _("繁简同步状态")
        verbose_name_plural = _("繁简同步状态")

    def __str__(self) -> str:
        return str(self.translation_key)


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def of(self, translation_key: object) -> CorrectionQuerySet:
        return self.filter(translation_key=translation_key)

    def in_effect(self) -> CorrectionQuerySet:
        return self.filter(effective_at__isnull=False, lost_at__isnull=True)

    def pending(self) -> CorrectionQuerySet:
        """Those that the next publication changes: new ones, and ones in effect that were edited or taken back."""
        waits = models.Q(effective_at__isnull=True) | models.Q(pending_text__isnull=False)
        return self.filter(waits, lost_at__isnull=True)

    def lost(self) -> CorrectionQuerySet:
        """Those that nobody has seen to yet."""
        return self.filter(lost_at__isnull=False, dismissed_at__isnull=True)

    def kept(self) -> CorrectionQuerySet:
        """History: lost ones that somebody has seen to; they can be put back."""
        return self.filter(lost_at__isnull=False, dismissed_at__isnull=False)


class Correction(models.Model):
    """人工校正: what somebody wants a converted passage to say instead.

    It takes effect when the original is next published, since nothing goes public without the reviews; until then one
    that is edited again goes on showing `text`. It is lost (失效) when its source passage changes; it then stays listed
    until somebody has seen to it, and after that in the history of its page.
    """

    translation_key = models.UUIDField(db_index=True, editable=False)
    path = models.CharField(max_length=300, editable=False, help_text="where the passage stands, e.g. body.<block id>")
    source_hash = models.CharField(max_length=64, editable=False)
    source = models.TextField(_("原文"), editable=False)
    converted = models.TextField(_("自动转换"), editable=False)
    text = models.TextField(_("校正为"))
    pending_text = models.TextField(
        _("改为"), null=True, editable=False, help_text="from the next publication on; empty: converted again"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("校正人"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    updated_at = models.DateTimeField(_("校正时间"), auto_now=True)
    effective_at = models.DateTimeField(_("生效时间"), null=True, editable=False)
    lost_at = models.DateTimeField(_("失效时间"), null=True, editable=False)
    dismissed_at = models.DateTimeField(_("处理时间"), null=True, editable=False)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("人工校正")
        verbose_name_plural = _("人工校正")
        ordering = ["-updated_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["translation_key", "path", "source_hash"], name="one_correction_of_a_passage"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def latest(self) -> str:
        """What it says, or will say from the next publication on; empty where it is being taken back."""
        return self.text if self.pending_text is None else self.pending_text

    @property
    def waits(self) -> bool:
        return self.effective_at is None or self.pending_text is not None


def passage_hash(source: str) -> str:
    return sha256(source.encode()).hexdigest()
