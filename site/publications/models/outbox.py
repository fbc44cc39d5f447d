"""The outbox: what happened to a document, written in the transaction in which it happened."""

from django.db import models


class OutboxRow(models.Model):
    """One event that one consumer (the search index, the twins, …) still has to follow up."""

    class Action(models.TextChoices):
        SAVED = "saved"
        PUBLISHED = "published"
        UNPUBLISHED = "unpublished"
        MOVED = "moved"
        DELETED = "deleted"
        PRIVACY = "privacy"

    consumer = models.CharField(max_length=32)
    action = models.CharField(max_length=16, choices=Action.choices)
    model = models.CharField(max_length=100, help_text="model label, e.g. news.noticepage")
    object_id = models.CharField(max_length=64)
    payload = models.JSONField(default=dict, help_text="what a consumer needs of an object that may be gone by then")
    created_at = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["consumer", "id"], name="outbox_by_consumer")]

    def __str__(self) -> str:
        return f"{self.consumer}: {self.action} {self.model} {self.object_id}"
