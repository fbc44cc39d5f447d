"""What is kept of accounts beside Django's own fields."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AccountState(models.Model):
    """An account's password age and sessions (账号状态). An account without a row has never had a rule applied."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="access_state", verbose_name=_("账号")
    )
    password_set_at = models.DateTimeField(_("密码设置时间"), null=True)
    must_change_password = models.BooleanField(_("须修改密码"), default=False)
    # Counted up to end every session: one that began under a smaller number is over.
    sessions_ended = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("账号状态")
        verbose_name_plural = _("账号状态")
        default_permissions = ("manage",)

    def __str__(self) -> str:
        return str(self.user)


class PasswordHash(models.Model):
    """A password that an account had (历史密码), hashed as Django hashes it, so that it is not taken again."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    hash = models.CharField(max_length=256)
    set_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["-set_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.user_id} {self.set_at}"


class Attempt(models.Model):
    """How often somebody tried something of late (尝试次数). `key` is a keyed hash: no name and no address."""

    key = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["since"], name="attempt_by_age")]

    def __str__(self) -> str:
        return f"{self.count} {self.since}"


class ResetLink(models.Model):
    """A link by which an account gets a new password once (重置链接), issued on screen where no mail works."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user_id} {self.expires_at}"
