"""The upload forms: one or many files, and a column to put them in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from ingest.access import grouped_columns
from ingest.readers import MAX_BYTES, READERS

MAX_FILES = 500
MAX_TOTAL = 200 * 1024 * 1024


def accepted() -> str:
    """The extensions that a file chooser offers: what is read, archives, and what may be an attachment."""
    return ",".join(dict.fromkeys([*READERS, ".zip", *(f".{one}" for one in settings.WAGTAILDOCS_EXTENSIONS)]))


def readable() -> str:
    """docx、html、md…, without the further spellings of the same format."""
    further = (".htm", ".shtml", ".xhtml", ".markdown", ".text", ".docm", ".xlsm", ".mhtml")
    return "、".join(one.removeprefix(".") for one in READERS if one not in further)


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Cleans to a list of uploaded files."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, (list, tuple)) else [data] if data else []
        if not files:
            if not self.required:
                return []
            raise ValidationError(_("请选择要导入的文件"), code="required")
        if len(files) > MAX_FILES:
            raise ValidationError(_("一次最多导入 %(limit)d 个文件，请分批") % {"limit": MAX_FILES})
        if any(file.size > MAX_BYTES for file in files) or sum(file.size for file in files) > MAX_TOTAL:
            limits = {"one": MAX_BYTES // 1024 // 1024, "all": MAX_TOTAL // 1024 // 1024}
            raise ValidationError(_("单个文件不能超过 %(one)d MB，一次合计不能超过 %(all)d MB") % limits)
        return list(files)


class UploadForm(forms.Form):
    """`columns` are pages where the user may write; `under` cleans to one of them or None."""

    files = ManyFilesField(label=_("文件"))
    under = forms.ChoiceField(label=_("放进栏目"), required=False, help_text=_("不选则按文种放进对应栏目"))

    def __init__(self, *args: Any, columns: list[Any], needs_files: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._columns = {str(column.pk): column for column in columns}
        self.fields["under"].choices = [("", _("自动选择")), *grouped_columns(columns)]  # type: ignore[attr-defined]
        self.fields["files"].required = needs_files
        self.fields["files"].widget.attrs["accept"] = accepted()
        self.fields["files"].help_text = _(
            "可以一次选多个：%(formats)s，或装着它们的 zip；通知的附件（如“附件1：申报表.xlsx”）请一起选"
        ) % {"formats": readable()}

    def clean_under(self) -> Any | None:
        return self._columns.get(self.cleaned_data["under"])


class OneFileForm(forms.Form):
    """A file that a script sends by itself."""

    file = forms.FileField(
        error_messages={"required": _("请选择要导入的文件"), "empty": _("文件是空的（0 字节）")}, allow_empty_file=True
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(_("单个文件不能超过 %(one)d MB") % {"one": MAX_BYTES // 1024 // 1024})
        return file


class AttachmentsForm(forms.Form):
    """附件 for a draft that is there."""

    files = ManyFilesField(label=_("添加附件"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].widget.attrs["accept"] = ",".join(f".{one}" for one in settings.WAGTAILDOCS_EXTENSIONS)


def messages_of(form: forms.Form) -> list[str]:
    """What is wrong with a form, in sentences, for a script or for messages."""
    return [str(message) for errors in form.errors.values() for message in errors]
