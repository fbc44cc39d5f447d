"""The address to which the editing form's script sends what was pasted. It saves pictures, never a page."""

from __future__ import annotations

import logging
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.permissions import page_permission_policy

from ingest.paste import convert
from ingest.readers.clipboard import MAX_CHARACTERS, TOO_LARGE
from ingest.readers.errors import ReadError

logger = logging.getLogger(__name__)
MAX_IMAGES = 60
MAX_IMAGE_BYTES = 30 * 1024 * 1024


@require_POST
def paste(request: HttpRequest) -> JsonResponse:
    """Multipart: html and text as files (they may be large), image files in their order, title. JSON: blocks, kept, dropped, lost
    or message."""
    if not page_permission_policy.user_has_any_permission(request.user, {"add", "change"}):
        return _refused(_("您没有编辑稿件的权限，内容没有粘贴"), 403)
    files = request.FILES.getlist("image")
    if len(files) > MAX_IMAGES or sum(file.size or 0 for file in files) > MAX_IMAGE_BYTES:
        return _refused(_("剪贴板里的图片太多或太大，没有粘贴。请用“从文件导入”，或分几次粘贴。"), 413)
    try:
        html, text = _words(request, "html"), _words(request, "text")
        pasted = convert(html, text, [file.read() for file in files], request.POST.get("title", "")[:255], request.user)
    except ReadError as error:
        return _refused(error.message, 413 if error.code == "too_large" else 400)
    except Exception:  # whatever a hostile clipboard provokes, the editor keeps the form and reads why
        logger.exception("paste failed")
        return _refused(_("整理粘贴的内容时出现意外错误，没有粘贴。请改用“从文件导入”，或粘贴为纯文字。"), 500)
    if not pasted.blocks and not pasted.lost:
        return _refused(_("剪贴板里没有可用的文字，没有粘贴"), 400)
    answer: dict[str, Any] = {
        "blocks": pasted.blocks,
        "kept": pasted.kept,
        "dropped": pasted.dropped,
        "lost": pasted.lost,
    }
    return JsonResponse(answer)


def _words(request: HttpRequest, name: str) -> str:
    file = request.FILES.get(name)
    if file is None:
        return ""
    if (file.size or 0) > 3 * MAX_CHARACTERS:  # three bytes a character
        raise ReadError("too_large", TOO_LARGE)
    return file.read().decode("utf-8", "replace")


def _refused(message: str, status: int) -> JsonResponse:
    return JsonResponse({"message": message}, status=status)
