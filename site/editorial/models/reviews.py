"""初审, 复审, 终审 as Wagtail tasks, and what each reviewer confirmed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState, WorkflowState

from editorial.locks import ReviewLock


class Step(models.TextChoices):
    """审核环节, in this order."""

    FIRST = "first", _("初审")
    SECOND = "second", _("复审")
    FINAL = "final", _("终审")


class ReviewState(TaskState):
    """One reviewer's part in one document: who, when (TaskState), and what was ticked."""

    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("送审人"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    proofread = models.BooleanField(_("文字已校"), default=False)
    not_classified = models.BooleanField(_("不涉密"), default=False)
    content_digest = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("审核意见")
        verbose_name_plural = _("审核意见")

    @property
    def step(self) -> str:
        return self.task.specific.step

    @transaction.atomic
    def approve(
        self,
        user: Any = None,
        update: bool = True,
        comment: str = "",
        proofread: bool = False,
        not_classified: bool = False,
    ) -> ReviewState:
        """通过, of this document and of what goes along with it.

        Raises ReviewRefused for whoever may not, and at 终审 for a document with blocking findings.
        """
        from editorial import joint, rules

        rules.check_approval(self, user)
        states = [*joint.reviews_beside(self), self]
        for state in states:
            state.proofread, state.not_classified = proofread, not_classified
            super(ReviewState, state).approve(user=user, update=False, comment=comment)
        # Only now: the next step is the first one that none of them lacks.
        for state in states if update else []:
            state.workflow_state.update(user=user)
        return self

    @transaction.atomic
    def reject(self, user: Any = None, update: bool = True, comment: str = "") -> ReviewState:
        """退回, with what goes along. The reason (comment) is required: raises ReviewRefused without it."""
        from editorial import joint, rules

        rules.check_return(self, user, comment)
        for state in (*joint.reviews_beside(self), self):
            super(ReviewState, state).reject(user=user, update=update, comment=comment.strip())
        return self


class ReviewTask(AbstractGroupApprovalTask):
    """审核环节: one of the three steps, done by the members of its groups."""

    step = models.CharField(_("环节"), max_length=8, choices=Step.choices, unique=True)

    task_state_class = ReviewState
    lock_class = ReviewLock
    admin_form_fields = [*AbstractGroupApprovalTask.admin_form_fields, "step"]
    admin_form_readonly_on_edit_fields = [*AbstractGroupApprovalTask.admin_form_readonly_on_edit_fields, "step"]

    class Meta:
        verbose_name = _("三审环节")
        verbose_name_plural = _("三审环节")

    @transaction.atomic
    def start(self, workflow_state: WorkflowState, user: Any = None) -> ReviewState:
        """Begin this step, or the earliest one that the latest revision has not passed (after a return: 初审).

        Where this is 送审, what the document encloses comes along; raises ReviewRefused where something stops it.
        """
        from editorial import joint, rules

        joining = rules.check_submission(workflow_state, user)
        due = rules.first_step_due(workflow_state) or self
        state = due._begin(workflow_state, user)
        for round_ in joining:
            joint.begin(round_, due, user)
        return state

    def _begin(self, workflow_state: WorkflowState, user: Any) -> ReviewState:
        from editorial import rules

        state: ReviewState = super().start(workflow_state, user=user)
        state.submitted_by_id = rules.submitter_id(workflow_state, user)
        state.content_digest = rules.digest(state.revision)
        state.save(update_fields=["submitted_by", "content_digest"])
        return state

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """通过 and 退回, for whoever may review; nothing for submitters, last editors and earlier reviewers."""
        from editorial import rules

        state = obj.current_workflow_task_state
        if state is None or state.task_id != self.pk or rules.objection(state, user):
            return []
        return [("approve", _("通过"), True), ("reject", _("退回"), True)]

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> models.QuerySet[TaskState]:
        from editorial import rules

        if not self._user_in_groups(user):
            return TaskState.objects.none()
        return TaskState.objects.filter(pk__in=rules.open_to(self, user))

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        from editorial.forms import ApprovalForm, ReturnForm

        return ApprovalForm if action == "approve" else ReturnForm

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return bool(user.is_superuser or self._user_in_groups(user))

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """Nobody edits what is under review: it is returned or withdrawn first, so that all three read the same text."""
        return True

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        return False

    @classmethod
    def get_description(cls) -> str:
        return str(_("由所选角色的人员审核；送审人、最后修改人和审过其他环节的人不能办理"))
