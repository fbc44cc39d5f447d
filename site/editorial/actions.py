"""What the event log's action codes are called."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "login.success": _("登录"),
    "login.failure": _("登录失败"),
    "login.logout": _("退出登录"),
    "login.locked": _("账号锁定"),
    "login.expired": _("登录到期"),
    "login.factor": _("输入动态码"),
    "admin.access": _("访问后台功能"),
    "admin.export": _("导出或下载"),
    "page.create": _("新建稿件"),
    "page.edit": _("修改稿件"),
    "page.delete": _("删除稿件"),
    "page.publish": _("发布"),
    "page.schedule": _("定时发布"),
    "page.schedule_cancel": _("取消定时发布"),
    "page.emergency": _("紧急发布"),
    "page.emergency_review": _("补审"),
    "page.unpublish": _("下线"),
    "page.withdraw": _("撤稿"),
    "page.rename": _("改标题"),
    "page.revert": _("恢复旧版"),
    "page.copy": _("复制稿件"),
    "page.copy_for_next_year": _("以上一年为底稿"),
    "page.copy_for_translation": _("生成另一语言版本"),
    "page.create_alias": _("建镜像稿"),
    "page.convert_alias": _("镜像稿转为普通稿"),
    "page.move": _("移动稿件"),
    "page.reorder": _("调整顺序"),
    "page.lock": _("锁定稿件"),
    "page.unlock": _("解锁稿件"),
    "page.privacy": _("改访问范围"),
    "page.comment": _("批注"),
    "review.submit": _("送审"),
    "review.approve": _("审核通过"),
    "review.return": _("退回"),
    "review.cancel": _("撤回送审"),
    "role.give": _("授予角色"),
    "role.take": _("收回角色"),
    "role.permission": _("改角色权限"),
    "user.create": _("新建账号"),
    "user.edit": _("修改账号"),
    "user.delete": _("删除账号"),
    "user.privilege": _("改超级管理员或停用状态"),
    "user.password": _("设置密码"),
    "user.unlock": _("解锁账号"),
    "user.stale": _("停用久未使用的账号"),
    "user.activate": _("重新启用账号"),
    "user.reset_issue": _("签发重置码"),
    "user.reset_use": _("用重置码设置密码"),
    "user.factor_add": _("绑定动态码"),
    "user.factor_remove": _("解除动态码"),
    "user.factor_codes": _("重新生成恢复码"),
    "user.sessions_end": _("退出账号的全部登录"),
    "user.account": _("管理账号安全"),
    "settings.create": _("新建设置"),
    "settings.edit": _("修改设置"),
    "settings.delete": _("删除设置"),
    "reference.create": _("新建基础资料"),
    "reference.edit": _("修改基础资料"),
    "reference.delete": _("删除基础资料"),
    "image.upload": _("上传图片"),
    "image.edit": _("修改图片"),
    "image.delete": _("删除图片"),
    "document.upload": _("上传附件"),
    "document.edit": _("修改附件"),
    "document.delete": _("删除附件"),
    "document.download": _("下载未公开的附件"),
    "import.finish": _("导入文件"),
    "import.confirm": _("确认导入字段"),
    "import.decide": _("取舍导入清理"),
    "import.attach": _("附上附件"),
    "import.undo": _("撤销导入"),
    "twins.follow": _("繁简同步"),
    "twins.correct": _("校正转换文字"),
    "twins.retry": _("重试繁简同步"),
    "twins.dismiss": _("确认失效的校正"),
    "twins.lost": _("校正失效"),
    "log.read": _("查看日志"),
    "log.export": _("导出日志"),
    "log.purge": _("清理到期日志"),
}

# Wagtail's own log, by its action without "wagtail.".
FROM_WAGTAIL = {
    "publish.scheduled": "page.publish",
    "publish.schedule": "page.schedule",
    "schedule.cancel": "page.schedule_cancel",
    "unpublish.scheduled": "page.unpublish",
    "view_restriction.create": "page.privacy",
    "view_restriction.edit": "page.privacy",
    "view_restriction.delete": "page.privacy",
    "workflow.start": "review.submit",
    "workflow.resume": "review.submit",
    "workflow.approve": "review.approve",
    "workflow.reject": "review.return",
    "workflow.cancel": "review.cancel",
}


def page_action(wagtail_action: str) -> str:
    """wagtail.workflow.start -> review.submit."""
    bare = wagtail_action.removeprefix("wagtail.")
    if bare.startswith("comments."):
        return "page.comment"
    return FROM_WAGTAIL.get(bare, f"page.{bare.replace('.', '_')}")


def label(action: str) -> str:
    return str(ACTIONS.get(action, action))
