"""Stating relations in the admin: documents are chosen as pages and kept by translation_key."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page
from wagtail.snippets.views.snippets import SnippetViewSet

from publications.models import OfficialDocumentPage, Relation


class DocumentChoiceField(forms.ModelChoiceField):
    """One official document, chosen in the page chooser."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            # Pages, as the chooser works with them, but no section and no home page.
            queryset=Page.objects.filter(pk__in=OfficialDocumentPage.objects.values("pk")),
            widget=AdminPageChooser(target_models=[OfficialDocumentPage]),
            **kwargs,
        )


class RelationForm(WagtailAdminModelForm):
    """From one chosen document to another, or to one that is only known by title and number."""

    from_document = DocumentChoiceField(label=_("本文件"))
    to_document = DocumentChoiceField(
        label=_("对方文件"), required=False, help_text=_("尚未收录时留空，改填标题和文号")
    )

    class Meta:
        fields = ["kind", "to_title", "to_number", "anchor", "order"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, key in (("from_document", self.instance.from_key), ("to_document", self.instance.to_key)):
            if key:
                self.fields[name].initial = Page.objects.filter(translation_key=key).order_by("pk").first()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("from_document"):
            self.instance.from_key = cleaned["from_document"].translation_key
        target = cleaned.get("to_document")
        self.instance.to_key = target.translation_key if target else None
        if target and not cleaned.get("to_title"):
            cleaned["to_title"] = target.title
        if target and self._is_stated(cleaned):
            self.add_error("to_document", _("这两份文件之间已有同样的关系"))
        return cleaned

    def _is_stated(self, cleaned: dict[str, Any]) -> bool:
        """Whether another row says the same: the constraint spans fields that this form does not have."""
        same = Relation.objects.filter(from_key=self.instance.from_key, to_key=self.instance.to_key)
        same = same.filter(kind=cleaned.get("kind", ""), anchor=cleaned.get("anchor", ""))
        return same.exclude(pk=self.instance.pk).exists()


class RelationViewSet(SnippetViewSet):
    """文件关系."""

    model = Relation
    icon = "link"
    menu_label = _("文件关系")
    list_display = [Column("get_kind_display", label=_("关系")), "to_title", "to_number"]
    list_filter = ["kind"]
    edit_handler = ObjectList(
        [
            FieldPanel("from_document"),
            FieldPanel("kind"),
            FieldPanel("to_document"),
            FieldPanel("to_title"),
            FieldPanel("to_number"),
            FieldPanel("anchor"),
            FieldPanel("order"),
        ],
        base_form_class=RelationForm,
    )
