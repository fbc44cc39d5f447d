"""The upload form: one or many files, and a column to put them in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from ingest.readers import MAX_BYTES, READERS

MAX_FILES = 50
MAX_TOTAL = 200 * 1024 * 1024
ACCEPT = ",".join([*READERS, ".zip"])


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Cleans to a list of uploaded files."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, (list, tuple)) else [data] if data else []
        if not files:
            raise ValidationError(_("请选择要导入的文件"), code="required")
        if len(files) > MAX_FILES:
            raise ValidationError(_("一次最多导入 %(limit)d 个文件，请分批") % {"limit": MAX_FILES})
        if any(file.size > MAX_BYTES for file in files) or sum(file.size for file in files) > MAX_TOTAL:
            limits = {"one": MAX_BYTES // 1024 // 1024, "all": MAX_TOTAL // 1024 // 1024}
            raise ValidationError(_("单个文件不能超过 %(one)d MB，一次合计不能超过 %(all)d MB") % limits)
        return list(files)


class UploadForm(forms.Form):
    """`columns` are pages where the user may write."""

    files = ManyFilesField(
        label=_("文件"),
        widget=ManyFilesInput(attrs={"accept": ACCEPT}),
        help_text=_("可以一次选多个：docx、html、md、txt，或装着它们的 zip"),
    )
    under = forms.ChoiceField(label=_("放进栏目"), required=False, help_text=_("不选则按文种放进对应栏目"))

    def __init__(self, *args: Any, columns: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(column.slug, column.title) for column in columns]
        self.fields["under"].choices = [("", _("自动选择")), *choices]  # type: ignore[attr-defined]
