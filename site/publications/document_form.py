"""The admin's form of a document, and how every form of the admin reads dates."""

from typing import Any

from django.db import models
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.models import register_form_field_override

from publications.models.topics import Topic
from publications.widgets import ChineseDateField, ChineseDateInput, TickList

# Pages, their rows, basic data and settings alike; times are Wagtail's.
register_form_field_override(
    models.DateField, override={"form_class": ChineseDateField, "widget": ChineseDateInput}, exact_class=True
)


class OfficialDocumentForm(WagtailAdminPageForm):
    """Long lists to tick; a slug out of the title's pinyin."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("topics", "joint_bodies"):
            if name in self.fields:
                if name == "topics":
                    self.fields[name].queryset = Topic.objects.as_tree()
                self.fields[name].widget = TickList(choices=self.fields[name].choices)
        if "slug" in self.fields:
            self.fields["slug"].required = False
