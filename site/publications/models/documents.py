"""The concrete parent of every official document: one table for every list, facet, feed and relation."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models.base import ModelState
from django.db.models.signals import post_init, pre_init
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import ObjectList, TabbedInterface
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from publications.anchors import fill_anchors
from publications.attached_files import note_public_files
from publications.blocks import BodyBlock
from publications.choices import Disclosure, Kind, RelationKind, Script, Stage, Validity
from publications.closed_sections import DocumentManager
from publications.document_form import OfficialDocumentForm
from publications.fields import DocumentStreamField
from publications.numbering import apply_document_number
from publications.panels import CONTENT_PANELS, METADATA_PANELS, PROMOTE_PANELS
from publications.passages import Passage, body_passages
from publications.slugs import PinyinSlugMixin

if TYPE_CHECKING:
    from django.http import HttpRequest

    from publications.neighbours import Neighbours
    from publications.relations import RelatedDocument


class OfficialDocumentPage(PinyinSlugMixin, Page):
    """公开文件. Not created itself; its types add what is theirs."""

    document_kind: str = ""

    kind = models.CharField(_("类型"), max_length=16, choices=Kind.choices, editable=False, db_index=True)
    year = models.PositiveSmallIntegerField(_("年度"), null=True, blank=True, db_index=True, help_text=_("如：2026"))

    document_number = models.CharField(
        _("发文字号"), max_length=100, blank=True, help_text=_("如：云教发〔2026〕12号；括号输错会自动改正")
    )
    number_scheme = models.CharField(max_length=20, blank=True, editable=False)
    number_agency_code = models.CharField(max_length=40, blank=True, editable=False, db_index=True)
    number_year = models.PositiveSmallIntegerField(null=True, editable=False)
    number_serial = models.CharField(max_length=20, blank=True, editable=False)
    index_number = models.CharField(
        _("索引号"),
        max_length=100,
        blank=True,
        db_index=True,
        help_text=_("如：11360123MB0000000X/2026-00012；可以为空，不可重复"),
    )

    issuing_body = models.ForeignKey(
        "publications.IssuingBody",
        verbose_name=_("发文机关"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="documents",
    )
    joint_bodies = ParentalManyToManyField(
        "publications.IssuingBody", verbose_name=_("联合发文机关"), blank=True, related_name="joint_documents"
    )
    topics = ParentalManyToManyField(
        "publications.Topic", verbose_name=_("主题分类"), blank=True, related_name="documents"
    )
    audience = models.CharField(_("适用对象"), max_length=200, blank=True, help_text=_("如：全区中小学、幼儿园"))
    region = models.CharField(_("地区"), max_length=80, blank=True, help_text=_("如：云岫区"))
    stage = models.CharField(_("学段"), max_length=16, choices=Stage.choices, blank=True)
    validity = models.CharField(_("效力"), max_length=16, choices=Validity.choices, default=Validity.IN_FORCE)

    written_on = models.DateField(_("成文日期"), null=True, blank=True, help_text=_("落款处的日期，如：2026年5月15日"))
    issued_on = models.DateField(_("发文日期"), null=True, blank=True)
    published_on = models.DateField(_("发布日期"), null=True, blank=True, help_text=_("首次公开发布的日期，以证据为准"))
    effective_on = models.DateField(_("施行日期"), null=True, blank=True)
    expires_on = models.DateField(_("有效期至"), null=True, blank=True)

    recipients = models.TextField(_("主送"), blank=True, help_text=_("如：各中小学、幼儿园，局属各单位"))
    copies_to = models.TextField(_("抄送"), blank=True)
    signatory = models.CharField(_("签发人"), max_length=60, blank=True)
    source = models.CharField(_("来源"), max_length=120, blank=True, help_text=_("转载时填写原发布单位"))
    author = models.CharField(_("作者"), max_length=120, blank=True)
    responsible_editor = models.CharField(_("责任编辑"), max_length=60, blank=True)
    summary = models.TextField(
        _("内容概述"), max_length=300, blank=True, help_text=_("不超过 100 字，列表与检索中使用")
    )
    disclosure = models.CharField(_("公开方式"), max_length=16, choices=Disclosure.choices, default=Disclosure.OPEN)
    planned_publication = models.DateTimeField(
        _("计划发布时间"), null=True, blank=True, help_text=_("终审通过后到这个时间自动发布；留空则通过即发布")
    )
    original_script = models.CharField(max_length=4, choices=Script.choices, default=Script.HANS, editable=False)

    body = DocumentStreamField(BodyBlock(), verbose_name=_("正文"), blank=True)

    objects = DocumentManager()

    is_creatable = False
    base_form_class = OfficialDocumentForm

    content_panels = CONTENT_PANELS
    metadata_panels = METADATA_PANELS
    promote_panels = PROMOTE_PANELS
    settings_panels: list[Any] = []

    # Texts are converted; numbers, codes, dates and choices are the same in both scripts.
    override_translatable_fields = [
        SynchronizedField("slug"),
        SynchronizedField("document_number", overridable=False),
        SynchronizedField("index_number", overridable=False),
        SynchronizedField("planned_publication", overridable=False),
    ]

    search_fields = [
        *Page.search_fields,
        index.SearchField("document_number"),
        index.SearchField("index_number"),
        index.SearchField("summary"),
        index.SearchField("body"),
        index.AutocompleteField("document_number"),
        index.FilterField("kind"),
        index.FilterField("year"),
        index.FilterField("issuing_body"),
        index.FilterField("validity"),
        index.FilterField("stage"),
        index.FilterField("region"),
        index.FilterField("written_on"),
        index.FilterField("published_on"),
        index.FilterField("translation_key"),
    ]

    class Meta:
        verbose_name = _("公开文件")
        verbose_name_plural = _("公开文件")

    @classmethod
    def get_edit_handler(cls) -> Any:
        return TabbedInterface(
            [
                ObjectList(cls.content_panels, heading=_("内容")),
                ObjectList(cls.metadata_panels, heading=_("公文信息")),
                ObjectList(cls.promote_panels, heading=_("网址与摘要")),
            ],
            base_form_class=cls.base_form_class,
        ).bind_to_model(cls)

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any]) -> Self:
        """A row of the database as a page, without what Django, modelcluster and Wagtail look for in a new one: setting
        seventy columns one by one and asking for lists of children that are not there took .55 of .6 ms."""
        new = cls.__new__(cls)
        pre_init.send(sender=cls, args=values, kwargs={})
        new._state = ModelState()
        new.__dict__.update(zip(field_names, values, strict=True))
        new._state.adding, new._state.db = False, db
        post_init.send(sender=cls, instance=new)
        return new

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.derive()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        self.derive()
        super().clean()

    def derive(self) -> None:
        """Set what follows from other fields: kind, the number's parts, anchors of headings, the year."""
        self.kind = self.document_kind
        apply_document_number(self, self.written_on)
        fill_anchors(self.body)
        if self.year is None:
            known = self.written_on or self.issued_on or self.published_on
            self.year = known.year if known else None

    # --- what readers ask -------------------------------------------------------------------------------------------

    @property
    def shown_date(self) -> date | None:
        """The date in lists: first publication anywhere, else first appearance here."""
        if self.published_on:
            return self.published_on
        return timezone.localdate(self.first_published_at) if self.first_published_at else self.written_on

    def validity_on(self, day: date) -> str:
        """The state on `day`: what somebody decided, else what the dates say ("not_yet", "expired")."""
        if self.validity != Validity.IN_FORCE:
            return self.validity
        if self.effective_on and day < self.effective_on:
            return "not_yet"
        return "expired" if self.expires_on and day > self.expires_on else Validity.IN_FORCE

    @property
    def validity_today(self) -> str:
        return self.validity_on(timezone.localdate())

    @property
    def issuing_bodies(self) -> list[Any]:
        """The numbering body first, then the joint ones."""
        first = [self.issuing_body] if self.issuing_body else []
        return first + [body for body in self.joint_bodies.all() if body.pk != self.issuing_body_id]

    @cached_property
    def shown_topics(self) -> list[Any]:
        """主题分类, with the topics above them: for the metadata table and the <meta> tags alike."""
        return list(self.topics.select_related("parent"))

    @cached_property
    def headings(self) -> list[dict[str, Any]]:
        """本文目录: {number_text, text, level, anchor} of each heading of the body."""
        return [
            {
                "number_text": block.value.get("number_text") or "",
                "text": block.value["text"],
                "level": int(block.value["level"]),
                "anchor": block.value.get("anchor") or "",
            }
            for block in self.body
            if block.block_type == "heading"
        ]

    @property
    def attachments(self) -> list[Any]:
        return [block.value for block in self.body if block.block_type == "attachment" and block.value["document"]]

    @cached_property
    def related_documents(self) -> list[RelatedDocument]:
        from publications.relations import related_documents

        return related_documents(self)

    @cached_property
    def neighbours(self) -> Neighbours:
        """上一篇 and 下一篇 of its column."""
        from publications.neighbours import neighbours

        return neighbours(self)

    @property
    def commentaries(self) -> list[RelatedDocument]:
        """The 解读 of this document that a reader may see."""
        return [
            related
            for related in self.related_documents
            if related.kind == RelationKind.INTERPRETS and related.reverse and related.page
        ]

    @property
    def further_relations(self) -> list[RelatedDocument]:
        """相关文件 beside the text: without the 解读, which stand at its head."""
        return [related for related in self.related_documents if related not in self.commentaries]

    @cached_property
    def permanent_id(self) -> str:
        from publications.permanent_ids import permanent_id_for

        return permanent_id_for(self.translation_key).code

    @cached_property
    def public_files(self) -> dict[int, Any]:
        """The attached files that everybody may have, by primary key; for many pages `note_public_files` asks at once."""
        note_public_files([self])
        return self.public_files

    def passages(self) -> list[Passage]:
        """The text that readers see, each stretch with the heading above it."""
        summary = [Passage(self.summary)] if self.summary else []
        return [*summary, *body_passages(self.body, self.public_files), *self.further_passages()]

    def metadata_lines(self) -> list[str]:
        """What is searched of its metadata, in its own script; types add theirs."""
        return [
            *(self.document_number, self.index_number, self.recipients, self.copies_to, self.source, self.author),
            *(self.signatory, self.audience, self.region),
        ]

    def further_passages(self) -> list[Passage]:
        """What a type of document shows beside its body (tasks, figures)."""
        return []

    def get_search_text(self) -> str:
        """Everything a reader can find in this page besides its title, a paragraph a line."""
        bodies = [body.name for body in self.issuing_bodies]
        lines = [*self.metadata_lines(), *bodies, *(passage.text for passage in self.passages())]
        return "\n".join(line for line in lines if line)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["document"] = self
        return context
