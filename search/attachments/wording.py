"""What editors and readers are told of attachments' texts."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PROBLEMS: dict[str, str | Promise] = {
    "encrypted": gettext_lazy("文件设有密码，读不出文字，读者检索不到其中的内容。请去掉密码后重新上传。"),
    "scanned": gettext_lazy(
        "文件是扫描件，只有图片没有文字，读者检索不到其中的内容。请用文字识别（OCR）软件处理后重新上传。"
    ),
    "empty": gettext_lazy("文件里没有文字，读者检索不到其中的内容。如果应当有文字，请检查后重新上传。"),
    "broken": gettext_lazy("文件已损坏，读不出文字。请用生成它的软件打开并另存，再重新上传。"),
    "too_large": gettext_lazy("文件过大或内部异常庞大，没有读取。请压缩图片或拆分后重新上传。"),
    "too_slow": gettext_lazy("读取文件用时过长，已停止。请拆分后重新上传。"),
    "no_office": gettext_lazy(
        "服务器没有安装 LibreOffice，读不了旧格式。请另存为 docx、xlsx 或 PDF 再上传，或请管理员安装。"
    ),
    "unsupported": gettext_lazy("这种格式的内容不能检索，读者只能按附件名称找到它。可以另附一份 docx、xlsx 或 PDF。"),
    "missing": gettext_lazy("服务器上找不到这个文件。请重新上传。"),
}
CUT = gettext_lazy("文字太多，只检索前面的部分。请考虑拆分。")


def place_in_words(unit: str, piece: Any) -> str:
    """第12页, 第3张幻灯片, 工作表“名额分配”; empty where the file does not say."""
    if piece.name:
        return _("工作表“%(name)s”") % {"name": piece.name}
    if piece.number and unit == "slide":
        return _("第%(number)d张幻灯片") % {"number": piece.number}
    return _("第%(number)d页") % {"number": piece.number} if piece.number else ""
