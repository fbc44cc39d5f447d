"""The script of pasting on every editing form, and its address. Imported by the room's wagtail_hooks."""

from __future__ import annotations

import json
from typing import Any

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.auth import require_admin_access

from ingest.paste_views import paste
from ingest.readers.clipboard import TOO_LARGE

WORDS = {
    "wait": _("正在整理粘贴的内容……"),
    "kept": _("已粘贴："),
    "nothing": _("没有可以粘贴的文字"),
    "dropped": _("已去掉："),
    "undo": _("撤销这次粘贴"),
    "undone": _("已撤销粘贴。图片已进入图片库，不需要的可在图片库删除。"),
    "close": _("关闭"),
    "expired": _("登录已过期，内容没有粘贴。请在新标签页重新登录，再回到这里粘贴一次。"),
    "offline": _("连不上服务器，内容没有粘贴。请检查网络后再粘贴一次。"),
    "failed": _("服务器没有收下粘贴的内容。请刷新后再试，或用“从文件导入”。"),
    "large": TOO_LARGE,
}


@hooks.register("register_admin_urls")
def paste_address() -> list[Any]:
    return [path("import/paste/", require_admin_access(paste), name="ingest_paste")]


@hooks.register("insert_editor_js")
def paste_script() -> SafeString:
    """Addresses and words stand on the tag: inline scripts are not allowed."""
    return format_html(
        '<script src="{}" data-paste-url="{}" data-paste-style="{}" data-paste-words="{}"></script>',
        static("ingest/paste.js"),
        reverse("ingest_paste"),
        static("ingest/paste.css"),
        json.dumps({name: str(word) for name, word in WORDS.items()}, ensure_ascii=False),
    )
