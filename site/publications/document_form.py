"""The admin's form of a document."""

from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminPageForm

from publications.widgets import ChineseDateField

DATE_FIELDS = ("written_on", "issued_on", "published_on", "effective_on", "expires_on")


class OfficialDocumentForm(WagtailAdminPageForm):
    """Dates read as Chinese offices write them; a slug out of the title's pinyin."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in DATE_FIELDS:
            field = self.fields.get(name)
            if field is not None:
                self.fields[name] = ChineseDateField(
                    label=field.label, required=field.required, help_text=field.help_text, widget=field.widget
                )
        for name in ("topics", "joint_bodies"):
            if name in self.fields:
                self.fields[name].widget = forms.CheckboxSelectMultiple(choices=self.fields[name].choices)
        if "slug" in self.fields:
            self.fields["slug"].required = False
