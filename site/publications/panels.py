"""The groups in which an editor fills a document in."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from publications.widgets import ChineseDateInput

CONTENT_PANELS = [
    FieldPanel(
        "title", classname="title", heading=_("标题"), help_text=_("如：关于印发《2026年云岫区教师培训工作计划》的通知")
    ),
    FieldPanel("summary"),
    FieldPanel("body"),
]


def date_panel(name: str) -> FieldPanel:
    """A date that may be typed as 2026年5月15日, 2026.5.15, 20260515 or 2026-05-15."""
    return FieldPanel(name, widget=ChineseDateInput)


METADATA_PANELS = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("document_number"), FieldPanel("index_number")]),
            FieldRowPanel([FieldPanel("issuing_body"), FieldPanel("joint_bodies")]),
            FieldRowPanel([FieldPanel("recipients"), FieldPanel("copies_to")]),
            FieldPanel("signatory"),
        ],
        heading=_("文号与机关"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([date_panel("written_on"), date_panel("issued_on"), date_panel("published_on")]),
            FieldRowPanel([date_panel("effective_on"), date_panel("expires_on"), FieldPanel("validity")]),
            FieldPanel("planned_publication"),
        ],
        heading=_("日期与效力"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("year"), FieldPanel("stage"), FieldPanel("region")]),
            FieldPanel("topics"),
            FieldPanel("audience"),
        ],
        heading=_("分类"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("source"), FieldPanel("author"), FieldPanel("responsible_editor")]),
            FieldPanel("disclosure"),
        ],
        heading=_("来源与公开"),
    ),
]

PROMOTE_PANELS = [
    MultiFieldPanel(
        [
            FieldPanel("slug", help_text=_("网址中的一段，留空则由标题的拼音生成；公开后请勿改动")),
            FieldPanel("search_description", heading=_("搜索引擎摘要")),
        ],
        heading=_("网址与摘要"),
    )
]
