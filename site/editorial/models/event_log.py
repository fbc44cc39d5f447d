"""The event log (操作日志): append-only rows, each carrying the hash of the one before it."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC
from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

GENESIS = "0" * 64


class AppendOnlyError(TypeError):
    """Somebody tried to change the event log. Rows are only ever added, by editorial.event_log.record()."""


def _refuse(*args: Any, **kwargs: Any) -> NoReturn:
    raise AppendOnlyError("The event log is append-only: use editorial.event_log.record().")


class AppendOnlyQuerySet(models.QuerySet["EventLog"]):
    """Reads as any queryset, changes nothing."""

    update = delete = bulk_create = bulk_update = get_or_create = update_or_create = create = _refuse
    aupdate = adelete = acreate = abulk_create = abulk_update = _raw_delete = _refuse


class EventLog(models.Model):
    """One act, done or refused. Nothing here is a foreign key: a row outlives what it speaks of."""

    class Result(models.TextChoices):
        DONE = "done", _("成功")
        REFUSED = "refused", _("拒绝")
        FAILED = "failed", _("失败")

    sequence = models.PositiveBigIntegerField(_("序号"), primary_key=True)
    time = models.DateTimeField(_("时间"), db_index=True, help_text="UTC")
    actor_id = models.BigIntegerField(_("操作人编号"), null=True, db_index=True)
    actor_name = models.CharField(_("操作人"), max_length=150, blank=True)
    action = models.CharField(_("操作"), max_length=60, db_index=True)
    object_type = models.CharField(_("对象类型"), max_length=100, blank=True)
    object_id = models.CharField(_("对象编号"), max_length=64, blank=True)
    translation_key = models.CharField(max_length=36, blank=True)
    title = models.CharField(_("对象"), max_length=255, blank=True)
    revision_id = models.BigIntegerField(_("版本"), null=True)
    client_address = models.CharField(_("来源地址"), max_length=45, blank=True)
    agent_hash = models.CharField(_("浏览器标识"), max_length=16, blank=True)
    result = models.CharField(_("结果"), max_length=8, choices=Result.choices, default=Result.DONE)
    detail = models.JSONField(_("详情"), default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("操作日志")
        verbose_name_plural = _("操作日志")
        ordering = ["-sequence"]
        base_manager_name = "objects"
        default_permissions = ("view",)
        indexes = [models.Index(fields=["object_id", "-sequence"], name="event_by_object")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        _refuse()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        _refuse()

    def canonical(self) -> str:
        """Everything the row says, as one line of JSON: keys sorted, time in UTC with microseconds."""
        values = {
            field.attname: getattr(self, field.attname)
            for field in self._meta.concrete_fields
            if field.attname not in ("hash", "previous_hash", "time")
        }
        values["time"] = self.time.astimezone(UTC).isoformat(timespec="microseconds")
        return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def computed_hash(self) -> str:
        """SHA-256 over the canonical row and the hash before it."""
        return hashlib.sha256(f"{self.previous_hash}\n{self.canonical()}".encode()).hexdigest()

    def append(self) -> None:
        """Insert a row whose hash is set. Only editorial.event_log calls this."""
        if not self._state.adding or self.hash != self.computed_hash():
            _refuse()
        super().save(force_insert=True)


class EventChainHead(models.Model):
    """The end of the chain: whoever adds a row holds this row's lock, and a row cut off the end is noticed."""

    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash}"


class EventCheckpoint(models.Model):
    """Where the chain begins after old rows were removed (检查点): the last of them. The database keeps these rows too."""

    sequence = models.PositiveBigIntegerField(primary_key=True)
    hash = models.CharField(max_length=64)
    count = models.PositiveBigIntegerField()
    archive_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash}"
