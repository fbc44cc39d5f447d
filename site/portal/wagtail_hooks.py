"""What the whole admin shows of the portal: its colours, and no pages about Wagtail that are in English and elsewhere."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

ELSEWHERE = ("whats-new-in-wagtail", "editor-guide")


@hooks.register("insert_global_admin_css")
def colours() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("portal/admin.css"))


@hooks.register("construct_help_menu")
def help_in_chinese_only(request: HttpRequest, items: list[Any]) -> None:
    items[:] = [item for item in items if not item.name.startswith(ELSEWHERE)]
