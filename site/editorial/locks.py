"""Why a document cannot be edited while it is under review."""

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.locks import WorkflowLock


class ReviewLock(WorkflowLock):
    """审核期间锁定: says at which step the document is and how it can be changed again."""

    def get_message(self, user: Any) -> str:
        return format_html(
            _("稿件正在<b>{step}</b>，审核期间不能修改。需要修改时，请审核人退回，或由送审人撤回送审。"),
            step=self.task.name,
        )

    def get_locked_by(self, user: Any, can_lock: bool = False) -> str:
        return _("审核中")

    def get_description(self, user: Any, can_lock: bool = False) -> str:
        return _("审核期间不能修改，三个环节审的是同一版本")
