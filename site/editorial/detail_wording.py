"""A row's details in words (详情): what a person reads of the JSON that the event log keeps."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Permission
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LABELS = {
    "reason": gettext_lazy("原因"), "comment": gettext_lazy("意见"), "error": gettext_lazy("错误"),
    "roles": gettext_lazy("角色"), "permissions": gettext_lazy("权限"), "permission": gettext_lazy("权限"),
    "change": gettext_lazy("变动"), "changed": gettext_lazy("变动"), "fields": gettext_lazy("内容项"),
    "page": gettext_lazy("页面"), "path": gettext_lazy("网址"), "method": gettext_lazy("方式"),
    "size": gettext_lazy("大小"), "sha1": gettext_lazy("校验值"), "sha256": gettext_lazy("校验值"),
    "asked": gettext_lazy("条件"), "file": gettext_lazy("文件"), "files": gettext_lazy("文件"),
    "source": gettext_lazy("原文"), "text": gettext_lazy("改为"), "destination": gettext_lazy("移到"),
    "moved_from": gettext_lazy("移自"),
    "title": gettext_lazy("标题"), "old": gettext_lazy("原为"), "new": gettext_lazy("改为"),
    "workflow": gettext_lazy("流程"), "task": gettext_lazy("环节"), "next": gettext_lazy("下一环节"),
    "status": gettext_lazy("状态"), "revision": gettext_lazy("版本"), "go_live_at": gettext_lazy("计划发布"),
    "created": gettext_lazy("时间"), "restriction": gettext_lazy("访问范围"), "type": gettext_lazy("类型"),
    "account": gettext_lazy("账号"), "minutes": gettext_lazy("分钟"), "days": gettext_lazy("天数"),
    "by_owner": gettext_lazy("本人设置"), "by": gettext_lazy("方式"), "expires": gettext_lazy("有效至"),
    "superuser": gettext_lazy("超级管理员"), "through": gettext_lazy("截至序号"), "count": gettext_lazy("数量"),
    "archive": gettext_lazy("归档文件"), "hash": gettext_lazy("校验值"), "bulk": gettext_lazy("批量"),
    "is_superuser": gettext_lazy("超级管理员"), "is_active": gettext_lazy("启用"), "is_staff": gettext_lazy("管理员"),
    "time": gettext_lazy("时间"), "time_from": gettext_lazy("自"), "time_to": gettext_lazy("至"),
    "actor_name": gettext_lazy("操作人"), "action": gettext_lazy("操作"), "result": gettext_lazy("结果"),
    "client_address": gettext_lazy("来源地址"), "export": gettext_lazy("导出格式"), "q": gettext_lazy("检索"),
    "keep_children": gettext_lazy("保留下级"), "include_subtree": gettext_lazy("包括下级"),
    "include_descendants": gettext_lazy("包括下级"), "slug": gettext_lazy("网址名"), "number": gettext_lazy("文号"),
    "removed": gettext_lazy("移除"), "kind": gettext_lazy("类别"), "name": gettext_lazy("名称"),
}  # fmt: skip
VALUES = {
    "add": gettext_lazy("新增"), "remove": gettext_lazy("去掉"), "clear": gettext_lazy("清空"),
    "change": gettext_lazy("修改"), "delete": gettext_lazy("删除"), "view": gettext_lazy("查看"),
    "publish": gettext_lazy("发布"), "lock": gettext_lazy("锁定"), "unlock": gettext_lazy("解锁"),
    "choose": gettext_lazy("选用"), "manage": gettext_lazy("管理"), "access": gettext_lazy("进入"),
    "in_progress": gettext_lazy("审核中"), "approved": gettext_lazy("通过"), "rejected": gettext_lazy("退回"),
    "cancelled": gettext_lazy("撤回"), "skipped": gettext_lazy("跳过"), "needs_changes": gettext_lazy("退回"),
    "login": gettext_lazy("登录可见"), "groups": gettext_lazy("指定角色可见"), "password": gettext_lazy("凭密码可见"),
    "none": gettext_lazy("公开"), "totp": gettext_lazy("动态码"), "recovery": gettext_lazy("恢复码"),
    "done": gettext_lazy("成功"), "refused": gettext_lazy("拒绝"), "failed": gettext_lazy("失败"),
}  # fmt: skip
# Numbers of rows, which say nothing to a reader; the export has them.
NUMBERS = {"id", "pk", "task_state_id", "workflow_state_id", "live_revision", "has_live_version", "locale"}
LONGEST = 300
MOMENT = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
PERMISSION = re.compile(r"^(?:(\w+)\.)?(add|change|delete|view|publish|lock|unlock|choose|manage|access)_(\w+)$")


def sentence(detail: dict[str, Any], object_type: str = "") -> str:
    """`原因：没有权限；网址：/admin/users/`. Empty where there is nothing to say. `object_type`: "app.model" of the row."""
    parts = [_part(key, value, object_type) for key, value in detail.items()]
    text = "；".join(part for part in parts if part)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _part(key: str, value: Any, object_type: str, within: bool = False) -> str:
    if key in NUMBERS or value in (None, "", [], {}):
        return ""
    if key == "source" and isinstance(value, dict):
        key = "moved_from"
    said = _fields(value, object_type) if key == "fields" and isinstance(value, list) else _value(value)
    if not said:
        return ""
    label = None if within and key == "title" else LABELS.get(key)
    return f"{label}：{said}" if label else said


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(_("是") if value else _("否"))
    if isinstance(value, list):
        if len(value) == 2 and all(isinstance(item, bool) for item in value):
            return f"{_value(value[0])}→{_value(value[1])}"
        return "、".join(filter(None, map(_value, value)))
    if isinstance(value, dict):
        return "，".join(filter(None, (_part(key, item, "", within=True) for key, item in value.items())))
    if value is None:
        return ""
    return _text(str(value))


def _text(text: str) -> str:
    if MOMENT.match(text):
        try:
            return f"{localtime(datetime.fromisoformat(text)):%Y-%m-%d %H:%M}"
        except ValueError:
            return text
    if permission := PERMISSION.match(text):
        return _permission(*permission.groups())
    return str(VALUES.get(text, text))


def _permission(app_label: str | None, verb: str, model_name: str) -> str:
    """publications.add_relation -> 新增文件关系."""
    models = (model for model in apps.get_models() if model._meta.model_name == model_name)
    model = next((model for model in models if app_label in (None, model._meta.app_label)), None)
    return f"{VALUES[verb]}{model._meta.verbose_name if model else _('后台') if model_name == 'admin' else model_name}"


def _fields(names: list[Any], object_type: str) -> str:
    """The fields' own names in Chinese."""
    model = apps.get_model(object_type) if object_type.count(".") == 1 and _has(object_type) else Permission
    known = {field.attname: str(field.verbose_name) for field in model._meta.concrete_fields}
    return "、".join(known.get(str(name), str(name)) for name in names)


def _has(label: str) -> bool:
    try:
        return bool(apps.get_model(label))
    except LookupError:
        return False
