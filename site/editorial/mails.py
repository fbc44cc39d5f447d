"""Mail to those for whom a review waits."""

from typing import Any

from wagtail.admin.mail import GroupApprovalTaskStateSubmissionEmailNotifier
from wagtail.signals import task_submitted

from editorial.models import JointReview, ReviewState


class ReviewNotifier(GroupApprovalTaskStateSubmissionEmailNotifier):
    """Wagtail's mail to a step's group, which it sends for its own class of reviews only."""

    def can_handle(self, instance: ReviewState, **kwargs: Any) -> bool:
        along = JointReview.objects.filter(member=instance.workflow_state_id)
        return super().can_handle(instance, **kwargs) and not along.exists()

    def get_template_base_prefix(self, instance: ReviewState, **kwargs: Any) -> str:
        return "task_state_"


notify = ReviewNotifier()


def connect() -> None:
    task_submitted.connect(notify, sender=ReviewState, dispatch_uid="editorial.mails")
