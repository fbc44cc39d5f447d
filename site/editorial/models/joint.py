"""Joint reviews (一并送审): a notice and what it encloses go through the three reviews as one."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import WorkflowState


class JointReview(models.Model):
    """The round of an enclosed document, which follows the round of the notice that encloses it step by step."""

    leader = models.ForeignKey(WorkflowState, on_delete=models.CASCADE, related_name="+")
    member = models.OneToOneField(WorkflowState, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("一并送审")
        verbose_name_plural = _("一并送审")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.leader_id} + {self.member_id}"
