"""The upload of a batch: a dry run first, and where its files stood at the old site."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ingest.access import grouped_columns
from ingest.column_maps import as_json, read_map
from ingest.csv_tables import BadTableError
from ingest.former_pages import read_addresses
from ingest.forms import UploadForm

MAX_TABLE = 5 * 1024 * 1024


class BatchForm(UploadForm):
    """`columns_map` and `addresses` clean to what ImportBatch keeps of them."""

    dry_run = forms.BooleanField(
        label=_("先试运行"), required=False, help_text=_("只看会得到什么，不建稿件；看过再正式导入，不用重新上传")
    )
    columns_map = forms.FileField(
        label=_("旧栏目对照表"),
        required=False,
        help_text=_("CSV 两栏：旧栏目名称或网址前缀，本站栏目。也可以试运行之后在网页上填"),
    )
    addresses = forms.FileField(
        label=_("旧网址对照表"),
        required=False,
        help_text=_("CSV 两栏：旧网址，文件名。发布后旧网址自动跳转；网页文件里写着网址的不用填"),
    )

    def clean_columns_map(self) -> list[list[Any]]:
        return as_json(self._table("columns_map", read_map).entries) if self.cleaned_data["columns_map"] else []

    def clean_addresses(self) -> dict[str, str]:
        return self._table("addresses", read_addresses) if self.cleaned_data["addresses"] else {}

    def _table(self, name: str, read: Callable[[bytes], Any]) -> Any:
        file = self.cleaned_data[name]
        if file.size > MAX_TABLE:
            raise ValidationError(_("对照表太大，请分开"))
        try:
            return read(file.read())
        except BadTableError as error:
            raise ValidationError(str(error)) from error


class ColumnMapForm(forms.Form):
    """A column of the portal for each of the old ones that the files name, and for one more that is typed in."""

    def __init__(self, *args: Any, rows: list[dict[str, Any]], columns: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.rows = rows
        choices = [("", _("按文种放进对应栏目")), *grouped_columns(columns)]
        for number, row in enumerate(rows):
            self.fields[f"to-{number}"] = forms.ChoiceField(
                label=row["old"], choices=choices, required=False, initial=str(row["column"] or "")
            )
        self.fields["more"] = forms.CharField(
            label=_("再加一行：旧栏目名称或网址前缀"),
            required=False,
            max_length=255,
            help_text=_("如 通知公告、政务公开/通知公告、/xxgk/tzgg/"),
        )
        self.fields["more_to"] = forms.ChoiceField(label=_("放进栏目"), choices=choices, required=False)

    @property
    def shown_rows(self) -> list[dict[str, Any]]:
        return [{**row, "field": self[f"to-{number}"]} for number, row in enumerate(self.rows)]

    def entries(self) -> list[list[Any]]:
        """As ImportBatch.columns_map has them; ask after is_valid()."""
        chosen = [[row["old"], self.cleaned_data[f"to-{number}"]] for number, row in enumerate(self.rows)]
        chosen.append([self.cleaned_data["more"].strip(), self.cleaned_data["more_to"]])
        return [[old, int(to)] for old, to in chosen if old and to]
