"""What reviewers, the superuser and whoever withdraws a document fill in."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm


class ApprovalForm(TaskStateCommentForm):
    """通过: two ticks, an opinion if there is one."""

    comment = forms.CharField(label=_("审核意见"), required=False, widget=forms.Textarea({"rows": 2}))
    proofread = forms.BooleanField(
        label=_("文字已校"),
        help_text=_("已逐字校对，人名、数字、日期无误"),
        error_messages={"required": _("请确认后勾选")},
    )
    not_classified = forms.BooleanField(
        label=_("不涉密"),
        help_text=_("已确认内容不涉及国家秘密、工作秘密和个人隐私"),
        error_messages={"required": _("请确认后勾选")},
    )

    field_order = ["proofread", "not_classified", "comment"]


class ReturnForm(TaskStateCommentForm):
    """退回: the reason is what the drafter sees in red."""

    comment = forms.CharField(
        label=_("退回原因"),
        widget=forms.Textarea({"rows": 3}),
        help_text=_("写明哪一段、改什么，起草人会在编辑页顶端看到"),
        error_messages={"required": _("请填写退回原因")},
    )


class ReasonForm(forms.Form):
    """A reason of some substance, for what happens past the ordinary way."""

    reason = forms.CharField(
        label=_("原因"),
        min_length=5,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("请填写原因"), "min_length": _("请把原因写具体，至少 5 个字")},
    )


class WithdrawForm(ReasonForm):
    """撤稿: also of what stands under the page, if wanted."""

    include_descendants = forms.BooleanField(label=_("同时撤下本稿下级的稿件"), required=False)
