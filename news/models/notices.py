"""Official notices (通知公告)."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from publications.choices import ColumnType, Kind, RelationKind, UpdateClass
from publications.columns import COLUMN_TEMPLATE, ColumnPage, column_type_field, update_class_field
from publications.models import OfficialDocumentPage
from publications.panels import CONTENT_PANELS, METADATA_PANELS, date_panel


class Genre(models.TextChoices):
    """文种: the fifteen of 党政机关公文处理工作条例 that such bodies use, and what they publish besides."""

    NOTICE = "notice", _("通知")
    ANNOUNCEMENT = "announcement", _("公告")
    CIRCULAR = "circular", _("通告")
    OPINION = "opinion", _("意见")
    DECISION = "decision", _("决定")
    REPORT = "report", _("通报")
    REPLY = "reply", _("批复")
    LETTER = "letter", _("函")
    MINUTES = "minutes", _("纪要")
    DECREE = "decree", _("令")
    MEASURES = "measures", _("办法")
    RULES = "rules", _("规定")
    PUBLICITY = "publicity", _("公示")


class NoticeIndexPage(ColumnPage):
    """通知公告栏目."""

    column_type = column_type_field(ColumnType.POLICY)
    update_class = update_class_field(UpdateClass.POLICY)

    subpage_types = ["news.NoticePage"]
    template = COLUMN_TEMPLATE

    class Meta:
        verbose_name = _("通知公告栏目")


class NoticePage(OfficialDocumentPage):
    """通知公告: any official document; it may enclose a plan (关于印发…的通知)."""

    document_kind = Kind.NOTICE

    genre = models.CharField(_("文种"), max_length=16, choices=Genre.choices, blank=True)
    action_deadline = models.DateField(_("办理截止"), null=True, blank=True, help_text=_("如：2026年6月30日"))
    action_audience = models.CharField(_("办理对象"), max_length=200, blank=True, help_text=_("如：全区中小学、幼儿园"))
    action_submit = models.CharField(
        _("报送内容"), max_length=300, blank=True, help_text=_("如：《校本研修方案》一份，盖章扫描件")
    )
    action_contact = models.CharField(
        _("联系人"), max_length=120, blank=True, help_text=_("如：培训部 陈老师，0791-8600 0112")
    )

    parent_page_types = ["news.NoticeIndexPage", "news.DisclosureSectionPage"]
    subpage_types: list[str] = []
    template = "news/notice_page.html"

    content_panels = [
        *CONTENT_PANELS[:2],
        MultiFieldPanel(
            [
                FieldRowPanel([date_panel("action_deadline"), FieldPanel("action_audience")]),
                FieldPanel("action_submit"),
                FieldPanel("action_contact"),
            ],
            heading=_("各校需要办理（没有可不填）"),
        ),
        *CONTENT_PANELS[2:],
    ]
    metadata_panels = [FieldPanel("genre"), *METADATA_PANELS]
    search_fields = [
        *OfficialDocumentPage.search_fields,
        index.FilterField("genre"),
        index.FilterField("action_deadline"),
    ]
    override_translatable_fields = [*OfficialDocumentPage.override_translatable_fields, SynchronizedField("genre")]

    class Meta:
        verbose_name = _("通知公告")

    @cached_property
    def enclosed(self) -> list[OfficialDocumentPage]:
        """The documents that this notice issues, as far as a reader may see them."""
        found = {
            related.page.pk: related.page
            for related in self.related_documents
            if related.kind == RelationKind.ENCLOSES and not related.reverse and related.page
        }
        wanted: dict[type, list[int]] = {}
        for pk, page in found.items():
            wanted.setdefault(page.specific_class, []).append(pk)
        pages = {page.pk: page for model, pks in wanted.items() for page in model._default_manager.filter(pk__in=pks)}
        for key, page in pages.items():
            page.locale = found[key].locale  # known already: no query for each
        return [pages[key] for key in found if key in pages]

    @property
    def has_action(self) -> bool:
        return bool(self.action_deadline or self.action_submit)

    @property
    def action_is_past(self) -> bool:
        return bool(self.action_deadline and self.action_deadline < timezone.localdate())
