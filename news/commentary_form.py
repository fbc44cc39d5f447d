"""The form of a commentary: which document it interprets is chosen there, and its absence is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from publications.choices import RelationKind
from publications.document_form import OfficialDocumentForm
from publications.models import OfficialDocumentPage, Relation

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet


def interpretations(key: UUID) -> QuerySet[Relation]:
    """What the commentary of this translation_key interprets."""
    return Relation.objects.filter(from_key=key, kind=RelationKind.INTERPRETS)


class CommentaryPageForm(OfficialDocumentForm):
    """With `interpreted_document`, which is stated as a relation when the draft is saved.

    A public commentary's relations show at once, so there they are changed under 文件关系.
    """

    interpreted_document = forms.ModelChoiceField(
        queryset=Page.objects.none(),  # while the models load there is neither queryset nor chooser: see __init__
        label=_("解读的文件"),
        required=False,
        help_text=_("选定后两份文件互相链接；文件尚未收录的，在“基础资料－文件关系”中填写标题和文号"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("interpreted_document")
        if field is None:
            return
        field.queryset = Page.objects.filter(pk__in=OfficialDocumentPage.objects.values("pk"))
        field.widget = AdminPageChooser(target_models=[OfficialDocumentPage])
        stated = interpretations(self.instance.translation_key).exclude(to_key=None).first()
        if stated is not None:
            field.initial = Page.objects.filter(translation_key=stated.to_key).order_by("pk").first()
        if self.instance.live:
            field.disabled = True
            field.help_text = _("解读已经公开，请在“基础资料－文件关系”中修改")

    def save(self, commit: bool = True) -> Any:
        field = self.fields.get("interpreted_document")
        if field is not None and not field.disabled:
            self.instance.chosen_document = self.cleaned_data.get("interpreted_document")
        return super().save(commit=commit)


def state_interpretation(commentary: Page, target: Page | None) -> None:
    """`target` and no other document of the portal is what `commentary` interprets; those from elsewhere stay stated."""
    stated = interpretations(commentary.translation_key).exclude(to_key=None)
    if target is None:
        stated.delete()
        return
    stated.exclude(to_key=target.translation_key).delete()
    Relation.relate(commentary, target.specific, RelationKind.INTERPRETS)


class NotLinkedPanel(Panel):
    """Says that a saved commentary is linked to no document: inspectors look for links both ways."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "news/not_linked_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk) and not interpretations(self.instance.translation_key).exists()
