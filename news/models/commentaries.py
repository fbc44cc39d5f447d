"""Policy commentaries (政策解读), linked both ways to the documents they interpret."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from news.commentary_form import CommentaryPageForm, NotLinkedPanel, state_interpretation
from publications.choices import ColumnType, Kind, RelationKind, UpdateClass
from publications.columns import COLUMN_TEMPLATE, ColumnPage, column_type_field, update_class_field
from publications.models import OfficialDocumentPage
from publications.panels import CONTENT_PANELS, METADATA_PANELS
from publications.relations import RelatedDocument


class CommentaryForm(models.TextChoices):
    """解读形式."""

    TEXT = "text", _("文字解读")
    QUESTIONS = "questions", _("一问一答")
    PICTURE = "picture", _("图解")


class CommentaryIndexPage(ColumnPage):
    """政策解读栏目."""

    column_type = column_type_field(ColumnType.COMMENTARY)
    update_class = update_class_field(UpdateClass.NONE)

    subpage_types = ["news.CommentaryPage"]
    template = COLUMN_TEMPLATE

    class Meta:
        verbose_name = _("政策解读栏目")


class CommentaryPage(OfficialDocumentPage):
    """政策解读."""

    document_kind = Kind.COMMENTARY

    commentary_form = models.CharField(
        _("解读形式"), max_length=16, choices=CommentaryForm.choices, default=CommentaryForm.TEXT
    )

    base_form_class = CommentaryPageForm
    parent_page_types = ["news.CommentaryIndexPage"]
    subpage_types: list[str] = []
    template = "news/commentary_page.html"

    content_panels = [
        NotLinkedPanel(),
        *CONTENT_PANELS[:2],
        FieldPanel("interpreted_document"),
        FieldPanel("commentary_form"),
        *CONTENT_PANELS[2:],
    ]
    metadata_panels = METADATA_PANELS

    class Meta:
        verbose_name = _("政策解读")

    @cached_property
    def interpreted(self) -> list[RelatedDocument]:
        """The documents that this commentary interprets (relation 解读), as far as a reader may see them."""
        return [
            related
            for related in self.related_documents
            if related.kind == RelationKind.INTERPRETS and not related.reverse
        ]

    @property
    def further_relations(self) -> list[RelatedDocument]:
        """What else it is related to: the interpreted documents stand at its head."""
        return [related for related in self.related_documents if related not in self.interpreted]

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """As ever; what the form chose to be interpreted is stated with it."""
        revision = super().save_revision(*args, **kwargs)
        if hasattr(self, "chosen_document"):
            state_interpretation(self, self.chosen_document)
        return revision

    def metadata_lines(self) -> list[str]:
        return [str(self.get_commentary_form_display()), *super().metadata_lines()]
